"""Stories: which there are, who told each and who did not; one of them from first version to last, with its sources."""

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from dashboard import downloads, links, session
from dashboard.charts.stories import names_grid, timeline
from dashboard.choices import in_days
from dashboard.copying import credit_of, shared_without_taking, takings
from dashboard.copying_words import shared_table
from dashboard.one_story import answer, default_pair, placed, some_day_only, taken_lines, ties, version_lines
from dashboard.scores import (
    actors_by_mentions,
    article_row,
    articles,
    group_columns,
    of_articles,
    outlets,
    stories,
    table,
    text_of,
)
from dashboard.stories_told import (
    ALL,
    ANY,
    MEANT_BY_NOT,
    SOME,
    Coverage,
    coverage,
    coverage_bars,
    facts,
    missing_words,
    search,
    stories_in,
    story_card,
    told_by,
)
from dashboard.versions import MOST_WORDS, article_words, word_difference
from dashboard.voices import (
    LEAST_READ,
    LEAST_VERSIONS,
    actor_cells,
    actors_by_outlet,
    cells_list,
    source_cells,
    sources_by_outlet,
)
from dashboard.wording import as_html, as_markdown, counted, day, outlet_name, period, shortened
from scoring.schema.kinds import Direction
from scoring.schema.tables import PASSAGES

AT_ONCE = 8  # stories on a page of the list
MOST_OUTLETS, MOST_ROWS = 6, 20  # chosen outlets; outlets drawn on the timeline
COLUMNS, TAKEN, UNFOLDED, NAMED = 8, 6, 6, 5
HOW = {ANY: "any of them", ALL: "all of them", SOME: "some of them, not all"}

scores = session.current()
heading = st.empty()  # a story's headline takes the place of the page's name
heading.title("Stories")
if not scores.has("stories"):
    st.info("This folder holds no table of stories. Score the corpus again with this version of Masthead.")
    st.stop()
first, last = links.dates()
counting = in_days(articles(scores), first, last)
column = next(iter(group_columns(scores)), None)
groups: dict[str, str] = {}
if column is not None:
    groups = dict(outlets(scores).select("outlet", column).drop_nulls().iter_rows())


# Long because the list's filters, its answer and its rows are read from top to bottom.
def show_list() -> None:
    """The stories that there are, to search and to filter."""
    for name in ("story", "article"):
        if name in st.query_params and links.asked(name):
            unknown = as_markdown(links.asked(name)[0][:60])
            st.info(f"The link asks for {name} {unknown}, which is not in this folder; ignored.")
            break
    summary = st.container()
    left, middle, right = st.columns([3, 3, 2])
    with left:
        wanted = links.words("Words in a headline", "find", placeholder="for example: hearing senate")
    with middle:
        names = outlets(scores)["outlet"].to_list()
        chosen = links.many(
            "Told by", "outlet", names, noun="outlets", most=MOST_OUTLETS, placeholder="any outlet"
        )
    with right:
        how = (
            links.one("Told by which", "told", list(HOW), noun="ways to choose", words=lambda o: HOW[o])
            if len(chosen) > 1
            else ANY
        )
    there = stories_in(stories(scores), articles(scores), first, last)
    found = told_by(search(there, counting, wanted), counting, chosen, how)
    with summary:
        several = there.filter(pl.col("outlets") > 1)
        told = f"**{several.height:,} of {counted(there.height, 'story')}** were told by two outlets or more"
        if several.height:
            widest = several.row(0, named=True)
            title = as_markdown(shortened(widest["title"] or "one without a headline", 90))
            told += f"; the one that most told, by {counted(widest['outlets'], 'outlet')}: “{title}”"
        st.markdown(told + ".")
    if found.is_empty():
        st.info("No story matches. Use fewer words, other outlets or other dates.")
        return
    with right:
        page = links.page_number(found.height, AT_ONCE)
    st.caption(
        f"{counted(found.height, 'story')}. Bars: of the outlets that published in a story's days, those that told it"
        + (f", by {as_markdown(column)}" if column else "")
        + ". The story with most outlets comes first."
    )
    rows = found.slice((page - 1) * AT_ONCE, AT_ONCE)
    cards = [
        story_card(row, coverage(row, counting, groups, links.basket()), links.basket())
        for row in rows.iter_rows(named=True)
    ]
    st.html("".join(cards))
    st.caption(MEANT_BY_NOT)
    downloads.shown_rows(found, "stories-found.csv", "These stories (CSV)")


