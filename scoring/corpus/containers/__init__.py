"""Files in files: `packed` unpacks streams, `archives` lists members, `zip_remains` what is left of a damaged ZIP.

`file_names` makes text of a name, whatever bytes a disk or an archive gives it.
"""
