"""Which files there are to read: `files` walks folders, `kinds` looks at first bytes, `manifest` matches descriptions.

`archive_members` puts what archives hold among them, and `unpacking` makes each a file when it is to be read. What is
passed over on the way is told (`passed_over`, `scores_folder`); `labels` says how reports name a file.
"""
