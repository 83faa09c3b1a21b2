"""HTML pages: `page` puts together the lines that are shown (`visible_lines`) and what the page says of itself.

That is `declared`: linked data (`linked_data`) first, then dates beside the heading (`page_dates`), never what is not
the article's (`foreign`). `mend_html` makes a page one that can be walked; `unseen_text` finds an article that is
there and not shown; `beginning` tells a page from any other text.
"""
