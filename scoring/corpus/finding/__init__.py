"""Which files there are to read: `files` walks folders, `kinds` looks at first bytes, `manifest` matches descriptions.

What is passed over on the way (`passed_over`, `scores_folder`) is counted and told; `file_names` makes any name text.
"""
