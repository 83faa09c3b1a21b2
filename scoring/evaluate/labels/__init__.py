"""Labels from random pages: draws for readers, what they answered, and the program held against it.

`kinds` says what is asked; `corpora` reads a corpus as it was given; `candidates` finds what may be drawn in a text;
`draws` draws; `sheets` writes what a reader gets.
"""
