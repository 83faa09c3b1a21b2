"""Marked text as HTML: nothing of the text is lost, nothing of it becomes a tag."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from dashboard.marking import Mark, excerpt, excerpt_bounds, marked

hostile = st.text(alphabet=st.sampled_from("ab <>&\"'/\n`*[](){}script"), max_size=60)
_OURS = re.compile(r'<span(?: id="mh-focus")? class="[a-z ]*"(?: title="[^"<>]*")?>|</span>')
_TAGS = re.compile(r'<span class="mh-tag">[^<]*</span>')


@given(hostile, st.lists(st.tuples(st.integers(-3, 70), st.integers(-3, 70)), max_size=8), hostile)
def test_text_survives_and_only_our_tags_stand(text: str, spans: list[tuple[int, int]], hint: str) -> None:
    """With any overlapping marks the tags removed give the text back, and every tag is one of ours."""
    html = marked(text, [Mark(start, end, "x", hint) for start, end in spans])
    bare = _OURS.sub("", html)
    assert "<" not in bare
    assert unescape(bare) == text


def test_tags_are_escaped_and_follow_their_span() -> None:
    """A tag from outside is escaped and printed where its span ends."""
    html = marked("abc", [Mark(0, 2, "x", tag="<b>")])
    assert html == '<span class="x">ab</span><span class="mh-tag">&lt;b&gt;</span>c'
    assert unescape(_OURS.sub("", _TAGS.sub("", html))) == "abc"


def test_overlapping_marks_share_the_piece_between() -> None:
    """Where two spans overlap, the piece has both classes and both hints."""
    html = marked("abcd", [Mark(0, 3, "x", "one"), Mark(2, 4, "y", "two")])
    assert '<span class="x y" title="one; two">c</span>' in html


@given(st.text(alphabet="ab \n", min_size=1, max_size=900), st.data())
def test_excerpt_holds_its_span(text: str, data: st.DataObject) -> None:
    """The bounds of an excerpt enclose the span and lie inside the text."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    left, right = excerpt_bounds(text, start, end)
    assert 0 <= left <= start < end <= right <= len(text)


def test_excerpt_ends_at_the_paragraph() -> None:
    """An excerpt does not run into the next paragraph."""
    text = "First line.\nShe said so.\nThird line."
    start = text.index("said")
    assert excerpt(text, start, start + 4, "x") == 'She <span class="x">said</span> so.'


def test_blank_lines_become_gaps_only_in_the_text() -> None:
    """A gap is ours and small; within a hint, which may come from a corpus, nothing is put in."""
    html = marked("One.\n \n\nTwo.\nThree.", [Mark(0, 4, "x", hint="a\n\nb")], gaps=True)
    assert html.count('<i class="mh-gap"></i>') == 1
    assert html.endswith("Two.\nThree.")
    assert "mh-gap" not in html.split(">")[0]
    assert marked("a\n\nb", []) == "a\n\nb"
