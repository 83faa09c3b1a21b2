"""What was done to a text on its way here, undone: `clean` (line ends, invisible characters), `repair` (encodings).

`cut_off` finds where a provider cut it off.
"""
