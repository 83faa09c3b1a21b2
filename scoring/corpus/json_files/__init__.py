"""JSON: `syntax` reads it as it is found, broken or wrapped; `shapes` finds the articles; `reader` makes entries."""
