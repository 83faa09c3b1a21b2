"""What comes in: files of any kind, read into one table of articles; what cannot be read is named with its reason.

`read` is the way in, `schema` what comes out. `readers` is the table of all kinds of files, each declared once;
`contract` says what a reader is, is given and hands on; `plugged` makes readers of other packages safe.

The rooms, on the way of a file:

- `sources`: which files there are, what kind each is, which manifest describes it
- `containers`: archives and packed files; `decoding`: bytes made characters
- `texts`, `collections`, `tables`, `json_files`, `pages`, `web_archives`: what each kind of file holds
- `fields`: which column, key or heading line holds what
- `finishing`: the door that every entry passes, and what turns out to be no article
- `cleaning`: damage undone; `facts`: outlet, date, language, identity
"""
