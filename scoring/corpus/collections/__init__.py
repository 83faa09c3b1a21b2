"""Files in which a database hands out many articles at once, each with heading lines of its own.

`choose` asks every known form in turn; each form is one module, which gives a `Collection` or None. A file
that fits no form beyond doubt stays one article.
"""
