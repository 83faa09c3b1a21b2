"""Hostile input, made by chance and by the same chance again: see `python -m tests.fuzz --help`."""
