"""Masthead: measures how news outlets report. See README.md."""
