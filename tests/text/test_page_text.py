"""The forms of a text are those of working each out afresh, and an article is gone through once for each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.actors import gazetteer as gazetteers
from scoring.document.parse import Article, Compared, parse
from scoring.text import page_text
from scoring.text.normalise import plain
from scoring.text.page_text import PageText
from scoring.text.words import find_words

TEXTS = st.text(alphabet="AaİΣéß1 \n\t.,:?'\"“’‘‑-–…\u00a0", max_size=60)


@given(TEXTS)
def test_forms_keep_every_offset(text: str) -> None:
    """A word stands in the plain and the small text where it stands in the text."""
    page = PageText(text)
    assert len(page.small) == len(page.plain) == len(text)
    spans = list(zip(page.words.starts.tolist(), page.words.ends.tolist(), strict=True))
    lowered = [text[start:end].lower() for start, end in spans]
    assert page.forms.spelled("lowered") == lowered
    assert page.forms.spelled("plain") == [word.replace("’", "'").replace("‑", "-") for word in lowered]


@given(TEXTS)
def test_lines_hold_all_that_is_no_space(text: str) -> None:
    """Each line is where it stands, without spaces around, under its number; the others hold nothing."""
    whole = text.split("\n")
    lines = PageText(text).lines
    assert [text[line.start : line.end] for line in lines] == [line.strip() for line in whole if line.strip()]
    assert [line.number for line in lines] == [n for n, line in enumerate(whole) if line.strip()]


def test_an_article_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parsing makes a text plain once and looks for no words where they are given."""
    text = (
        "Port reopens\n\n“We don’t fear the tide,” said Anna Berg, the mayor — of the harbour.\n\n(Reuters)"
    )
    made: list[str] = []
    monkeypatch.setattr(page_text, "plain", lambda given: made.append(given) or plain(given))
    monkeypatch.setattr(page_text, "find_words", lambda given: pytest.fail("the words were at hand"))
    article = Article("a", "Post", None, None, "Port reopens", None, None, "en", text, None)
    document = parse(article, Compared(find_words(text), [], (), None), gazetteers.load())
    assert made == [text]
    assert document.attributions
    assert [credit.source for credit in document.credits] == ["reuters"]
