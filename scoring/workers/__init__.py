"""Work on several processes: batches, attempts that may fail, faults that cost one article, a clean stop."""