def show_coverage(found: Coverage) -> None:
    """Who told the story, as bars, and who did not."""
    if found.dated:
        st.caption("Who told it, of the outlets with an article here in these days:")
    st.html(f'<div class="mh-parts">{coverage_bars(found)}</div>')
    st.markdown(as_markdown(missing_words(found, links.basket(), NAMED)) + ".")
    if len(found.missing) > NAMED:
        with st.expander(f"All {counted(len(found.missing), 'outlet')} that did not"):
            st.html(f'<p class="mh-verdict">{as_html(", ".join(found.missing))}</p>')
    if found.missing:
        st.caption(MEANT_BY_NOT)


def show_voices(versions: pl.DataFrame, order: list[str]) -> None:
    """Which sources each outlet gives voice to, and of whom it speaks in what tone."""
    ids = tuple(versions["article_id"])
    pictures = []
    said = of_articles(scores, "attributions", ids)
    if said.height:
        sources = sources_by_outlet(said, versions)
        pictures.append(
            (
                "Sources",
                source_cells(sources),
                f"Statements of named sources in {LEAST_VERSIONS} versions or more.",
            )
        )
    named = of_articles(scores, "mentions", ids)
    if named.height and scores.has("actors"):
        actors = actors_by_outlet(
            named, versions, dict(actors_by_mentions(scores).select("actor", "name").drop_nulls().iter_rows())
        )
        pictures.append(
            (
                "Actors",
                actor_cells(actors),
                "Mentions in the outlet's own voice. "
                + (
                    "+ friendly, − hostile, ○ neutral: the mean of the trained reading, from "
                    f"{LEAST_READ} mentions on. One story is too little for a finding."
                    if actors["read"].sum()
                    else "The trained reading of tone was not made, so none has a sign."
                ),
            )
        )
    if not pictures:
        return
    st.header("Whom each outlet gives voice to, and of whom it speaks", anchor=False)
    for column_, (title, cells, meant) in zip(st.columns(2), pictures, strict=False):
        with column_:
            names = cells["name"].unique(maintain_order=True).head(COLUMNS).to_list()
            st.markdown(f"**{title}**")
            if not names:
                st.caption(f"None stands in {LEAST_VERSIONS} versions.")
                continue
            drawn = cells.filter(pl.col("name").is_in(names), pl.col("outlet").is_in(order))
            more = cells["name"].n_unique() - len(names)
            with st.container(key=f"wide-{title.lower()}"):
                st.altair_chart(names_grid(drawn, order, names, title), key=f"grid {title}")
            st.html(cells_list(drawn, title, len(order)))
            st.caption(meant + (f" Not drawn: {more:,} more." if more else ""))


def show_words(versions: pl.DataFrame, taken: pl.DataFrame) -> None:
    """Two versions laid side by side, word by word; folded unless the link asks for it."""
    asked_for = [
        (links.asked(name) or [""])[0] if name in st.query_params else "" for name in ("article", "against")
    ]
    outside = [i for i in asked_for if i and i not in set(versions["article_id"]) and article_row(scores, i)]
    extra = articles(scores).filter(pl.col("article_id").is_in(outside))
    offered = pl.concat([versions, extra]) if extra.height else versions
    if offered.height < 2:  # there is nothing to lay beside it
        return
    named = {
        i: f"{outlet_name(o)}, {day(p)}: {t or 'without a headline'}"
        for i, o, p, t in offered.select("article_id", "outlet", "published", "title").iter_rows()
    }
    ids = list(named)
    before_, after_ = default_pair(offered, taken, *asked_for)
    panel = st.expander(
        "Word by word: two versions side by side", expanded=bool(asked_for[1]), on_change="rerun", key="words"
    )
    if not (panel.open or asked_for[1]):
        return
    with panel:
        left, right = st.columns(2)
        with right:
            after = links.one(
                "Second version", "article", ids, noun="versions", default=after_, words=lambda i: named[i]
            )
        others = [i for i in ids if i != after]
        with left:
            before = links.one(
                "First version", "against", others, noun="versions", default=before_, words=lambda i: named[i]
            )
        told, kept, out, put = word_difference(
            *(article_words(scores, i, text_of(scores, i)) for i in (before, after))
        )
        st.caption(
            f"{counted(kept, 'word')} kept, {counted(out, 'word')} struck out, {counted(put, 'word')} put in. "
            "Struck out: only in the first version. Underlined: only in the second. Furniture is left out; the first "
            f"{MOST_WORDS:,} words of each are compared."
        )
        st.html(f'<div class="mh-text">{told}</div>')
        with st.container(horizontal=True):
            for i in (before, after):
                links.page_link("article", shortened(named[i]), icon=":material/article:", article=i)


