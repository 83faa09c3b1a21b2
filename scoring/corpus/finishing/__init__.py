"""From an entry as it stood in a file to an article: `finish` goes through the steps.

`door` is what every entry passes first, whichever reader made it: it cleans every field. `no_article` tells pages
that only look like articles.
"""
