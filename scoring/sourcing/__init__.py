"""Who says what: attributions with source, cue and content."""
