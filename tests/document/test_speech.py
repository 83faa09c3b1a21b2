"""Who speaks where in a text, whom it names, and in what tone: the joining of sentences, speech and actors."""

from collections.abc import Sequence

import numpy as np
import pytest

from scoring.document.document import ActorMention, Document
from scoring.document.speech import read_trained
from tests.metrics.documents import document_of


def mention(document: Document, name: str, number: int = 0) -> ActorMention:
    """The mention that begins where `name` stands for the `number`-th time."""
    place = -1
    for _ in range(number + 1):
        place = document.text.index(name, place + 1)
    (found,) = [m for m in document.mentions if m.start == place]
    return found


def voice(*lines: tuple[str, str], name: str = "China", number: int = 0) -> tuple[str, str]:
    """The voice and the speaker at a mention in a page of the given lines."""
    found = mention(document_of(lines), name, number)
    return found.voice, found.speaker


def test_the_outlets_own_words_are_its_voice() -> None:
    """Where nobody is quoted or cited, the outlet speaks."""
    assert voice(("body", "The talks with China went on until the evening.")) == ("outlet", "")


def test_direct_speech_is_quoted_and_its_speaker_named() -> None:
    """Inside quotation marks the source speaks."""
    line = "“The talks with China were long,” said Anna Berg, the mayor. Later China left."
    assert voice(("body", line)) == ("quoted", "person:Anna Berg")
    assert voice(("body", line), number=1) == ("outlet", "")


def test_indirect_speech_is_paraphrased_and_its_speaker_named() -> None:
    """What somebody is reported to say without marks is a paraphrase."""
    line = "Anna Berg said that the talks with China were long. The evening was cold."
    assert voice(("body", line)) == ("paraphrased", "person:Anna Berg")


def test_the_source_of_a_statement_is_named_by_the_outlet() -> None:
    """Who speaks is told by the outlet, not by himself."""
    line = "China said that the talks with Russia were long."
    assert voice(("body", line)) == ("outlet", "")
    assert voice(("body", line), name="Russia")[0] == "paraphrased"


def test_a_source_in_the_middle_of_its_own_words_is_named_by_the_outlet() -> None:
    """`The talks, China said, were ...`: the words go on after the source, and do not take it in."""
    line = "The talks with Russia, China said on Monday, were long and bitter."
    assert voice(("body", line)) == ("outlet", "")


def test_a_transcripts_speech_is_quoted() -> None:
    """`BERG: The talks ...`: what stands behind a speaker's name and a colon are the speaker's words."""
    lines = (("body", "Anna Berg met the press at noon."), ("body", "BERG: The talks with China were long."))
    assert voice(*lines) == ("quoted", "person:Anna Berg")


def test_speech_that_did_not_happen_gives_nobody_a_voice() -> None:
    """`did not say that ...` is the outlet speaking."""
    line = "Anna Berg did not say that the talks with China were long."
    assert voice(("body", line)) == ("outlet", "")


def test_an_embedded_post_is_not_the_outlets_voice() -> None:
    """What stands in an embed is somebody else's, whoever it is; the line after it is the outlet's again."""
    lines = (
        ("body", "The post was short."),
        ("embed", "China is late again, shame on China!"),
        ("body", "Nothing was heard from China that day."),
    )
    assert voice(*lines)[0] == "quoted"
    assert voice(*lines, number=1)[0] == "quoted"
    assert voice(*lines, number=2) == ("outlet", "")


def test_scare_quotes_are_the_outlets_voice() -> None:
    """A word set in quotation marks for distance is nobody's speech."""
    assert voice(("body", "The so-called ‘China plan’ was put off until the next year.")) == ("outlet", "")


@pytest.mark.parametrize("kind", ["headline", "caption", "byline", "credit", "navigation", "related"])
def test_only_mentions_in_the_body_count(kind: str) -> None:
    """A name in a headline, a caption or furniture is no mention of the article."""
    document = document_of(
        [(kind, "China was late again on Monday"), ("body", "Nothing else was said that day.")]
    )
    assert document.mentions == ()


def test_somebody_may_be_quoted_in_a_headline_but_not_in_a_caption_or_furniture() -> None:
    """Speech is looked for where the article speaks: body and headline."""
    said = "Anna Berg: “Nobody will leave the town”"
    headline = document_of([("headline", said), ("body", "It rained.")])
    assert [a.speaker for a in headline.attributions] == ["person:Anna Berg"]
    assert len(headline.quotations) == 1
    for kind in ("related", "caption"):
        elsewhere = document_of([(kind, said), ("body", "It rained.")])
        assert elsewhere.attributions == elsewhere.quotations == ()


def test_sentences_and_quotations_are_those_of_the_article() -> None:
    """Furniture has no sentences and no quotations."""
    document = document_of(
        [
            ("related", "“We saw it all,” said Tomas Ilic. He left."),
            ("body", "“We counted,” said Anna Berg. She left."),
        ]
    )
    text = document.text
    assert [text[a:b] for a, b in document.sentences] == ["“We counted,” said Anna Berg.", "She left."]
    assert [text[q.start : q.end] for q in document.quotations] == ["“We counted,”"]


