"""How a page begins, which distinguishes it from all other texts."""

import re

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html\b|<head\b|<body\b)", re.I | re.S
)


def begins_as_page(text: str) -> bool:
    """Whether a text begins as a whole HTML page does.

    >>> begins_as_page("<!-- saved -->\\n<!DOCTYPE html><html>"), begins_as_page("<p>It rained.</p>")
    (True, False)
    """
    return _PAGE.match(text) is not None
