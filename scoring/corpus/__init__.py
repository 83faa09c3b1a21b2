"""What comes in: the article schema, one reader per kind of file, rejects."""
