"""News told from opinion, and what the page says of itself."""

import pytest

import scoring
from scoring.catalogue.find import catalogue
from scoring.document.document import view
from scoring.document.genre import RATES, _rates, tell_genre
from scoring.document.judging import judging_marks
from scoring.schema.kinds import Reading
from scoring.text.genre_marks import marks_of_genre, section_of
from tests.metrics.documents import document_of

REPORT = (
    "The council said on Monday that the bridge would close. Anna Berg, an engineer of the harbour, told reporters on "
    "Tuesday that the work would take two weeks. “We tested every bolt,” she said. "
)
COLUMN = (
    "We should not pretend any longer. The council must act, and it must act now! Why do we always wait? It is a "
    "disgrace, and everybody knows it. "
)
PLAIN = (
    "The bridge over the harbour is old. Its towers were built of stone and of iron. Boats pass below it. "
)


def told(text: str, **facts: str) -> dict[str, object]:
    """The row of an article."""
    return dict(scoring.score_text(text, trained=False, **facts).article)  # type: ignore[arg-type]


def test_reports_and_columns_are_told_by_how_they_are_written() -> None:
    """Sources and quotations make news, judgement without sources opinion; both say what they were told by."""
    report, column = told(REPORT * 4), told(COLUMN * 5)
    assert (report["genre"], report["opinion_share"]) == ("news", 0.0)
    assert (column["genre"], column["opinion_share"]) == ("opinion", 1.0)
    assert "0 sourced statements" in str(column["genre_reason"])
    assert 0.65 < float(str(column["genre_confidence"])) <= 1


def test_a_label_or_an_address_moves_what_the_text_leaves_open() -> None:
    """The same text is likelier opinion under /opinion/ or with a label, likelier news as analysis."""

    def confidence(**facts: str) -> float:
        row = told(PLAIN * 6, **facts)
        sure = float(str(row["genre_confidence"] or 0.5))
        return sure if row["genre"] != "news" else 1 - sure

    bare = confidence(title="The bridge")
    assert confidence(title="Opinion: The bridge") > bare
    assert confidence(title="The bridge", url="https://a.example/opinion/2020/bridge") > bare
    assert confidence(title="News analysis: The bridge") < bare


def test_what_is_short_or_in_another_language_is_not_told() -> None:
    """Below 100 words there is no genre and no value."""
    row = told(COLUMN)
    assert (row["genre"], row["genre_confidence"], row["opinion_share"]) == (None, None, None)
    assert "fewer than 100 words" in str(row["genre_reason"])
    document = document_of([("body", COLUMN * 5)])
    assert tell_genre(document).genre is not None


@pytest.mark.parametrize(
    ("url", "section"),
    [
        ("https://a.example/opinion/2020/05/tax", "opinion"),
        ("https://opinion.a.example/tax", "opinion"),
        ("https://a.example/news/opinion", ""),
        ("https://a.example/news/opinion-on-tax-shifts", ""),
        ("http://[broken", ""),
        (None, ""),
    ],
)
def test_a_section_is_a_part_of_the_address_before_the_last(url: str | None, section: str) -> None:
    """The last part is the article's own name."""
    assert section_of(url) == section


@pytest.mark.parametrize(
    ("title", "byline", "says"),
    [
        ("Opinion: The tax", None, ["opinion"]),
        ("The tax | Opinion", None, ["opinion"]),
        ("Opinion on tax shifts", None, []),
        ("Column of tanks enters town", None, []),
        ("The tax", "Opinion by Anna Berg", ["opinion"]),
        ("The tax", "Analysis Anna Berg", ["analysis"]),
    ],
)
def test_labels_stand_apart_from_the_words_of_a_headline(
    title: str, byline: str | None, says: list[str]
) -> None:
    """A word is a label before a colon, after a bar, or at the start of a byline."""
    assert [mark.says for mark in marks_of_genre("", (), url=None, title=title, byline=byline)] == says


def test_a_line_of_its_own_and_a_note_are_marks_with_a_place() -> None:
    """Labels at the head of the text and notes at its foot are shown where they stand."""
    lines = ["ANALYSIS/OPINION:", COLUMN.strip(), "This column was first printed elsewhere."]
    document = document_of([("body", line) for line in lines])
    marks = marks_of_genre(document.text, document.blocks, url=None, title=None, byline=None)
    assert [document.text[mark.start : mark.end] for mark in marks] == ["ANALYSIS/OPINION", "This column was"]


def test_the_rates_are_those_of_the_metrics() -> None:
    """What decides is what the catalogue publishes, number by number."""
    document = document_of([("body", REPORT * 3), ("body", COLUMN * 2)])
    body = view(document, Reading.BODY)
    marks, outside = judging_marks(body)
    rates = _rates(body, len(marks), outside)
    for name, reading in RATES.items():
        metric = catalogue()[name]
        (found,) = metric.measure(view(document, reading))
        assert rates[name] == pytest.approx(metric.per * found.numerator / found.denominator), name
