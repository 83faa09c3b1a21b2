"""Work in several processes: batches, attempts that may fail, faults that cost only one article, a clean stop."""
