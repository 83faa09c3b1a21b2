import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.text.quotations import find_quotations
from scoring.text.set_off import Paragraph

CASES = json.loads(Path(__file__).with_name("quotations.json").read_text(encoding="utf-8"))


def _paragraphs(text: str) -> list[Paragraph]:
    found: list[Paragraph] = []
    position = 0
    for line in text.split("\n"):
        if line.strip():
            found.append((position, position + len(line), "body"))
        position += len(line) + 1
    return found


@pytest.mark.parametrize("case", CASES, ids=[case["comment"] for case in CASES])
def test_golden(case: dict[str, Any]) -> None:
    """Each golden text gives exactly its quotations, with kind and open end."""
    text = case["text"]
    found = [[text[q.start : q.end], q.kind, q.open_end] for q in find_quotations(text, _paragraphs(text))]
    assert found == case["quotations"]


def test_none_crosses_a_paragraph() -> None:
    """A mark left open takes nothing of the paragraph after it."""
    text = "“He spoke at length of the harbour.\nThe next line is the paper's own."
    (quotation,) = find_quotations(text, _paragraphs(text))
    assert quotation.open_end
    assert text[quotation.start : quotation.end].endswith("harbour.")


@given(st.text(alphabet="ab Cs.,?'\"“”‘’\n-[]", max_size=120))
def test_spans_lie_inside_and_apart(text: str) -> None:
    """Whatever the marks, quotations are ascending, apart, and inside one paragraph each."""
    paragraphs = _paragraphs(text)
    last = 0
    for quotation in find_quotations(text, paragraphs):
        assert last <= quotation.start < quotation.end
        assert any(start <= quotation.start and quotation.end <= end for start, end, _ in paragraphs)
        last = quotation.end


@given(st.text(alphabet="abc de.", max_size=60))
def test_curly_and_straight_agree(words: str) -> None:
    """The same speech in curly and in straight marks gives the same spans."""
    straight = f'Jo said: "x{words}x" and left.'
    curly = f"Jo said: “x{words}x” and left."
    one = find_quotations(straight, [(0, len(straight), "body")])
    other = find_quotations(curly, [(0, len(curly), "body")])
    assert [(q.start, q.end) for q in one] == [(q.start, q.end) for q in other]
