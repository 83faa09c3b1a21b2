"""Which column of a table, key of a record or line above a text holds which field of an article.

`field_names` lists the usual names, `columns` chooses by them, `picks` takes one of several row by row;
`record_paths` reach into records of records, `cells` makes text of what stands there. Above a text stand
`heading_lines` (`TITLE: ...`) or `front_matter` (`---`).
"""
