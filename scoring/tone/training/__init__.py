"""How the model of the trained reading was made; the only part of Masthead that needs torch.

`examples` reads the labelled sentences and finds further names in them, `network` is the encoder in torch,
`fit` trains it, `quantise` writes it as int8 ONNX, `bases` finds the pretrained weights inside their
packages. `python -m scoring.tone.training --help` says how to run it; docs/tone.md gives the results.
"""
