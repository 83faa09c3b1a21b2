"""Labels by human readers: random draws of items, the readers' answers, and the program's score on them.

`kinds` says what is asked; `corpora` reads a corpus as given; `candidates` finds what can be drawn in a text; `draws`
draws items; `sheets` writes the readers' files; `gather` checks the answers; `agreement` compares readers; `program`
asks Masthead the same questions; `score` compares the two.
"""
