"""Whether an article is news or opinion, told by how it is written and by what the page says of itself.

A weighted sum of a few rates (data/en/genre_weights.csv) gives the odds of opinion; marks of the page (an address under
/opinion/, a label in the head, a note) move them. The weights are learned by `masthead evaluate genre`: docs/index.md.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from scoring.document.document import MEMORY, Document, View, told_starts, view
from scoring.document.judging import judging_marks, words_of_the_outlet
from scoring.schema.kinds import Genre, QuotationKind, Reading
from scoring.schema.languages import meets
from scoring.schema.lists import read_rows
from scoring.text.genre_marks import ANALYSIS, OPINION, GenreMark, marks_of_genre
from scoring.text.style import places_of
from scoring.text.wording import Mark, find_details

WEIGHTS = "genre_weights.csv"
CONSTANT, MARK = "constant", "mark"
"""The rows of the weights that belong to no rate."""
PER_WORDS = 1000.0
LEAST_WORDS = 100
"""A shorter body tells nothing."""
UNSURE = (0.35, 0.65)
"""Between these probabilities of opinion the genre is not known."""
RATES: Mapping[str, str] = {
    "sourcing_density": Reading.BODY,
    "editorializing": Reading.BODY,
    "quotation_share": Reading.BODY,
    "time_anchors": Reading.BODY,
    "prescriptions": Reading.OWN,
}
"""The rates that decide, each with its reading: they are those of the metrics of these names."""


@dataclass(frozen=True, slots=True)
class Told:
    """What an article is told to be.

    genre: empty if not known. probability: of opinion; None where there is too little to tell. reason: in words.
    marks: what the page says of itself; judging: the writer's own judgement, in its places.
    """

    genre: Genre | None
    probability: float | None
    reason: str
    marks: tuple[GenreMark, ...] = ()
    judging: tuple[Mark, ...] = ()

    @property
    def confidence(self) -> float | None:
        """The probability of the genre that is told; None where none is."""
        if self.genre is None or self.probability is None:
            return None
        return self.probability if self.genre == Genre.OPINION else 1 - self.probability


@lru_cache(maxsize=MEMORY)
def tell_genre(document: Document) -> Told:
    """News or opinion, or neither where it cannot be told."""
    if not meets(document.language):
        return Told(None, None, "not in English")
    body = view(document, Reading.BODY)
    if body.word_count < LEAST_WORDS:
        return Told(None, None, f"fewer than {LEAST_WORDS} words")
    marks = marks_of_genre(
        document.text, document.blocks, url=document.url, title=document.title, byline=document.byline
    )
    judging, outside = judging_marks(body)
    rates = _rates(body, len(judging), outside)
    probability = probability_of_opinion(rates, says_of(marks))
    reason = "; ".join(
        (
            f"{rates['sourcing_density']:.0f} sourced statements and {rates['editorializing']:.0f} marks of "
            f"judgement per 1,000 words, {rates['quotation_share']:.0%} quoted",
            *dict.fromkeys(mark.label for mark in marks),
        )
    )
    genre = None
    if probability <= UNSURE[0]:
        genre = Genre.NEWS
    elif probability >= UNSURE[1]:
        genre = Genre.OPINION
    return Told(genre, probability, reason, tuple(marks), tuple(judging))


def says_of(marks: list[GenreMark]) -> int:
    """What the marks say together: 1 for opinion, -1 for analysis, 0 for neither or both."""
    says = {mark.says for mark in marks}
    return (OPINION in says) - (ANALYSIS in says)


def probability_of_opinion(rates: Mapping[str, float], says: int) -> float:
    """The probability of opinion by the rates and by what the page says (1 opinion, -1 analysis, 0 neither).

    >>> report = dict.fromkeys(RATES, 0.0) | {"sourcing_density": 30.0, "quotation_share": 0.3}
    >>> column = dict.fromkeys(RATES, 0.0) | {"editorializing": 40.0, "prescriptions": 4.0}
    >>> probability_of_opinion(report, 0) < 0.1 < 0.9 < probability_of_opinion(column, 0)
    True
    """
    weights = _weights()
    odds = weights[CONSTANT] + weights[MARK] * says
    odds += math.fsum(weights[name] * math.sqrt(rates[name]) for name in RATES)
    return 1 / (1 + math.exp(-odds))


@cache
def _weights() -> dict[str, float]:
    found = {}
    for row in read_rows(WEIGHTS, "rate", "weight"):
        try:
            found[row["rate"]] = float(row["weight"])
        except ValueError:
            raise ValueError(f"{WEIGHTS}: the weight of {row['rate']} is no number.") from None
    if missing := [name for name in (CONSTANT, MARK, *RATES) if name not in found]:
        raise ValueError(f"{WEIGHTS} lacks the row(s) {', '.join(missing)}.")
    return found


def _rates(body: View, judging: int, outside: int) -> dict[str, float]:
    """The rates of RATES, as the metrics of these names give them."""
    document, words = body.document, body.word_count
    outlets = words_of_the_outlet(view(document, Reading.OWN))
    quoted = sum(
        body.words_in(item.start, item.end)
        for item in body.within(document.quotations)
        if item.kind == QuotationKind.DIRECT
    )
    starts = told_starts(document)
    dates = sum(
        detail.label == "date" and body.holds(detail.start) for detail in find_details(document.text, starts)
    )
    prescribed = int(outlets[places_of(document.forms, "prescription")].sum())
    return {
        "sourcing_density": PER_WORDS * len(body.attributions()) / words,
        "editorializing": PER_WORDS * judging / max(outside, 1),
        "quotation_share": quoted / words,
        "time_anchors": PER_WORDS * dates / words,
        "prescriptions": PER_WORDS * prescribed / max(int(outlets.sum()), 1),
    }
