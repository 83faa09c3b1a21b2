"""From an entry as it stood in a file to an article: `finish` leads through the rest.

`door` is passed first: it cleans every field (`clean`) and undoes damage (`repair`). `cut_off` and `no_article` tell
what only looks like an article.
"""
