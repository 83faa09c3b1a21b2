"""Blocks, sentences, words, quotations: the only tokenizer."""
