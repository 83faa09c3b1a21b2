"""Which visible lines trafilatura keeps, looked for in order."""

from scoring.corpus.pages.main_text import kept_lines

TEXT = "Rain fell on Monday.\nThe harbour was closed all day long. At noon it opened.\nBrook said so."


def test_a_short_line_is_kept_where_it_continues_the_text() -> None:
    """The second half of a paragraph that the page breaks in two."""
    lines = ["The harbour was closed all day long.", "At noon it opened."]
    assert kept_lines(TEXT, lines) == [True, True]


def test_a_short_line_elsewhere_is_not_kept_for_words_that_the_text_has() -> None:
    """A menu entry whose word the text happens to hold."""
    assert kept_lines(TEXT, ["harbour", "Rain fell on Monday.", "noon"]) == [False, True, False]


def test_a_long_line_is_kept_wherever_it_stands() -> None:
    """The page may print paragraphs in another order than the main text."""
    lines = ["The harbour was closed all day long.", "Rain fell on Monday.", "Brook said so."]
    assert kept_lines(TEXT, lines) == [True, True, True]


def test_without_main_text_nothing_is_kept() -> None:
    """And blank lines never are."""
    assert kept_lines("", ["Rain fell on Monday and Tuesday."]) == [False]
    assert kept_lines(TEXT, ["", "|"]) == [False, False]
