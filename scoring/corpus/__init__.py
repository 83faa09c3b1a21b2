"""Reading a corpus: files of any kind become one table of articles; what cannot be read is listed with the reason.

`read` is the entry point, `schema` describes the result; `readers` lists every kind of file, each declared once;
`contract` says what a reader is, what it receives and what it returns; `plugged` makes readers from other
packages safe.

The rooms, in the order in which a file passes through them:

- `sources`: which files there are, what kind each is, which manifest describes it
- `containers`: archives and packed files; `decoding`: from bytes to characters
- `texts`, `collections`, `tables`, `json_files`, `pages`, `web_archives`: what each kind of file holds
- `fields`: which column, key or heading line holds what
- `finishing`: the door that every entry passes, and pages that turn out not to be articles
- `cleaning`: damage repaired; `facts`: outlet, date, language, identity
"""
