"""Which stories there are, who told each and who did not. Frames and words; the page is screens/stories.py."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polars as pl

from dashboard.choices import in_days
from dashboard.links import address
from dashboard.wording import as_html, counted, period

ANY, ALL, SOME = "any", "all", "some"  # told by any of the chosen outlets, by all, by some and not by others
MEANT_BY_NOT = (
    "Did not: the outlet has an article here between the first and the last day of the story, and none of its articles "
    "was recognised as telling it. A version that is missing here or was not recognised looks the same."
)
MOST_GROUPS = 5  # groups of outlets with a bar of their own


@dataclass(frozen=True, slots=True)
class Part:
    """A group of outlets: its label, how many of it told the story, and of how many that published then."""

    label: str
    told: int
    of: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who told a story, and who published in its days and did not, those with most articles first.

    `dated`: whether the story has dates; if not, nobody can be said to have left it out.
    """

    told: tuple[str, ...]
    missing: tuple[str, ...]
    parts: tuple[Part, ...]
    dated: bool


def stories_in(
    stories: pl.DataFrame, articles: pl.DataFrame, first: date | None, last: date | None
) -> pl.DataFrame:
    """The stories told in these days, counted over the articles of these days alone; most outlets first.

    `stories`, `articles`: those tables. Without days the stories are as exported.
    """
    if first is not None or last is not None:
        told = (
            in_days(articles, first, last)
            .group_by("story_id")
            .agg(
                first_published=pl.col("published").min(),
                last_published=pl.col("published").max(),
                articles=pl.len().cast(pl.Int64),
                outlets=pl.col("outlet").drop_nulls().n_unique().cast(pl.Int64),
                independent_texts=pl.col("text_cluster").n_unique().cast(pl.Int64),
            )
        )
        stories = told.join(stories.select("story_id", "title"), on="story_id").select(stories.columns)
    return stories.sort(["outlets", "articles", "story_id"], descending=[True, True, False])


def search(stories: pl.DataFrame, articles: pl.DataFrame, words: str) -> pl.DataFrame:
    """The stories of which a headline holds every one of these words, in any case and order."""
    wanted = words.casefold().split()
    if not wanted:
        return stories
    title = pl.col("title").fill_null("").str.to_lowercase()
    holds = pl.all_horizontal(title.str.contains(word, literal=True) for word in wanted)
    found = [*articles.filter(holds)["story_id"], *stories.filter(holds)["story_id"]]
    return stories.filter(pl.col("story_id").is_in(found))


def told_by(
    stories: pl.DataFrame, articles: pl.DataFrame, outlets: Sequence[str], how: str = ANY
) -> pl.DataFrame:
    """The stories that these outlets told: ANY of them, ALL, or SOME but not all. All stories if none is named."""
    if not outlets:
        return stories
    counts = (
        articles.filter(pl.col("outlet").is_in(list(outlets)))
        .group_by("story_id")
        .agg(n=pl.col("outlet").n_unique())
    )
    whole = len(set(outlets))
    if how == ALL:
        counts = counts.filter(pl.col("n") == whole)
    elif how == SOME:
        counts = counts.filter(pl.col("n") < whole)
    return stories.filter(pl.col("story_id").is_in(counts["story_id"].implode()))


def coverage(
    story: Mapping[str, Any], articles: pl.DataFrame, groups: Mapping[str, str], basket: Sequence[str]
) -> Coverage:
    """Who told a story and who did not.

    `story`: a row of `stories`; `articles`: all that count; `groups`: the user's label of each outlet, if there are
    any; else the bar is of the basket and of all.
    """
    versions = articles.filter(pl.col("story_id") == story["story_id"])
    told = (
        versions.drop_nulls("outlet")
        .group_by("outlet")
        .len()
        .sort(["len", "outlet"], descending=[True, False])
    )
    names = told["outlet"].to_list()
    first, last = story["first_published"], story["last_published"]
    if first is None or last is None:
        return Coverage(tuple(names), (), (), dated=False)
    then = in_days(articles, first.date(), last.date()).drop_nulls("outlet")
    sizes = (
        then.group_by("outlet").len().sort(["len", "outlet"], descending=[True, False])["outlet"].to_list()
    )
    present = list(dict.fromkeys([*names, *sizes]))
    teller = set(names)

    def part(label: str, members: Sequence[str]) -> Part:
        return Part(label, sum(name in teller for name in members), len(members))

    labels = sorted({groups[name] for name in present if name in groups})
    if 0 < len(labels) <= MOST_GROUPS:
        parts = [part(label, [name for name in present if groups.get(name) == label]) for label in labels]
        if rest := [name for name in present if name not in groups]:
            parts.append(part("no group", rest))
    else:
        parts = [part("all outlets", present)]
        if mine := [name for name in present if name in basket]:
            parts.insert(0, part("your outlets", mine))
    missing = [name for name in sizes if name not in teller]
    return Coverage(tuple(names), tuple(missing), tuple(parts), dated=True)  # fmt: skip


def coverage_bars(found: Coverage) -> str:
    """Who told a story, as bars in HTML: for each group, how many of those that published in its days."""
    return "".join(
        f'<span class="mh-part"><span class="mh-part-name">{as_html(part.label)}</span>'
        f'<span class="mh-fill" aria-hidden="true"><i style="width:{100 * part.told / part.of:.0f}%"></i></span>'
        f"<span>{part.told:,} of {part.of:,}</span></span>"
        for part in found.parts
    )


def missing_words(found: Coverage, basket: Sequence[str], most: int) -> str:
    """Who did not tell a story, in words: those of the basket first, then those with most articles in its days."""
    if not found.dated:
        return "The story has no dates, so it cannot be said who left it out"
    if not found.missing:
        return "Every outlet that published in those days told it"
    chosen = [name for name in found.missing if name in basket]
    named = [*chosen, *(name for name in found.missing if name not in chosen)][: max(most, len(chosen))]
    more = len(found.missing) - len(named)
    return "Did not: " + ", ".join(named) + (f" and {more:,} more" if more else "")


def story_card(row: Mapping[str, Any], found: Coverage, basket: Sequence[str], most: int = 3) -> str:
    """A story of the list, in HTML. `row`: of `stories`."""
    href = as_html(address("stories", story=row["story_id"]))
    return (
        f'<article class="mh-story"><a href="{href}" target="_self">{as_html(row["title"] or "Without a headline")}</a>'
        f'<span class="mh-small">{as_html(period(row["first_published"], row["last_published"]))} · '
        f"{facts(row)}</span>"
        f'<div class="mh-parts">{coverage_bars(found)}</div>'
        f'<span class="mh-small">{as_html(missing_words(found, basket, most))}</span></article>'
    )


def facts(row: Mapping[str, Any]) -> str:
    """A story's counts in words. `row`: of `stories`."""
    return (
        f"{counted(row['outlets'], 'outlet')}, {counted(row['articles'], 'article')}, "
        f"{counted(row['independent_texts'], 'independent text')}"
    )


def only_days(moments: Sequence[datetime]) -> bool:
    """Whether only the days are known: every moment is a midnight."""
    return all(not (moment.hour or moment.minute or moment.second) for moment in moments)
