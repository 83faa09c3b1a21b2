"""Articles on the same event."""
