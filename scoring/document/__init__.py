"""One article as metrics see it: `document` has the record, `parse` makes it, `speech` finds who says what."""
