"""Judgement is the outlet's only where nobody else is quoted or reported to judge."""

from scoring.document.document import view
from scoring.document.judging import judging_marks, others_words
from scoring.schema.kinds import Reading
from tests.metrics.documents import document_of

TEXT = (
    "The council voted on Monday. The disgraceful vote ended a long day. Anna Berg, an engineer, said that the vote "
    "was an utter failure. “It was shameless,” Tom Lee said. It was an absurd plan."
)


def test_only_the_outlets_own_judgement_is_marked() -> None:
    """What is quoted, and what is reported without quotation marks, is its source's judgement."""
    document = document_of([("body", TEXT)])
    marks, words = judging_marks(view(document, Reading.BODY))
    assert [mark.label.partition(": ")[2] for mark in marks] == ["disgraceful", "absurd"]
    others = [TEXT[start:end] for start, end in others_words(document)]
    assert [part.strip(" ,.") for part in others] == [
        "that the vote was an utter failure",
        "“It was shameless,”",
    ]
    assert words == len(TEXT.split()) - 7 - 3


def test_overlapping_words_of_others_are_counted_once() -> None:
    """A quotation within reported speech takes its words away once."""
    text = (
        "The council voted. Anna Berg, an engineer, said that the vote was “an utter failure” for the town."
    )
    document = document_of([("body", text)])
    marks, words = judging_marks(view(document, Reading.BODY))
    assert marks == []
    assert words == 8  # The council voted. Anna Berg, an engineer, said


def test_a_heading_that_is_a_quotation_is_nobodys_judgement() -> None:
    """A crosshead wholly in quotation marks gives the words of somebody in the article."""
    lines = [("body", "Anna Berg left."), ("crosshead", "‘I was wrong’"), ("body", "She was sad.")]
    marks, _ = judging_marks(view(document_of(lines), Reading.BODY))
    assert marks == []


def test_a_word_in_quotation_marks_of_any_kind_is_not_the_outlets_own() -> None:
    """A nickname or a word at arm's length is what others call it."""
    text = "The “notorious” bridge was shut. The notorious bridge was shut."
    marks, _ = judging_marks(view(document_of([("body", text)]), Reading.BODY))
    assert [mark.start for mark in marks] == [text.rindex("notorious")]
