"""What is known of an article besides its text: outlet, date, language, and whether the corpus has it already.

Outlets: `outlet` (by address), `hosts` (shared ones), `addresses` (in cells), `folder_outlets`. Dates: `date_forms`,
`dates`, `published` (all of a corpus together). `language` and `language_names`; `identity`.
"""
