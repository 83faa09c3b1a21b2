"""One article as metrics see it: `document` is the record, `parse` makes it, `speech` finds who says what."""
