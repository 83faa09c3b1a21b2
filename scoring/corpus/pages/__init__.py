"""HTML pages: `page` combines the visible lines (`visible_lines`) with what the page declares about itself.

`declared` reads the latter: linked data (`linked_data`) first, then dates beside the heading (`page_dates`), never
anything that does not belong to the article (`foreign`). `mend_html` makes a page safe to parse; `unseen_text` finds
an article that is in the page but not shown; `beginning` tells a page from any other text.
"""
