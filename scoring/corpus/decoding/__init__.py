"""From bytes to characters: `decode` reads whole texts, `text_lines` lines; `encoding` guesses what is not UTF-8."""
