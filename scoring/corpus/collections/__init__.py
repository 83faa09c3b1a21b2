"""Files in which a database exports many articles at once, each with heading lines of its own.

`choose` tries every known form in turn; each form is one module, which returns a `Collection` or None. A file
that does not clearly fit any form is read as one article.
"""
