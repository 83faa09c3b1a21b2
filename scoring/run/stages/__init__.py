"""The stages between reading and aggregating: tokenise, compare, measure; each result is kept on disk."""
