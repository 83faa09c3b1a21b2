"""The sentences behind a number: of an outlet on a metric, or on an actor in a voice."""

import polars as pl
import streamlit as st

from dashboard import downloads, excerpts, links, session
from dashboard.choices import Choice
from dashboard.found_words import MOST_SHOWN, articles_with, places_of, terms
from dashboard.ordering import ORDERS, ordered
from dashboard.scores import (
    actor_name,
    actor_rows,
    articles,
    articles_of,
    evidence_of,
    mentions_of,
    outlet_scores,
    outlets,
)
from dashboard.tones import tone_told
from dashboard.wording import VOICES, as_markdown, counted, definition, texts_words, value_words
from scoring.schema.metrics import SHOWN_FIRST


def order_chosen() -> str:
    """In which order the spans stand."""
    return links.one_of_few("Order", "sort", list(ORDERS), noun="orders", words=lambda o: ORDERS[o])


scores = session.current()
known = scores.metrics
metrics = [m.name for m in known.values() if not m.by_actor]
names = outlets(scores)["outlet"].to_list()
if not names:
    st.title("Evidence")
    st.info("No article names its outlet; open the articles one by one on the page Article.")
    st.stop()

if query := terms((links.asked("find") or [""])[0]):
    st.title("Words in the texts")
    links.words("Words, or a phrase in quotation marks", "find")
    first, last = links.dates()
    holding = articles_with(scores, tuple(query), Choice(first=first, last=last))
    share = f"{holding.height:,} of {counted(articles(scores).height, 'article')} of known outlets"
    st.markdown(
        f"**{share} hold {as_markdown(' and '.join(query))}**, in {counted(holding['outlet'].n_unique(), 'outlet')}."
    )
    if holding.height > MOST_SHOWN:
        st.caption(f"The newest {MOST_SHOWN} are shown. Choose dates above to see others.")
    places = places_of(scores, query, holding.head(MOST_SHOWN))
    if not places.is_empty():
        marked = places.with_columns(css=pl.lit("mh-evidence"), told=pl.lit(""), tag=pl.lit(""))
        excerpts.show(scores, marked, focus="", name="page")
    links.page_link("evidence", "The sentences behind a number", icon=":material/format_quote:", find=None)
    st.stop()

st.title("The sentences behind a number")
with st.expander("Find words in all texts", icon=":material/search:"):
    links.words("Words, or a phrase in quotation marks", "find")
actor = (links.asked("actor") or [""])[0]
about_actor = bool(actor) and "metric" not in st.query_params
outlet_column, what_column = st.columns(2)
with outlet_column:
    outlet = links.one("Outlet", "outlet", names, noun="outlets")

if about_actor:
    rows = actor_rows(scores, (outlet,))
    found = rows.select("actor", "mentions").group_by("actor").agg(pl.col("mentions").sum())
    options = found.sort(["mentions", "actor"], descending=[True, False])["actor"].to_list()
    if not options:
        st.info("This outlet's texts mention no actor on the list.")
        st.stop()
    with what_column:
        actor = links.one("Actor", "actor", options, noun="actors", words=lambda o: actor_name(scores, o))
    voice = links.one_of_few("Voice", "voice", list(VOICES), noun="voices", words=lambda o: VOICES[o])
    mine = rows.filter(pl.col("actor") == actor, pl.col("voice") == voice)
    speakers = [s for s in mine["speaker"].unique().sort().to_list() if s]
    called = dict(mine.select("speaker", "speaker_name").iter_rows())
    speaker = ""
    if speakers:
        speaker = links.one(
            "Speaker",
            "speaker",
            ["", *speakers],
            noun="speakers",
            words=lambda o: called.get(o) or o or "all speakers",
        )
    row = mine.filter(pl.col("speaker") == speaker)
    if row.is_empty():
        st.info("No such mentions. Choose another voice.")
        st.stop()
    st.markdown(
        f"**{as_markdown(outlet)}** on **{as_markdown(actor_name(scores, actor))}**, {VOICES[voice]}: "
        f"{as_markdown(tone_told(row.row(0, named=True)))}"
    )
    mentions = ordered(
        scores, mentions_of(scores, outlet, actor, voice, speaker), order_chosen(), *links.dates()
    )
    told = [
        ", ".join([excerpts.tone_words(x, t), *([s] if s else [])])
        for x, t, s in mentions.select("lexicon", "trained", "speaker_name").iter_rows()
    ]
    signs = [excerpts.tone_sign(x, t) for x, t in mentions.select("lexicon", "trained").iter_rows()]
    kinds = {"+": "mh-actor friendly", "−": "mh-actor hostile"}
    spans = mentions.select("article_id", "start", "end").with_columns(
        css=pl.Series([kinds.get(s, "mh-actor") for s in signs], dtype=pl.String),
        told=pl.Series(told, dtype=pl.String),
        tag=pl.Series(signs, dtype=pl.String),
    )
    excerpts.show(scores, spans, focus="", name="page")
    downloads.shown_rows(mentions, "mentions-shown.csv", "These mentions (CSV)")
    st.stop()

with what_column:
    metric = known[
        links.one(
            "Metric",
            "metric",
            metrics,
            noun="metrics",
            default=SHOWN_FIRST[0],
            words=lambda o: known[o].label,
        )
    ]
row = outlet_scores(scores).filter(
    pl.col("outlet") == outlet, pl.col("metric") == metric.name, pl.col("reading") == metric.main_reading
)
st.caption(as_markdown(definition(metric)))
if row.height:
    cell = row.row(0, named=True)
    st.markdown(
        f"**{as_markdown(outlet)}: {as_markdown(value_words(metric, cell))}**, from {texts_words(cell)}."
    )
evidence = ordered(scores, evidence_of(scores, outlet, metric.name), order_chosen(), *links.dates())
spans = evidence.select(
    "article_id",
    "start",
    "end",
    css=pl.lit("mh-evidence"),
    told=pl.col("label").fill_null(""),
    tag=pl.lit(""),
)
excerpts.show(scores, spans, focus=metric.name, name="page")
with st.expander("Article by article"):
    each = articles_of(scores, outlet).select("title", "published", "words", metric.name, "article_id")
    st.dataframe(
        each.sort(metric.name, descending=True, nulls_last=True),
        hide_index=True,
        alt=f"{metric.label} of each article of the outlet",
        placeholder="",
        column_config={
            "title": "headline",
            "published": st.column_config.DateColumn("published"),
            metric.name: st.column_config.NumberColumn(metric.label, help=definition(metric)),
            "article_id": "article",
        },
    )
downloads.shown_rows(evidence, "evidence-shown.csv", "These spans (CSV)")
