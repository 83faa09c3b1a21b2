"""One story: all outlets' versions side by side, and two of them compared word by word."""

import polars as pl
import streamlit as st

from dashboard import downloads, links, session
from dashboard.scores import article_row, articles, stories, text_of
from dashboard.versions import MOST_WORDS, article_words, named_in, version_cards, word_difference
from dashboard.wording import PROVENANCE, counted, day, outlet_name, period, shortened

OFFERED = 500  # stories in the list, those with most outlets first
MOST_VERSIONS = 24

scores = session.current()
st.title("Story")
if not scores.has("stories"):
    st.info("This folder holds no table of stories. Score the corpus again with this version of Masthead.")
    st.stop()
listed = stories(scores)
came_for = article_row(scores, (links.asked("article") or [""])[0])
asked = (links.asked("story") or [""])[0] if "story" in st.query_params or came_for is None else ""
if came_for is not None and not asked:
    asked = came_for["story_id"]
    links.put("story", [asked])
offered = listed.head(OFFERED)["story_id"].to_list()
if asked and asked not in offered and asked in set(listed["story_id"]):
    offered = [asked, *offered]
about = {
    row["story_id"]: row for row in listed.filter(pl.col("story_id").is_in(offered)).iter_rows(named=True)
}


def story_words(story_id: str) -> str:
    """A story in the list: its headline and how many told it."""
    row = about[story_id]
    told = f"{counted(row['outlets'], 'outlet')}, {counted(row['articles'], 'article')}"
    return f"{row['title'] or 'Without a headline'} ({told})"


story = links.one(
    f"Story ({listed.height:,}; most outlets first)",
    "story",
    offered,
    noun="stories",
    words=story_words,
    clears=("article", "against", "outlet"),
)
row = about[story]
st.caption(
    f"{period(row['first_published'], row['last_published'])} · {counted(row['articles'], 'article')} · "
    f"{counted(row['outlets'], 'outlet')} · {counted(row['independent_texts'], 'independent text')}"
)
versions = (
    articles(scores).filter(pl.col("story_id") == story).sort("published", "article_id", nulls_last=True)
)
chosen = links.many(
    "Outlets", "outlet", versions["outlet"].drop_nulls().unique().sort().to_list(), noun="outlets in this story",
    placeholder="all outlets",
)  # fmt: skip
if chosen:
    versions = versions.filter(pl.col("outlet").is_in(chosen))
if versions.height > MOST_VERSIONS:
    st.caption(f"The first {MOST_VERSIONS} of {versions.height:,} versions; choose outlets to see others.")
shown = versions.head(MOST_VERSIONS)
ids = shown["article_id"].to_list()
if len(ids) == 1:
    st.info("Only one article here covers this story, so there is nothing to compare it with.")
sources, actors = named_in(scores, ids)
st.html(version_cards(shown, sources, actors, [links.address("article", article=i) for i in ids]))
with st.expander("As a table"):
    st.dataframe(
        shown.select(
            "outlet",
            "title",
            "published",
            pl.col("provenance").replace(PROVENANCE),
            "origin_outlet",
            "reprint_originality",
            "body_words",
        ),
        hide_index=True,
        placeholder="",
        alt="The versions of this story",
        column_config={
            "title": "headline",
            "published": st.column_config.DateColumn("published"),
            "origin_outlet": "taken from",
            "reprint_originality": st.column_config.NumberColumn("not taken from others", format="percent"),
            "body_words": "body words",
        },
    )
downloads.shown_rows(shown, "articles-of-story.csv", "These articles (CSV)")

if len(ids) > 1:
    st.subheader("Word by word")
    named = {
        i: f"{outlet_name(o)}, {day(p)}: {t or 'without a headline'}"
        for i, o, p, t in shown.select("article_id", "outlet", "published", "title").iter_rows()
    }
    copies = shown.filter(pl.col("origin_article").is_in(shown["article_id"].implode()))
    first = copies.row(0, named=True) if copies.height else None
    left, right = st.columns(2)
    with right:
        after = links.one(
            "Second version", "article", ids, noun="versions", default=first["article_id"] if first else ids[-1],
            words=lambda i: named[i],
        )  # fmt: skip
    origin = article_row(scores, after)
    default = (
        origin["origin_article"]
        if origin and origin["origin_article"] in ids
        else next(i for i in ids if i != after)
    )
    with left:
        before = links.one(
            "First version",
            "against",
            [i for i in ids if i != after],
            noun="versions",
            default=default,
            words=lambda i: named[i],
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