# Long because a story is told from its headline to its words in one order.
def show_story(row: Mapping[str, Any]) -> None:
    """One story: the answer, the versions on time, who took what, sources and actors, the words."""
    heading.title(as_markdown(row["title"] or "A story without a headline"), anchor=False)
    links.page_link("stories", "All stories", icon=":material/arrow_back:")
    versions = counting.filter(pl.col("story_id") == row["story_id"]).sort(
        "published", "article_id", nulls_last=True
    )
    st.caption(f"{period(row['first_published'], row['last_published'])} · {facts(row)}")
    passages = table(scores, "passages") if scores.has("passages") else PASSAGES.empty()
    taken = takings(versions, passages).with_columns(
        kind=credit_of(pl.col("words"), pl.col("credited_words"))
    )
    st.markdown(answer(versions, taken))
    show_coverage(coverage(row, counting, groups, links.basket()))
    points = placed(versions)
    order = points["outlet"].unique(maintain_order=True).to_list()[:MOST_ROWS]
    if points.height:
        told = [f"{day(p)}: {what}" for p, what in points.select("published", "what").iter_rows()]
        points = points.with_columns(told=pl.Series(told, dtype=pl.String)).filter(
            pl.col("outlet").is_in(order)
        )
        st.header("Version by version", anchor=False)
        st.altair_chart(timeline(points, ties(points, taken), order), key="timeline")
        rest = versions.drop_nulls("published")["outlet"].n_unique() - len(order)
        more = f" Not drawn: {counted(rest, 'later outlet')}." if rest > 0 else ""
        hours = (
            " Where only the day is known, the place within the day says nothing."
            if some_day_only(points)
            else ""
        )
        st.caption(
            f"A line leads from a text to the outlet that took it.{hours}{more} Undated versions: see the list."
        )
    if taken.height:
        st.header("Who took what from whom", anchor=False)
        words = dict(versions.select("article_id", "body_words").iter_rows())
        st.html(taken_lines(taken.head(TAKEN), words))
        if taken.height > TAKEN:
            with st.expander(f"{taken.height - TAKEN:,} more"):
                st.html(taken_lines(taken.slice(TAKEN), words))
    inside = passages.filter(pl.col("other_id").is_in(versions["article_id"].implode()))
    also = shared_without_taking(inside, versions, Direction.ALSO_PRINTED)
    if also.height:
        with st.expander(
            f"Also printed by: {also.height:,} pairs of outlets quote the same words of somebody else"
        ):
            st.html(shared_table(also, "Also printed by"))
    everybody = versions["outlet"].drop_nulls().unique(maintain_order=True)
    show_voices(versions, everybody.to_list()[:MOST_ROWS])
    with st.expander(f"The {counted(versions.height, 'version')}", expanded=versions.height <= UNFOLDED):
        st.html(version_lines(versions))
        downloads.shown_rows(versions, "articles-of-story.csv", "These articles (CSV)")
    show_words(versions, taken)


# A link to an article (and to one beside it) opens its story.
asked = (links.asked("story") or [""])[0] if "story" in st.query_params else ""
if not asked and "article" in st.query_params:
    came_for = article_row(scores, (links.asked("article") or [""])[0])
    asked = came_for["story_id"] if came_for else ""
opened = stories_in(stories(scores), articles(scores), first, last).filter(pl.col("story_id") == asked)
if opened.is_empty() and asked:
    opened = stories(scores).filter(pl.col("story_id") == asked)
    if opened.height:
        counting = articles(scores)
        st.info("This story has no article in the chosen days; it is shown whole.")
if opened.is_empty():
    show_list()
else:
    links.put("story", [asked])
    show_story(opened.row(0, named=True))
