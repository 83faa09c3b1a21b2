"""Whether figures come with a source."""

from bisect import bisect_right
from collections.abc import Iterator

from scoring.catalogue.contract import Evidence, Measurement, metric
from scoring.document.document import View, told_starts
from scoring.schema.kinds import Reading
from scoring.text.wording import figures_of_fact, find_details


@metric(
    label="Figures with a source",
    unit="share of figures",
    counted="figures",
    high=1.0,
    readings=(Reading.BODY,),
    headline=False,
    minimum_units=20,
    better="higher",
    matters_from=0.02,
)
def sourced_figures(view: View) -> Iterator[Measurement]:
    """The share of figures that appear in a sentence with a statement from a source.

    What it measures:
    Of all figures of fact, which count, measure or price something: those in a sentence that says who said so.

    Why it matters:
    A figure is only as good as whoever counted; without a source nobody can check.

    How it is computed:
    Figures are recognised by their form, in digits and in words; a figure has a source if the cue or the content of a
    statement or evidence from an outside source (as in sourcing density) is in its sentence.

    Limits:
    A source named one sentence earlier is missed. Scores and recorded votes need no source but count. Dates, times,
    ages, ranks, numbers in names and small numbers of what the reader sees named ("the two owners") are told by their
    form and by the words beside them.

    References:
    Maier 2005, Accuracy Matters: A Cross-Market Assessment of Newspaper Error and Credibility.
    """
    document = view.document
    starts = [start for start, _ in document.sentences]
    sourced: set[int] = set()
    for attribution in view.attributions():
        sourced.add(bisect_right(starts, attribution.cue_start))
        for start, end in attribution.content:
            sourced.update(range(bisect_right(starts, start), bisect_right(starts, end - 1) + 1))
    figures = [
        detail
        for detail in figures_of_fact(document.text, find_details(document.text, told_starts(document)))
        if view.holds(detail.start)
    ]
    found = [figure for figure in figures if bisect_right(starts, figure.start) in sourced]
    evidence = tuple(Evidence(figure.start, figure.end, "figure with a source") for figure in found)
    yield Measurement(len(found), len(figures), evidence)
