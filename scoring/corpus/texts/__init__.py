"""Files that are texts: `single` reads plain text, pages and Word files (`word_files`); `mail` reads messages."""
