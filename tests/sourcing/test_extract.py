import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.actors.cast import find_cast
from scoring.actors.gazetteer import load
from scoring.sourcing.extract import find_attributions
from scoring.sourcing.records import Attribution
from scoring.text.page_text import PageText
from scoring.text.quotations import find_quotations
from scoring.text.sentences import split_sentences
from scoring.text.set_off import Paragraph

CASES = json.loads(Path(__file__).with_name("attributions.json").read_text(encoding="utf-8"))
SPANS = {"source": lambda a: (a.source_start, a.source_end), "cue": lambda a: (a.cue_start, a.cue_end)}


def attributions(text: str, kind: str = "body") -> list[Attribution]:
    """The attributions of a text whose lines are paragraphs of one kind."""
    paragraphs: list[Paragraph] = [(m.start(), m.end(), kind) for m in re.finditer(r"[^\s][^\n]*", text)]
    sentences = [span for start, end, _ in paragraphs for span in split_sentences(text, start, end)]
    page = PageText(text)
    cast = find_cast(page.named, load(), sentences)
    return find_attributions(page, paragraphs, sentences, find_quotations(text, paragraphs), cast)


def _shown(text: str, found: Attribution, field: str) -> Any:
    if field in SPANS:
        start, end = SPANS[field](found)
        return text[start:end] if start >= 0 else ""
    if field == "content":
        return [text[start:end] for start, end in found.content]
    return getattr(found, field)


@pytest.mark.parametrize("case", CASES, ids=[case["comment"] for case in CASES])
def test_golden(case: dict[str, Any]) -> None:
    """Each golden text gives its attributions, no more, with every field that the case names."""
    text, expected = case["text"], case["attributions"]
    found = attributions(text)
    shown = [
        {field: _shown(text, item, field) for field in wanted}
        for item, wanted in zip(found, expected, strict=False)
    ]
    assert shown == expected
    assert len(found) == len(expected)


def test_furniture_speaks_for_nobody() -> None:
    """In a list of other stories nothing is attributed."""
    text = "Mayor said the bridge would open."
    assert attributions(text)
    assert attributions(text, "related") == []


LINES = st.sampled_from([case["text"] for case in CASES])


@given(st.lists(LINES, min_size=1, max_size=4))
def test_spans_lie_inside_the_text(lines: list[str]) -> None:
    """Source, cue and content lie inside the text, in order, and never empty."""
    text = "\n".join(lines)
    last = -1
    for found in attributions(text):
        assert last <= found.cue_start < found.cue_end <= len(text)
        last = found.cue_start
        assert found.content
        for start, end in found.content:
            assert 0 <= start < end <= len(text)
        assert list(found.content) == sorted(found.content)
        assert (found.source_start < 0) == (found.source_end < 0)
        assert found.source_end <= len(text)


@given(st.text(alphabet="He said that X. “”\"',:;-—()@ İ\n", max_size=100))
def test_any_text_is_read(text: str) -> None:
    """No arrangement of words and marks breaks the rules, and the same text gives the same attributions."""
    assert attributions(text) == attributions(text)


@pytest.mark.parametrize("marks", [("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'"), ("''", "''")])
def test_marks_do_not_matter(marks: tuple[str, str]) -> None:
    """The same speech in any quotation marks has the same source and kind."""
    opening, closing = marks
    (found,) = attributions(f"{opening}The mill is to close,{closing} Clara Dunn said.")
    assert found.kind == "direct"
    assert found.speaker_name == "Clara Dunn"


@pytest.mark.shared
def test_embedded_posts_of_a_seed(shared: Path) -> None:
    """The two embedded posts of the first founding article are Blinken's, by his full name."""
    text = (shared / "seeds" / "000_0738fabf302575b2.txt").read_text(encoding="utf-8")
    found = attributions(text)
    posts = [item for item in found if item.group == "post"]
    assert [item.speaker for item in posts] == ["blinken-antony"] * 2
    assert {item.source_type for item in posts} == {"social_post"}
    agency = [item for item in found if text[item.source_start : item.source_end] == "PTI"]
    (quoted,) = agency
    assert (quoted.kind, quoted.source_type, quoted.second_hand) == ("direct", "other_medium", True)


@pytest.mark.shared
def test_most_direct_speech_of_the_seeds(shared: Path) -> None:
    """Of the five founding articles the third holds the most direct speech, by Blinken and Kirby."""
    direct: dict[str, int] = {}
    speakers: set[str] = set()
    for path in sorted((shared / "seeds").glob("0*.txt")):
        text = path.read_text(encoding="utf-8")
        found = [item for item in attributions(text) if item.kind == "direct"]
        direct[path.name[:3]] = sum(end - start for item in found for start, end in item.content)
        if path.name.startswith("002"):
            speakers = {item.speaker_name for item in found}
    assert max(direct, key=lambda name: direct[name]) == "002"
    assert speakers - {""} == {"Antony Blinken", "John Kirby"}
