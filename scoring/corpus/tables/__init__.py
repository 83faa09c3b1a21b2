"""Tables, one article per row: delimited text, spreadsheets, Parquet, SQLite, and markup that calls itself a table.

`header_row` finds the header, wherever it stands; `grid` reads the cells of everything like a spreadsheet, for which
`sheet_cells` runs in a process of its own.
"""
