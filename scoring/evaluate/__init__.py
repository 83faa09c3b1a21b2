"""Each metric against hand-labelled data."""
