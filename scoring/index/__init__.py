"""The reporting index: components placed among real outlets, with open weights, and its error.

The table of components and weights is read in `schema/components.py`. `reference.py` places values among reference
outlets, `combine.py` makes the index with its interval and contributions, `ranks.py` says how far the order of outlets
depends on the weights.
"""
