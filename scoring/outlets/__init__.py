"""From measurements to outlet scores: aggregation and intervals."""
