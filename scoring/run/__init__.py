"""One run over a corpus, top to bottom.

`score` runs the whole; `stages` takes batches of articles through tokenising, comparing and measuring, and keeps each
result in the `work_folder`; `measure` does one batch, `assemble` makes the tables from the measured batches.
"""
