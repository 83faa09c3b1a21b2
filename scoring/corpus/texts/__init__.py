"""Files that are texts: `single` reads plain text, pages and Word files, `mail` messages.

A text may begin with lines about itself: `heading_lines` (`TITLE: ...`) and `front_matter` (`---`) take them off.
"""
