"""Spans grouped by who or what they are about: whom an outlet quotes how often, each with its sentences folded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from dashboard.links import address
from dashboard.span_cards import Card
from dashboard.wording import as_html, counted, share_words

GROUPS_AT_ONCE, CARDS_OF_ONE = 12, 3


@dataclass(frozen=True, slots=True)
class Group:
    """Spans of one source, actor or outlet: its id and name, how many there are in how many articles.

    `signs`: of mentions, how many have which tone, among those that the trained reading read.
    """

    group: str
    name: str
    spans: int
    articles: int
    signs: tuple[tuple[str, int], ...] = ()


def groups(spans: pl.DataFrame) -> list[Group]:
    """The groups of some spans, the largest first. `spans`: of `dashboard.spans`, with `group` and `group_name`."""
    rows = (
        spans.drop_nulls("group")
        .group_by("group")
        .agg(
            name=pl.col("group_name").first(),
            spans=pl.len(),
            articles=pl.col("article_id").n_unique(),
            signs=pl.col("sign").filter(pl.col("read") == "trained").value_counts(sort=True)
            if "sign" in spans.columns
            else pl.lit(None),
        )
        .sort(["spans", "articles", "group"], descending=[True, True, False])
    )
    return [
        Group(group, name, count, articles, tuple((s["sign"], s["count"]) for s in signs or () if s["sign"]))
        for group, name, count, articles, signs in rows.iter_rows()
    ]


def group_rows(
    found: Sequence[Group], whole: int, of: Mapping[str, Sequence[Card]], asked: Mapping[str, object]
) -> str:
    """Groups as HTML, each folded over its first sentences and a link to all of them.

    `whole`: how many spans there are in all groups. `of`: the cards of each group by its id. `asked`: the selection of
    the page, which the links keep.
    """
    return "".join(_row(group, whole, of.get(group.group, ()), asked) for group in found)


def _row(group: Group, whole: int, cards: Sequence[Card], asked: Mapping[str, object]) -> str:
    signs = ""
    if group.signs:
        parts = ", ".join(f"{count:,} {sign}" for sign, count in group.signs)
        signs = as_html(f" · trained reading: {parts}")
    head = (
        f'<b>{as_html(group.name)}</b> <span class="mh-count">{counted(group.spans, "span")} '
        f"({share_words(group.spans, whole)}) in {counted(group.articles, 'article')}{signs}</span>"
    )
    link = as_html(address("evidence", **{**asked, "who": group.group}))  # type: ignore[arg-type]
    every = f'<p><a href="{link}" target="_self">Read and judge all {group.spans:,}</a></p>'
    inner = "".join(card.html for card in cards)
    return f'<details class="mh-group"><summary>{head}</summary>{inner}{every}</details>'
