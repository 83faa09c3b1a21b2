"""JSON: `syntax` reads even broken or wrapped JSON; `shapes` finds the articles; `reader` makes entries of them."""
