"""A page of the dashboard as it is printed."""

import io

from playwright.sync_api import Page
from pypdf import PdfReader


def sheets(page: Page) -> list[str]:
    """The words of each sheet of paper, one space between any two."""
    reader = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    return [" ".join(sheet.extract_text().split()) for sheet in reader.pages]


def printed(page: Page) -> str:
    """The words of the whole printed page."""
    return " ".join(sheets(page))
