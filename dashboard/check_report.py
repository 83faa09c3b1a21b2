"""What a check found as one HTML file, to be sent or printed: it needs no program, no network and runs nothing."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from dashboard.checking import COLOURED, Check, aligned_html, named, side_by_side, strip_html
from dashboard.sent_page import page_html, unlinked
from dashboard.wording import as_html, counted, shortened
from scoring.messages.shares import share


def report_html(
    check: Check,
    verdict: Mapping[str, Any],
    text: str,
    others: Mapping[str, str],
    corpus: str,
    measured: str = "",
) -> bytes:
    """The verdict on one text, its passages beside those of the first article that has them, who else has it, the text.

    `others`: texts of articles by id, the first of them shown beside the text; `corpus`: what it is called;
    `measured`: HTML of the page on how the text measures.
    """
    title = verdict["title"] or shortened(" ".join(text.split()), 90)
    holding = check.holding(verdict["article_id"])
    parts = [
        f"<h1>{as_html(title)}</h1>",
        f'<p class="mh-sentence">{as_html(check.told(verdict))}</p>',
        *(f'<p class="mh-further">{as_html(told)}</p>' for told in check.further(verdict)),
        f'<p class="mh-further">{as_html(_compared(check, corpus))}</p>',
    ]
    if holding.height:
        parts.append(strip_html(check, verdict["article_id"], holding["other_id"].head(COLOURED).to_list()))
        parts += _passages(holding, text, others)
        parts += [
            "<h2>Who has it</h2><ul>",
            *(f"<li>{as_html(line)}</li>" for line in _held(verdict, holding)),
            "</ul>",
        ]
    if measured:
        parts.append(f"<h2>How the text measures</h2>{unlinked(measured)}")
    parts.append(f'<h2>The text</h2><div class="mh-text">{as_html(text)}</div>')
    return page_html(title, "".join(parts))


def _compared(check: Check, corpus: str) -> str:
    version = check.scores.package["masthead"]["program"]
    given = f" and the other {counted(check.given - 1, 'text')} given with it" if check.given > 1 else ""
    if check.compared_with is None:
        return f"Compared with no corpus{given}. Masthead {version}."
    return (
        f"Compared with the {counted(check.compared_with, 'article')} of {corpus}{given}. Masthead {version}."
    )


def _passages(holding: pl.DataFrame, text: str, others: Mapping[str, str]) -> list[str]:
    for row in holding.iter_rows(named=True):
        other = others.get(row["other_id"], "")
        passages = side_by_side(text, other)
        if not passages.is_empty():
            heads = ("This text", shortened(named(row), 90))
            return ["<h2>Side by side</h2>", aligned_html(text, other, passages, heads)]
    return []


def _held(verdict: Mapping[str, Any], holding: pl.DataFrame) -> list[str]:
    return [
        f"{named(row)}: {share(row['words'] / verdict['words'])} of its words ({counted(row['words'], 'word')})"
        for row in holding.iter_rows(named=True)
    ]
