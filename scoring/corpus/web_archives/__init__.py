"""Crawls (WARC, WET): `warc_records` finds the records, even around damage; `warc` makes entries of their pages."""
