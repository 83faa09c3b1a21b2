"""Whether the article is about what its headline says."""

from collections.abc import Iterator

from scoring.catalogue.contract import Evidence, Measurement, metric
from scoring.document.document import View
from scoring.document.headline import headline_of
from scoring.schema.kinds import Reading
from scoring.text.blocks.find import body_blocks
from scoring.text.style import content_stems, stems_of


@metric(
    label="Headline borne out",
    unit="share of headline words",
    counted="longer words of headlines",
    high=1.0,
    readings=(Reading.PAGE,),
    headline=False,
    minimum_units=30,
    better="higher",
    matters_from=0.02,
)
def headline_support(view: View) -> Iterator[Measurement]:
    """The share of the headline's longer words that the body takes up.

    What it measures:
    Of the headline's words of four letters or more, without those of every text ("with", "have"): those that recur
    in the body, in any form.

    Why it matters:
    A headline sums up its article. One whose words the article never takes up teases, judges, or belongs to
    another story.

    How it is computed:
    Words are compared by their first five letters, from the beginning of a word on. The headline is the one found on
    the page, unless it is unlike the title in the article's record; then that title.

    Limits:
    Synonyms are missed: a headline may well put what the body says in other words.

    References:
    Chesney, Liakata, Poesio, Purver 2017, Incongruent Headlines: Yet Another Way to Mislead Your Readers.
    """
    document = view.document
    text = document.text
    body = stems_of(" ".join(text[b.start : b.end] for b in body_blocks(document.blocks)))
    title, headline = headline_of(document)
    stems = content_stems(title) if body else []
    found = [(start, end) for start, end, stem in stems if stem in body]
    evidence: tuple[Evidence, ...] = ()
    if headline:
        offset = headline.start
        evidence = tuple(Evidence(offset + start, offset + end, "borne out") for start, end in found)
    yield Measurement(len(found), len(stems), evidence)
