"""The sentences behind a number: of an outlet on a metric, or on an actor in a voice; or the places of some words."""

import polars as pl
import streamlit as st

from dashboard import links, session, span_cards, span_list
from dashboard.choices import Choice
from dashboard.found_words import MOST_SHOWN, articles_with, places_of, terms
from dashboard.scores import actor_name, actor_rows, articles, articles_of, outlet_scores, outlets
from dashboard.search import called
from dashboard.span_list import TONE, Subject
from dashboard.tones import tone_told
from dashboard.wording import VOICES, as_markdown, counted, definition, texts_words, units_words, value_words
from scoring.schema.metrics import SHOWN_FIRST

EVERY_ACTOR = ""
GROUPED_BY = {"reprint_originality": "other outlet", "uncredited_reprint_share": "other outlet"}

scores = session.current()
known = scores.metrics
metrics = [m.name for m in known.values() if not m.by_actor]
names = outlets(scores)["outlet"].to_list()


def show_called_so(text: str) -> None:
    """Outlets, actors and stories that are called so, for whoever meant one of them."""
    found = called(scores, text)
    if not found:
        return
    with st.container(horizontal=True):
        for label, place in found.items():
            links.page_link(place.page, label, icon=":material/arrow_forward:", **place.asked)


def show_found(query: list[str]) -> None:
    """Where these words stand in the texts."""
    st.title("Words in the texts", anchor=False)
    links.words("Words, or a phrase in quotation marks", "find")
    first, last = links.dates()
    show_called_so(" ".join(query))
    holding = articles_with(scores, tuple(query), Choice(first=first, last=last))
    share = f"{holding.height:,} of {counted(articles(scores).height, 'article')} of known outlets"
    st.markdown(
        f"**{share} hold {as_markdown(' and '.join(query))}**, in {counted(holding['outlet'].n_unique(), 'outlet')}."
    )
    if holding.height > MOST_SHOWN:
        st.caption(f"The newest {MOST_SHOWN} are shown. Choose dates above to see others.")
    if holding.is_empty():
        dated = (
            " Or clear the dates above: only articles of these days are looked through."
            if first or last
            else ""
        )
        st.info(
            "Whole words are looked for, as they are written: try another form of the word (elect, elected, election), "
            f"or fewer words; all of them must stand in one article.{dated}"
        )
    places = places_of(scores, query, holding.head(MOST_SHOWN))
    if not places.is_empty():
        span_cards.show(scores, places, focus="")
    links.page_link("evidence", "The sentences behind a number", icon=":material/format_quote:", find=None)


def show_tone(outlet: str) -> None:
    """An outlet's mentions of one actor, or of all, in one voice."""
    rows = actor_rows(scores, (outlet,))
    found = rows.select("actor", "mentions").group_by("actor").agg(pl.col("mentions").sum())
    options = found.sort(["mentions", "actor"], descending=[True, False])["actor"].to_list()
    if not options:
        st.info("This outlet's texts mention no actor on the list.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        actor = links.one(
            "Actor",
            "actor",
            [EVERY_ACTOR, *options],
            noun="actors",
            words=lambda o: actor_name(scores, o) if o else "all actors",
            width=320,
        )
        voice = links.one_of_few("Voice", "voice", list(VOICES), noun="voices", words=lambda o: VOICES[o])
        mine = rows.filter(pl.col("actor") == actor, pl.col("voice") == voice)
        called = dict(mine.filter(pl.col("speaker") != "").select("speaker", "speaker_name").iter_rows())
        speaker = ""
        if called:
            speaker = links.one(
                "Speaker",
                "speaker",
                ["", *sorted(called)],
                noun="speakers",
                words=lambda o: called.get(o) or o or "all speakers",
                width=320,
            )
    if actor:
        row = mine.filter(pl.col("speaker") == speaker)
        if row.is_empty():
            st.info("No such mentions. Choose another voice.")
            return
        st.markdown(
            f"**{as_markdown(outlet)}** on **{as_markdown(actor_name(scores, actor))}**, {VOICES[voice]}: "
            f"{as_markdown(tone_told(row.row(0, named=True)))}"
        )
    else:
        st.markdown(
            f"**{as_markdown(outlet)}** on all actors, {VOICES[voice]}. A mean is made for each actor apart."
        )
    subject = Subject(outlet, actor=actor, voice=voice, speaker=speaker, grouped_by="actor", file="mentions")
    span_list.show(scores, subject)


def show_metric(outlet: str, name: str) -> None:
    """An outlet's value on a metric, and what it is made of."""
    metric = known[name]
    row = outlet_scores(scores).filter(
        pl.col("outlet") == outlet, pl.col("metric") == name, pl.col("reading") == metric.main_reading
    )
    if row.height:
        cell = row.row(0, named=True)
        unit = metric.unit.removeprefix("share ") if cell["value"] is not None else ""
        st.markdown(
            f"**{as_markdown(outlet)}: {as_markdown(value_words(metric, cell))}**{' ' if unit else ''}"
            + as_markdown(f"{unit}, from {texts_words(cell)}{units_words(metric, cell)}.")
        )
    st.caption(as_markdown(definition(metric)))
    span_list.show(scores, Subject(outlet, metric=name, grouped_by=GROUPED_BY.get(name, "source")))
    with st.expander("Article by article"):
        each = articles_of(scores, outlet).select("title", "published", "words", name, "article_id")
        st.dataframe(
            each.sort(name, descending=True, nulls_last=True),
            hide_index=True,
            alt=f"{metric.label} of each article of the outlet",
            placeholder="",
            column_config={
                "title": "headline",
                "published": st.column_config.DateColumn("published"),
                name: st.column_config.NumberColumn(metric.label, help=definition(metric)),
                "article_id": "article",
            },
        )


def show_numbers() -> None:
    """The sentences behind a number of an outlet."""
    st.title("The sentences behind a number", anchor=False)
    asks_of_tone = bool(links.asked("actor")) and "metric" not in st.query_params
    outlet_column, what_column = st.columns(2)
    with outlet_column:
        outlet = links.one("Outlet", "outlet", names, noun="outlets", clears=("who", "page"))
    with what_column:
        what = links.one(
            "Metric",
            "metric",
            [*metrics, TONE],
            noun="metrics",
            default=TONE if asks_of_tone else SHOWN_FIRST[0],
            words=lambda o: "Tone toward actors" if o == TONE else known[o].label,
            clears=("only", "who", "page"),
        )
    if what == TONE:
        show_tone(outlet)
    else:
        show_metric(outlet, what)
    with st.expander("Find words in all texts", icon=":material/search:"):
        links.words("Words, or a phrase in quotation marks", "find")


if not names:
    st.title("Evidence", anchor=False)
    st.info("No article names its outlet; open the articles one by one on the page Article.")
elif query := terms((links.asked("find") or [""])[0]):
    show_found(query)
else:
    show_numbers()
