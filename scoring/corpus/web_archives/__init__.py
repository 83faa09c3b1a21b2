"""Crawls (WARC, WET): `warc_records` finds the records, around damage too; `warc` makes entries of their pages."""
