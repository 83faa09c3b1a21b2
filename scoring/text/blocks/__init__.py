"""What each line of an article is: headline, byline, body, caption, furniture. `find` is the way in."""
