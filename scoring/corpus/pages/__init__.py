"""HTML pages: `page` puts together the lines that are shown (`visible_lines`) and what the page says of itself.

That is `declared`, with the linked data (`linked_data`) sorted first. `mend_html` makes a page one that can be
walked; `unseen_text` finds an article that is there and not shown.
"""
