"""The matrix of Compare as a list, for screens that are too narrow for the picture."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from dashboard.matrix import Matrix
from dashboard.wording import as_html, counted
from scoring.outlets.verdicts import Verdict

OPEN = 8  # metrics that stand open: about a screen
_SETTLED = (Verdict.CLEAR.value, Verdict.TRIVIAL.value)


def matrix_list(matrix: Matrix) -> str:
    """A line for each metric with every outlet's value; the first settled ones are open, the others folded."""
    by_row: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for mark in matrix.marks.sort("lane").iter_rows(named=True):
        by_row[mark["row"]].append(mark)
    rows = [row for row in matrix.order if row in by_row]
    settled = [row for row in rows if any(mark["state"] in _SETTLED for mark in by_row[row])]
    shown, folded = (settled, [row for row in rows if row not in settled]) if settled else (rows, [])
    told = _list({row: by_row[row] for row in shown[:OPEN]})
    for words, rest in ((f"{len(shown) - OPEN} more", shown[OPEN:]),
                        (f"Nothing settled: {counted(len(folded), 'metric')}", folded)):  # fmt: skip
        if rest:
            lines = _list({row: by_row[row] for row in rest})
            told += f"<details><summary>{words}</summary>{lines}</details>"
    return f'<div class="mh-narrow">{told}</div>'


def _list(rows: Mapping[str, list[Mapping[str, Any]]]) -> str:
    lines = []
    for row, marks in rows.items():
        outlets = "".join(
            f'<span class="mh-small"><b>{as_html(mark["outlet"])}</b> {as_html(mark["told"])}'
            f" · {as_html(mark['sample'])}{' · ' + as_html(mark['state']) if mark['state'] in _SETTLED else ''}</span>"
            for mark in marks
        )
        lines.append(f"<li><b>{as_html(row)}</b>{outlets}</li>")
    return f'<ul class="mh-list">{"".join(lines)}</ul>'
