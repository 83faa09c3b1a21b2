"""Which column of a table, key of a record or line above a text holds which field of an article.

`field_names` lists the usual names, `columns` chooses by them, `picks` decides row by row between several columns;
`record_paths` reach into nested records, `cells` turns what they hold into text. `heading_lines` (`TITLE: ...`) and
`front_matter` (`---`) stand above a text.
"""
