"""One run over a corpus, top to bottom.

`score` is the spine; `stages` takes batches of articles through tokenising, comparing and measuring, each kept by
`work_folder`; `measure` is the work on one batch, `assemble` makes the tables of the measured batches.
"""
