"""Tables, a row an article: delimited text, spreadsheets, Parquet, SQLite, and markup that calls itself a table.

`header_row` finds the header, wherever it stands; `grid` reads the cells of all that look like a spreadsheet, which
`sheet_cells` reads in a process of its own.
"""
