"""What many cues, names and quotations of one text ask for is worked out once: as by asking again for each."""

from hypothesis import assume, given
from hypothesis import strategies as st

from scoring.actors.cast import Member
from scoring.actors.records import PERSON
from scoring.sourcing.contents import Scene, _next_end, content_end, first_comma
from scoring.sourcing.extract import _quoted_before, _quoted_characters, _quoted_words, _Reported
from scoring.sourcing.records import NO_SPAN, Draft
from scoring.sourcing.relayed import RELAYING, SPOKEN, find_relayed
from scoring.sourcing.source_kinds import Recent
from scoring.sourcing.tokens import COMMA, read_tokens
from scoring.sourcing.verbs import _sentence_subject
from scoring.text.page_text import PageText
from scoring.text.quotations import Quotation, find_quotations

WORDS = [
    "said",
    "and",
    "but",
    "he",
    "the mayor",
    "according to",
    "that",
    "saying",
    "quickly",
    "Lee",
    ",",
    "—",
    "“",
    "”",
]
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=2, max_size=30).map(" ".join)


def scene_of(text: str) -> Scene:
    """The scene that the rules read, all of the text being one paragraph and one sentence."""
    tokens = read_tokens(PageText(text))
    spoken = find_quotations(text, [(0, len(text), "body")])
    return Scene(
        tokens, spoken, [q.start for q in spoken], [q.end for q in spoken], _quoted_words(tokens, spoken)
    )


@given(SENTENCES, st.data())
def test_where_content_ends(text: str, data: st.DataObject) -> None:
    """In whatever order cues ask, content ends where it would for the first that asks."""
    scene = scene_of(text)
    high = len(scene.tokens.low)
    begins = data.draw(st.lists(st.integers(0, max(0, high - 1)), max_size=12))
    for begin in begins:
        for stops in (0, -1):
            assert content_end(scene, begin, high, stops) == _next_end(scene, begin, high, stops, high)


@given(SENTENCES, st.data())
def test_the_first_comma(text: str, data: st.DataObject) -> None:
    """The first comma of a sentence, whether its end or an earlier place is asked for first."""
    scene = scene_of(text)
    marks = scene.tokens.marks
    assume(marks)
    for high in data.draw(st.lists(st.integers(1, len(marks)), max_size=6)):
        assert first_comma(scene, 0, high) == next((at for at in range(1, high) if marks[at] & COMMA), high)


@given(SENTENCES, st.data())
def test_the_subject_of_a_sentence(text: str, data: st.DataObject) -> None:
    """Verbs that ask one after the other for the sentence's subject get what each gets alone."""
    kept = scene_of(text)
    high = len(kept.tokens.low)
    for before in data.draw(st.lists(st.integers(0, high), max_size=8)):
        assert _sentence_subject(kept, 0, high, before) == _sentence_subject(scene_of(text), 0, high, before)


CUES = st.lists(st.integers(0, 60), min_size=1, max_size=12, unique=True)


@st.composite
def drafts(draw: st.DrawFn) -> list[Draft]:
    """Drafts with cues apart from one another, and content anywhere."""
    made = []
    for start in sorted(draw(CUES)):
        spans = draw(st.lists(st.tuples(st.integers(0, 64), st.integers(1, 30)), max_size=2))
        content = [(first, first + length) for first, length in spans]
        group = draw(st.sampled_from(["say", "show", "seem", "want", "colon", "judge"]))
        made.append(Draft(NO_SPAN, (start, start + 1), content, group, "neutral"))
    return draw(st.permutations(made))


def holds(outer: Draft, inner: Draft) -> bool:
    """Whether one stretch of what the outer draft reports holds the cue of the inner one."""
    return any(a <= inner.cue[0] and inner.cue[1] <= b for a, b in outer.content)


@given(drafts())
def test_what_is_relayed(made: list[Draft]) -> None:
    """A draft is relayed as by comparing it with every other."""
    expected = [
        any(
            other.group in RELAYING
            and other is not draft
            and holds(other, draft)
            and not (
                holds(draft, other)
                and draft.group in SPOKEN
                and (other.group not in SPOKEN or draft.cue < other.cue)
            )
            for other in made
        )
        for draft in made
    ]
    assert find_relayed(made) == expected


@given(drafts())
def test_what_lies_in_reported_content(made: list[Draft]) -> None:
    """Cue after cue, as by asking every draft before it; the last draft may change in between."""
    made.sort(key=lambda draft: draft.cue)
    reported, before = _Reported(), []
    for draft in made:
        assert reported.covers(before, draft.cue) == any(holds(other, draft) for other in before)
        if before and draft.group == "want":
            before[-1].content = draft.content  # as when a cue is chained to the last
        else:
            before.append(draft)


@given(st.lists(st.integers(1, 9), max_size=10), st.integers(0, 60), st.integers(0, 60))
def test_characters_in_quotations(steps: list[int], start: int, length: int) -> None:
    """The characters of a stretch that stand in quotations, counted one by one."""
    spoken, at = [], 0
    for gap, size in zip(steps[::2], steps[1::2], strict=False):
        spoken.append(Quotation(at + gap, at + gap + size, "direct", open_end=False))
        at += gap + size
    scene = Scene(
        read_tokens(PageText("")), spoken, [q.start for q in spoken], [q.end for q in spoken], bytearray()
    )
    quoted = {place for q in spoken for place in range(q.start, q.end)}
    expected = len(quoted.intersection(range(start, start + length)))
    assert _quoted_characters(scene, _quoted_before(spoken), start, start + length) == expected


def test_the_last_speaker_with_a_role() -> None:
    """`The mayor` is whoever spoke last of those who are known to be mayor."""
    ann = Member("person:Ann Lee", "Ann Lee", PERSON, "f", frozenset({"mayor"}))
    bo = Member("person:Bo Roe", "Bo Roe", PERSON, "m", frozenset({"minister", "mayor"}))
    recent = Recent()
    recent.add(ann)
    assert recent.by_role == {"mayor": ann}
    recent.add(bo)
    assert recent.by_role == {"mayor": bo, "minister": bo}
    recent.add(ann)
    assert recent.by_role == {"mayor": ann, "minister": bo}
