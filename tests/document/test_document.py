"""The three readings of a document: which words, characters and sentences belong to each."""

import pytest

from scoring.document.document import Document, View, view
from scoring.schema.kinds import Reading
from scoring.text.blocks.find import body_blocks
from tests.metrics.documents import document_of

# Long enough to be held for somebody else's text.
TAKEN = (
    "The old bell rang nine times over the empty square, and nobody who stood there under the wet lanterns "
    "could say who had pulled the rope or why."
)
LINES = (
    ("navigation", "Home Sport Weather"),
    ("headline", "Lanterns mislaid"),
    ("standfirst", "Nine of them are gone."),
    ("body", "“We counted them twice,” said Anna Berg. The so-called ‘inventory’ was new. She left."),
    ("crosshead", "No trace"),
    ("caption", "A lantern in May"),
    ("embed", "Gone for good!"),
    ("body", TAKEN),
    ("related", "Read more on bells"),
)


@pytest.fixture(scope="module")
def document() -> Document:
    """A page with furniture, a direct quotation, scare quotes, and a last line taken from another outlet."""
    return document_of(LINES, taken=[(7, "from", True)])


def words_of(seen: View) -> str:
    """The words of a reading."""
    words, text = seen.document.words, seen.document.text
    return " ".join(text[words.starts[i] : words.ends[i]] for i in range(len(words)) if seen.mask[i])


def characters_of(seen: View) -> str:
    """The characters that a reading holds, the others as dots."""
    return "".join(c if seen.holds(at) else "." for at, c in enumerate(seen.document.text))


def test_the_page_is_everything(document: Document) -> None:
    """The reading `page` leaves nothing out, not even the place behind the last character."""
    seen = view(document, Reading.PAGE)
    assert seen.word_count == len(document.words) == int(seen.mask.sum())
    assert all(seen.holds(at) for at in range(len(document.text) + 1))


def test_the_body_is_the_blocks_of_the_article_itself(document: Document) -> None:
    """Standfirst, body, crosshead and embed are in; headline, caption and furniture are not."""
    assert words_of(view(document, Reading.BODY)) == (
        "Nine of them are gone We counted them twice said Anna Berg The so-called inventory was new She left "
        "No trace Gone for good " + TAKEN.replace(",", "").rstrip(".")
    )
    assert [
        document.text[start:end] for start, end in [(b.start, b.end) for b in body_blocks(document.blocks)]
    ] == [LINES[line][1] for line in (2, 3, 4, 6, 7)]


def test_own_words_are_the_body_less_speech_and_less_what_was_taken(document: Document) -> None:
    """Of quotations only direct speech is somebody else's: scare quotes are the outlet's own irony. A post is not."""
    assert [q.kind for q in document.quotations] == ["direct", "scare"]
    assert words_of(view(document, Reading.OWN)) == (
        "Nine of them are gone said Anna Berg The so-called inventory was new She left No trace"
    )


def test_a_guests_turns_in_a_transcript_are_not_own() -> None:
    """What stands behind a guest's name and a colon is the guest's; a host's questions are the outlet's."""
    turns = (
        ("body", "MARSH, HOST: We turn to the bridge of Tarn, which was shut."),
        ("body", "ANN BERG: I knew it very well."),
        ("body", "MARSH: So the town had a plan?"),
        ("body", "ANN BERG: You may read my two pages."),
    )
    own = words_of(view(document_of(turns), Reading.OWN)).split()
    assert {"bridge", "plan"} <= set(own)
    assert not {"I", "You", "my", "pages"} & set(own)


def test_a_passage_that_others_took_from_here_stays_own() -> None:
    """Being copied takes nothing away."""
    copied = document_of(LINES, taken=[(7, "to", False)])
    assert "old bell rang" in words_of(view(copied, Reading.OWN))


def test_opening_marks_go_with_the_word_after_them() -> None:
    """A mark in front of a word is held with it, other characters go with the word before them."""
    document = document_of([("caption", "A big bell (in May) ("), ("body", "‘Nine’ rang.")])
    assert (
        characters_of(view(document, Reading.BODY)) == "." * len("A big bell (in May) (\n") + "‘Nine’ rang."
    )


def test_what_stands_before_the_first_word_goes_with_it() -> None:
    """A text that begins with marks: they belong to the reading of its first word, and so does their tail."""
    first = document_of([("body", "... “Nine rang.”"), ("caption", "A bell")])
    assert characters_of(view(first, Reading.BODY)) == "... “Nine rang.”\n" + "." * len("A bell")
    later = document_of([("caption", "--- A bell"), ("body", "Nine rang.")])
    assert characters_of(view(later, Reading.BODY)) == "." * len("--- A bell") + "\nNine rang."


def test_a_text_without_a_word_holds_nothing() -> None:
    """Neither body nor own reading finds anything between dashes."""
    document = document_of([("body", "--- !!!")])
    for reading in (Reading.BODY, Reading.OWN):
        seen = view(document, reading)
        assert seen.word_count == 0
        assert not any(seen.holds(at) for at in range(len(document.text) + 1))
        assert seen.sized_sentences() == []


def test_words_between_two_places(document: Document) -> None:
    """`words_in` counts the words of the reading that begin there, never more, never fewer than none."""
    text = document.text
    start = text.index("said Anna")
    end = text.index("She left")
    assert view(document, Reading.BODY).words_in(start, end) == 8
    assert view(document, Reading.OWN).words_in(text.index("“We"), end) == 8
    assert view(document, Reading.BODY).words_in(0, text.index("Nine of")) == 0
    assert view(document, Reading.PAGE).words_in(0, len(text)) == len(document.words)
    assert view(document, Reading.PAGE).words_in(end, start) == 0


def test_items_and_sentences_count_where_they_begin(document: Document) -> None:
    """A sentence that begins with taken words is not the outlet's; one that begins with its own words is."""
    own, body, text = view(document, Reading.OWN), view(document, Reading.BODY), document.text
    shown = [text[start:end] for start, end in own.sentences()]
    assert "She left." in shown
    assert "The so-called ‘inventory’ was new." in shown
    assert TAKEN not in shown
    assert len(body.sentences()) == len(document.sentences)
    assert [b.kind for b in own.within(document.blocks)] == ["standfirst", "crosshead"]
    assert list(body.within(document.quotations)) == list(document.quotations)


def test_sentences_are_sized_in_words_of_the_reading(document: Document) -> None:
    """The size counts the words of the reading inside the sentence alone."""
    for reading in (Reading.BODY, Reading.OWN):
        seen = view(document, reading)
        assert [(start, end) for _, start, end in seen.sized_sentences()] == seen.sentences()
        assert [size for size, _, _ in seen.sized_sentences()] == [
            seen.words_in(start, end) for start, end in seen.sentences()
        ]
    mixed = document_of([("body", "Anna Berg said: “We counted them.”")])
    assert view(mixed, Reading.BODY).sized_sentences()[0][0] == 6
    assert view(mixed, Reading.OWN).sized_sentences()[0][0] == 3


def test_syllables_are_those_of_the_reading(document: Document) -> None:
    """Syllables of words outside the reading do not count."""
    small = document_of([("body", "Nine bells"), ("caption", "Yesterday")])
    assert view(small, Reading.BODY).syllables() == 2
    assert view(small, Reading.PAGE).syllables() == 5
