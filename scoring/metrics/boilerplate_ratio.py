"""How much of the page is not the article."""

from collections.abc import Iterator

from scoring.catalogue.contract import Evidence, Measurement, metric
from scoring.document.document import View
from scoring.schema.kinds import FURNITURE_KINDS, Reading


@metric(
    label="Boilerplate ratio",
    unit="share of words",
    counted="visible words",
    high=1.0,
    readings=(Reading.PAGE,),
    needs=(),
    better="lower",
    matters_from=0.02,
)
def boilerplate_ratio(view: View) -> Iterator[Measurement]:
    """The share of a page's visible words that are furniture rather than article.

    What it measures:
    Navigation, lists of other headlines, readers' comments, and newsletter, cookie and share notices, as a share
    of all the words on the page. Photo captions, credits, bylines and embedded posts count as article.

    Why it matters:
    Furniture mistaken for text spoils every other figure, and a page that is mostly furniture serves its
    readers poorly.

    How it is computed:
    Each line (or HTML block) is given a kind based on what it looks like, where it stands and how often the
    outlet repeats it; see docs/boilerplate.md. Numerator: words of the kinds related, navigation, comment and
    notice. Denominator: all words.

    Limits:
    If a scraper has already removed the furniture, the ratio is near 0 and says nothing about the outlet.
    From text alone, a short genuine line can be mistaken for the headline of another story.

    References:
    Kohlschütter, Fankhauser, Nejdl 2010, Boilerplate Detection using Shallow Text Features.
    """
    evidence: list[Evidence] = []
    furniture = 0
    for block in view.document.blocks:
        if block.kind in FURNITURE_KINDS:
            words = view.words_in(block.start, block.end)
            furniture += words
            label = f"{block.kind}: {'; '.join(block.reasons)}" if block.reasons else block.kind
            evidence.append(Evidence(block.start, block.end, label, words))
    yield Measurement(furniture, view.word_count, tuple(evidence))
