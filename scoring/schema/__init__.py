"""The contract of a scores folder. All other packages may import this one; it imports none of them.

`tables` declares every table, with `columns`; `metrics` says what is declared about a metric, `kinds` has the closed
vocabularies, `thresholds` the numbers below which no value is given, `components` the parts of the index. `folder`
writes a scores folder whole or not at all, `csv_files` its CSV files, `datapackage` its data dictionary; `reading`
reads a folder that may come from anybody.
`lists` reads the word lists.
"""
