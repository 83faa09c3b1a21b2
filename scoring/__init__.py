"""Masthead: measures how news outlets report.

What a notebook needs:

- `score(paths, out)` scores a corpus into a folder, `update(folder, paths)` adds to it;
- `open_scores(folder)` opens one: lazy polars frames by name of table, with the dictionary of their columns;
- `explain(scores, article_id)` gives one article with all its evidence, `score_text(text)` measures a text by itself;
- `metric`, `Measurement`, `Evidence` are what a metric of one's own is declared with, `View` is what it looks at.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scoring.catalogue.contract import Evidence as Evidence
    from scoring.catalogue.contract import Measurement as Measurement
    from scoring.catalogue.contract import metric as metric
    from scoring.document.document import View as View
    from scoring.run.options import Options as Options
    from scoring.run.score import score as score
    from scoring.run.score import update as update
    from scoring.run.single import score_text as score_text
    from scoring.schema.explanation import explain as explain
    from scoring.schema.scores import open_scores as open_scores

_HOMES = {
    "Evidence": "scoring.catalogue.contract",
    "Measurement": "scoring.catalogue.contract",
    "Options": "scoring.run.options",
    "View": "scoring.document.document",
    "explain": "scoring.schema.explanation",
    "metric": "scoring.catalogue.contract",
    "open_scores": "scoring.schema.scores",
    "score": "scoring.run.score",
    "score_text": "scoring.run.single",
    "update": "scoring.run.score",
}
__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    """Bring in what is asked for: who only opens a folder need not wait for all that scoring needs."""
    if name not in _HOMES:
        raise AttributeError(f"module 'scoring' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
