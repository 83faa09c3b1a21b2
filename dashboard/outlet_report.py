"""The label of an outlet as one HTML file, to be sent or printed."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.questions import EXPLAINED
from dashboard.sent_page import page_html, unlinked
from dashboard.wording import as_html, definition
from scoring.schema.metrics import Declaration


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page: its heading, and what stands below it as HTML."""

    heading: str
    html: str


def report_html(
    outlet: str, sample: str, corpus: str, parts: Sequence[Part], metrics: Sequence[Declaration], program: str
) -> bytes:
    """The parts of the page in their order, then what each number means, and what they were measured in.

    `sample`: how much was read, in words; `corpus`: what it is called; `program`: the version of Masthead.
    """
    measured = f"Measured by Masthead {program} in the corpus {corpus}, and in nothing else."
    limits = "The counts are of texts read there, and say nothing of what the outlet published elsewhere."
    body = [
        f'<h1>{as_html(outlet)}</h1><p class="mh-further">{as_html(sample)}</p>',
        *(f"<h2>{as_html(part.heading)}</h2>{unlinked(part.html)}" for part in parts),
        f'<p class="mh-small">{as_html(EXPLAINED)}</p><h2>What the numbers mean</h2><ul class="mh-meant">',
        *(f"<li>{as_html(definition(metric))}</li>" for metric in metrics),
        f'</ul><p class="mh-small">{as_html(f"{measured} {limits}")}</p>',
    ]
    return page_html(outlet, "".join(body))
