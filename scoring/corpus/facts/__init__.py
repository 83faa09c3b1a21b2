"""What is told of an article beside its text: outlet, date, language, and whether it is there already.

Outlets: `outlet` (by address), `hosts` (shared ones), `addresses` (in cells), `folder_outlets`. Dates: `date_forms`,
`dates`, `published` (all of a corpus together). `language` and `language_names`; `identity`.
"""
