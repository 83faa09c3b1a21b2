"""What each line of a page is: headline, byline, body, caption, furniture. Start with `find.find_blocks`."""
