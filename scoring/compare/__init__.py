"""Compares the articles of a corpus with each other: repeated lines, shared passages, provenance, stories."""
