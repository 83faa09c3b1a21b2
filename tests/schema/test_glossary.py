"""The glossary: in alphabetical order, and the same in the docs."""

from pathlib import Path

from scoring.schema.glossary import TERMS, as_markdown

PAGE = Path(__file__).parents[2] / "docs" / "glossary.md"


def test_the_page_is_what_the_program_renders() -> None:
    """docs/glossary.md is rendered from the terms: `python -m tests.schema.test_glossary` writes it."""
    assert PAGE.read_text(encoding="utf-8") == as_markdown()


def test_terms_are_in_alphabetical_order() -> None:
    """A reader finds a term where it is looked for, and every meaning is a sentence."""
    assert list(TERMS) == sorted(TERMS, key=str.casefold)
    assert all(meaning.endswith(".") for meaning in TERMS.values())


if __name__ == "__main__":
    PAGE.write_text(as_markdown(), encoding="utf-8")
