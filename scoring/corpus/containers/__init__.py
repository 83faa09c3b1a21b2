"""Files in files: `packed` unpacks streams, `archives` lists members, `zip_remains` reads the rest of a damaged ZIP.

`file_names` turns the name of a file into text, whatever its bytes are.
"""
