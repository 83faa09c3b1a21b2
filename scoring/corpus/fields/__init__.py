"""Which column of a table, or key of a record, holds which field of an article.

`field_names` lists the usual names, `columns` chooses by them, `picks` takes one of several row by row;
`record_paths` reach into records of records, `cells` makes text of what stands there.
"""
