"""What only the whole corpus shows: repeated lines, shared passages, provenance."""