@pytest.mark.parametrize("kind", ["related", "navigation", "comment", "notice"])
def test_names_in_furniture_resolve_nothing(kind: str) -> None:
    """A full name in a teaser does not say who a bare surname of the article is."""
    body = ("body", "The mayor was late. Merkel spoke for an hour.")
    told = document_of([("headline", "Angela Merkel was late"), body])
    assert [m.actor_id for m in told.mentions] == [mention(told, "Merkel", 1).actor_id]
    bare = document_of([body])
    beside = document_of([(kind, "Max Merkel was seen in the town"), body])
    shift = len("Max Merkel was seen in the town\n")
    assert [(m.start, m.actor_id) for m in beside.mentions] == [
        (m.start + shift, m.actor_id) for m in bare.mentions
    ]
    assert beside.shared_surnames == bare.shared_surnames


def test_places_stay_where_furniture_stands_between_the_lines() -> None:
    """Mentions after a line of furniture lie at their own place in the text."""
    document = document_of(
        [
            ("body", "China was late."),
            ("related", "Read more on the talks in Geneva"),
            ("body", "Russia was not."),
            ("navigation", "Home Sport"),
            ("body", "India stayed."),
        ]
    )
    assert [document.text[m.start : m.end] for m in document.mentions] == ["China", "Russia", "India"]


def test_tone_is_that_of_the_clause_around_the_mention() -> None:
    """One clause praises, the other blames; a clause without a tone is nought, not unknown."""
    document = document_of(
        [("body", "China won a wonderful victory; Russia suffered a horrible defeat. India came on Monday.")]
    )
    assert (mention(document, "China").lexicon or 0) > 0.3
    assert (mention(document, "Russia").lexicon or 0) < -0.3
    assert mention(document, "India").lexicon == 0.0
    assert all(m.trained is None for m in document.mentions)


def test_the_name_itself_has_no_tone() -> None:
    """`United` in a name is no praise."""
    document = document_of([("body", "The United States came on Monday.")])
    assert [m.lexicon for m in document.mentions] == [0.0]


def test_the_same_clause_twice_has_the_same_tone() -> None:
    """A sentence that stands twice is read alike both times, and both mentions are there."""
    document = document_of([("body", "China won a great prize. It rained. China won a great prize.")])
    first, second = document.mentions
    assert first.lexicon == second.lexicon != 0.0


class RecordingReader:
    """Stands in for the trained reader: remembers what it is asked, and answers by the number of the question."""

    def __init__(self) -> None:
        self.items: list[tuple[str, int, int]] = []

    def read(self, items: Sequence[tuple[str, int, int]]) -> np.ndarray:
        self.items += items
        tones = np.arange(1, len(items) + 1) / 100
        return np.stack([np.zeros(len(items)), 1 - tones, tones], axis=1)


def named_often(times: int) -> Document:
    """An article that names China once in each of so many sentences."""
    return document_of([("body", " ".join(f"On day {n} China was late." for n in range(times)))])


def read_numbers(times: int, most: int | None) -> list[int]:
    """Which of `times` mentions are read."""
    (document,) = read_trained([named_often(times)], RecordingReader(), most)  # type: ignore[arg-type]
    return [n for n, m in enumerate(document.mentions) if m.trained is not None]


@pytest.mark.parametrize(
    ("times", "most", "numbers"),
    [
        (10, None, list(range(10))),
        (3, 3, [0, 1, 2]),
        (2, 5, [0, 1]),
        (10, 1, [5]),
        (10, 2, [2, 7]),
        (10, 3, [1, 5, 8]),
        (7, 0, []),
    ],
)
def test_the_trained_reader_reads_mentions_spread_evenly(
    times: int, most: int | None, numbers: list[int]
) -> None:
    """Not the first few, which stand in the lead, but some from all over the article."""
    assert read_numbers(times, most) == numbers


def test_each_mention_is_read_in_its_own_sentence_and_gets_its_own_answer() -> None:
    """The reader is given the sentence and the place in it; its answers go back to the right mentions."""
    documents = [
        document_of([("body", "Nobody came. Late on Monday China left.")]),
        document_of([("body", "It rained all day.")]),
        document_of([("headline", "Rain"), ("body", "Russia stayed. So did India, for once.")]),
    ]
    reader = RecordingReader()
    read = read_trained(documents, reader, None)  # type: ignore[arg-type]
    assert [(sentence, sentence[start:end]) for sentence, start, end, _ in reader.items] == [
        ("Late on Monday China left.", "China"),
        ("Russia stayed.", "Russia"),
        ("So did India, for once.", "India"),
    ]
    assert [[m.trained for m in document.mentions] for document in read] == [[0.01], [], [0.02, 0.03]]
    assert read[1] is documents[1]
    assert [m.lexicon for m in read[2].mentions] == [m.lexicon for m in documents[2].mentions]


def test_nothing_to_read_is_no_question() -> None:
    """Without a mention the reader is not asked."""
    reader = RecordingReader()
    documents = [document_of([("body", "It rained all day.")])]
    assert read_trained(documents, reader, None) == documents  # type: ignore[arg-type]
    assert reader.items == []
