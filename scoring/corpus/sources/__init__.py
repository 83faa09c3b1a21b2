"""Finding the files to read: `files` walks folders, `kinds` looks at first bytes, `manifest` matches descriptions.

`archive_members` adds the files inside archives, and `unpacking` unpacks each when it is its turn. Files passed over
are reported (`passed_over`, `scores_folder`); `labels` says how reports name a file.
"""
