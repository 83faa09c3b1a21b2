"""What stands above every page: the corpus and its period, the search, the basket of outlets, the dates, the export."""

from datetime import date
from functools import partial

import streamlit as st

from dashboard import downloads, links
from dashboard.choices import Choice, choose
from dashboard.scores import articles, outlets, period_of
from dashboard.search import Place, places, words_wanted
from dashboard.times import far_apart
from dashboard.wording import as_markdown, counted, distinct_labels, outlet_name
from scoring.outlets.periods import shared_years
from scoring.schema.scores import Scores

_SEARCHES = "searches made"  # a new control for each, so that it is empty again
_BASKET_CONTROL = "basket control"
EXPORTED = ("outlets", "scores", "actors", "articles", "index", "ratings")


def show(scores: Scores, page: str, corpus: str) -> None:
    """Draw the frame above a page. `corpus`: what the corpus is called."""
    _say_what_is_open(scores, corpus)
    with st.container(horizontal=True, vertical_alignment="bottom", key="frame"):
        wanted = _searched(scores)
        _choose_basket(scores, page)
        _choose_dates(scores)
        with st.popover("Export", icon=":material/download:"):
            _offer_files(scores)
    if wanted is not None:
        st.switch_page(f"screens/{wanted.page}.py", query_params=links.with_own(wanted.asked))
    if page in links.BASKET_PAGES:
        _warn_of_other_years(scores)


def _say_what_is_open(scores: Scores, corpus: str) -> None:
    names = outlets(scores).height
    told = [counted(articles(scores).height, "article"), counted(names, "outlet")]
    period = period_of(scores)
    told.append(f"{period[0]} to {period[1]}" if period else "no dates")
    st.caption(f"**Masthead** · {as_markdown(corpus)} · " + " · ".join(told))


def _searched(scores: Scores) -> Place | None:
    """Where the reader wants to go, if something was just chosen or typed in the search."""
    made: int = st.session_state.setdefault(_SEARCHES, 0)
    entries = places(scores)
    text = st.selectbox(
        "Search outlets, actors, stories or words in the texts",
        list(entries),
        index=None,
        placeholder="Search outlets, actors, stories, words",
        accept_new_options=True,
        filter_mode="contains",
        label_visibility="collapsed",
        key=f"search {made}",
    )
    if not text or not text.strip():
        return None
    st.session_state[_SEARCHES] = made + 1
    return entries.get(text) or words_wanted(text.strip())


def _choose_basket(scores: Scores, page: str) -> None:
    names = outlets(scores)["outlet"].to_list()
    chosen = [name for name in links.basket() if name in set(names)][: links.MOST_IN_BASKET]
    with st.popover(f"Basket: {counted(len(chosen), 'outlet')}", icon=":material/shopping_basket:"):
        st.caption(f"Up to {links.MOST_IN_BASKET} outlets, side by side on every page.")
        if st.session_state.get(_BASKET_CONTROL) != chosen:
            st.session_state[_BASKET_CONTROL] = chosen
        labels = distinct_labels(names, outlet_name)
        st.multiselect(
            "Outlets",
            names,
            key=_BASKET_CONTROL,
            format_func=lambda name: labels.get(name, name),
            max_selections=links.MOST_IN_BASKET,
            wrap=True,
            placeholder="Choose outlets",
            on_change=lambda: links.fill_basket(st.session_state[_BASKET_CONTROL], page),
        )
        if len(chosen) > 1:
            links.page_link("compare", "Compare them", icon=":material/compare_arrows:", outlet=chosen)
            links.page_link("tone", "Their tone toward somebody", icon=":material/groups:", outlet=chosen)


def _dates_told(first: date | None, last: date | None) -> str:
    if first is None and last is None:
        return "Dates: all"
    if first is None:
        return f"Dates: until {last}"
    return f"Dates: from {first}" if last is None else f"Dates: {first} to {last}"


def _choose_dates(scores: Scores) -> None:
    with st.popover(_dates_told(*links.dates()), icon=":material/calendar_month:"):
        st.caption(
            "Only articles of these days count, on every page. Undated articles are left out then. A typed date counts "
            "as soon as you leave its field."
        )
        links.date_of("From", links.FIRST_DAY)
        links.date_of("To", links.LAST_DAY)
        _offer_shared_years(scores)
        if links.dates() != (None, None):
            st.button("All dates", key="all dates", on_click=partial(links.put_dates, None, None))


def _offer_shared_years(scores: Scores) -> None:
    """A button for the years that the basket's outlets share, if they share any and these are not chosen yet."""
    if len(links.basket()) < 2:
        return
    years = shared_years(articles(scores), links.basket())
    if years is None:
        st.caption("There is no year in which every outlet of the basket has enough texts.")
        return
    days = date(years[0], 1, 1), date(years[1], 12, 31)
    if days != links.dates():
        st.button(
            f"The years that the basket shares: {years[0]} to {years[1]}",
            key="shared years",
            on_click=partial(links.put_dates, *days),
        )


def _warn_of_other_years(scores: Scores) -> None:
    """Say so where the basket's outlets wrote at different times, among the articles that count."""
    first, last = links.dates()
    apart = far_apart(choose(articles(scores), Choice(first=first, last=last)), links.basket())
    if apart is None:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="other years"):
        st.markdown(f":material/warning: {as_markdown(apart.words)}")
        if apart.label:
            days = date.fromisoformat(apart.first), date.fromisoformat(apart.last)
            st.button(apart.label, key="only shared years", on_click=partial(links.put_dates, *days))


def _offer_files(scores: Scores) -> None:
    st.caption("The same bytes that the command line writes.")
    for name in EXPORTED:
        if scores.has(name):
            downloads.whole_table(scores, name, key="frame")
    downloads.whole_export(scores, key="frame")
