"""Files in files: `packed` unpacks streams, `archives` lists members, `zip_remains` what is left of a damaged ZIP.

`opening` puts the members of archives among the sources; `unpacking` makes each a file when it is to be read.
"""
