"""Repairs of what happened to a text on its way here: `clean` (line ends, invisible characters), `repair` (encodings).

`cut_off` finds where a provider cut it off.
"""
