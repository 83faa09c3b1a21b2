"""The lines of a comparison: metrics, each in a reading, group by group."""

from dataclasses import dataclass

from dashboard.questions import QUESTIONS, Question
from dashboard.wording import distinct_labels, shortened
from scoring.schema.metrics import Declaration, Declarations

MAIN = "main"  # each metric in the reading that it is shown in first
LONGEST_LABEL = 30
# The questions of an outlet's label with all metrics that bear on them; what stands in none comes last.
_WORK, _SOURCES, _JUDGEMENT, _PAGE, _CHECKED = QUESTIONS
GROUPS = (
    Question(_WORK.words, (*_WORK.metrics, "article_length")),
    Question(
        _SOURCES.words,
        (*_SOURCES.metrics, "unnamed_source_share", "source_diversity", "second_hand_share", "neutral_cue_share",
         "quotation_share", "attitude_density", "reply_sought"),
    ),
    Question(
        _JUDGEMENT.words,
        (*_JUDGEMENT.metrics, "loaded_words", "scare_quotes", "absolutes", "prescriptions", "emphatic_sentences",
         "headline_bait", "shouting"),
    ),
    Question(_PAGE.words, _PAGE.metrics),
    Question(
        _CHECKED.words,
        (*_CHECKED.metrics, "sourced_figures", "time_anchors", "headline_support", "corrections", "stated_gaps"),
    ),
    Question(
        "How is it written?",
        ("readability", "readability_grade", "word_length", "past_tense_share", "contractions", "personal_address",
         "hedges"),
    ),
)  # fmt: skip
OTHER = "Other metrics"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the matrix: a metric in a reading, its group, and a label that no other row has."""

    metric: Declaration
    reading: str
    group: str
    label: str


def lines_of(metrics: Declarations, reading: str) -> list[Line]:
    """The metrics that are measured on a reading (`main`: each on its first), group by group."""
    known = {
        name: metric
        for name, metric in metrics.items()
        if not metric.by_actor and (reading == MAIN or reading in metric.readings)
    }
    labels = distinct_labels(known, lambda name: shortened(known[name].label, LONGEST_LABEL))
    grouped = {name for group in GROUPS for name in group.metrics}
    groups = [*GROUPS, Question(OTHER, tuple(name for name in known if name not in grouped))]
    return [
        Line(
            known[name],
            known[name].main_reading.value if reading == MAIN else reading,
            group.words,
            labels[name],
        )
        for group in groups
        for name in group.metrics
        if name in known
    ]
