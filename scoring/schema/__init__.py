"""The contract of a scores folder, in one place: imported by all, importing nothing of ours.

`tables` declares every table, of `columns`; `metrics` what is declared of a metric, `kinds` the closed vocabularies,
`thresholds` the numbers below which nothing is said, `components` those of the index. `folder` writes a scores folder
whole or not at all, `csv_files` its CSV, `datapackage` its data dictionary; `reading` reads one that may be anybody's.
`lists` reads the word lists.
"""
