"""Tone toward an actor, in two readings that are always shown side by side.

`lexicon` reads the clause around a mention with VADER; `clauses` cuts that clause and masks names and topic
words. `trained` reads the whole sentence with a small encoder fine-tuned to say negative, neutral or positive
toward the marked mention. `training/` is the script that made the encoder; nothing else imports it or torch.
"""
