"""What comes in: files of any kind, read into one table of articles; what cannot be read is named with its reason.

`read` is the way in, `schema` what comes out. `readers` is the table of all kinds of files, each declared once;
`contract` says what a reader is, is given and hands on, for ours and for those of other packages.

On the way of a file, in order:

- `finding`: which files there are, what kind each is, which manifest describes it
- `containers`: archives opened, packed files unpacked
- `decoding`: bytes made characters
- `texts`, `collections`, `tables`, `json_files`, `pages`, `web_archives`: what each kind of file holds
- `fields`: which column or key holds what
- `cleaning`: the door that every entry passes, and what turns out to be no article
- `facts`: outlet, date, language, identity
"""
