"""Charts: pure functions from a frame to an Altair chart, one module per page."""
