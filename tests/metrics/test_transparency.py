"""What counts as a mark of openness where the words alone do not show it."""

from dataclasses import replace

from scoring.catalogue.find import catalogue
from scoring.document.document import view
from scoring.text.blocks.article import BARE_DATE

from .documents import document_of


def test_a_line_with_nothing_but_a_date_is_no_dateline() -> None:
    """It says when and not where: `Updated at 2:45 a.m. ET Wednesday`."""
    document = document_of(
        [("dateline", "Updated at 2:45 a.m. ET Wednesday"), ("body", "The harbour reopened.")]
    )
    stamp = document.blocks[0]._replace(reasons=(BARE_DATE,))
    dated = replace(document, blocks=(stamp, *document.blocks[1:]))
    (found,) = catalogue()["transparency"].measure(view(dated, "page"))
    assert (found.numerator, found.evidence) == (0, ())
