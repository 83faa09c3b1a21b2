"""Bytes made characters: `decode` reads whole texts and lines, `encoding` guesses where they are not UTF-8."""
