"""Paragraphs that are set off instead of put in quotation marks."""

import pytest

from scoring.text.set_off import Paragraph, is_set_off

SAID = "I have served this harbour for nine years, and in all of them I never asked you for a boat."


def _paragraphs(*lines: str, kind: str = "body") -> tuple[str, list[Paragraph]]:
    found: list[Paragraph] = []
    at = 0
    for line in lines:
        found.append((at, at + len(line), kind))
        at += len(line) + 1
    return "\n".join(lines), found


@pytest.mark.parametrize(
    ("before", "line", "expected"),
    [
        ("Ann Berg went on:", SAID, True),
        ("The quay is shut. Tarn Today reported in 2019:", SAID, True),
        ("The quay is shut. Berg told us so. These are the hours:", SAID, False),
        ("Our original post continues:", SAID, False),
        ("Ann Berg went on.", SAID, False),
        ("Berg said this will change:", f"1. {SAID}", False),
        ("Berg said this will change:", f"• {SAID}", False),
        ("Berg said this will change:", "The hours of the ferry.", False),
        ("Berg said this will change:", f"{SAID[:-1]}", False),
        ("Berg said it before:", f"“It is late,” she wrote. {SAID}", False),
    ],
)
def test_who_is_announced_speaks(before: str, line: str, *, expected: bool) -> None:
    """A colon behind a verb of saying, and a paragraph of running text that nobody else is said to speak in."""
    text, (first, second) = _paragraphs(before, line)
    assert is_set_off(text, first, second) is expected


def test_only_in_the_body() -> None:
    """A headline announces nothing."""
    text, (first, second) = _paragraphs("Ann Berg went on:", SAID, kind="headline")
    assert not is_set_off(text, first, second)
