"""The weights of the reporting index: one slider per component, and their immediate effect on index and ranks."""

from itertools import groupby
from math import ceil, isclose

import polars as pl
import streamlit as st

from dashboard import downloads, links, session
from dashboard.contributions import ranked, standings_grid, unranked_line
from dashboard.reporting_index import (
    INTERVAL_UNDER_WEIGHTS,
    NOT_THIS,
    components_of,
    effect_words,
    index_of,
    standings,
    table_weights,
)
from dashboard.wording import as_markdown, counted
from scoring.messages.shares import share
from scoring.schema.thresholds import MINIMUM_INDEX_TEXTS, MINIMUM_INDEX_WEIGHT, WEIGHTINGS

ROWS_SHOWN = 30
LEAST, MOST, STEP, DECIMALS = 0.0, 5, 0.05, 2
EQUAL = 1.0
PANEL_HEIGHT = 760
IN_LINK = "w"  # component:weight, those alone that differ from the table's

scores = session.current()
st.title("Weights", anchor=False)
index = index_of(scores)
if index is None:
    st.info("This folder has no reporting index: an older version wrote it. Score the corpus again.")
    st.stop()
components = components_of(index, scores.metrics)
shares = table_weights(index, components)
weighty = sum(share > 0 for share in shares.values())
# A weight of 1 is the mean of all weights above 0, so that the sliders have a readable scale.
exact = {name: share * weighty for name, share in shares.items()}
shown = {name: round(weight, DECIMALS) for name, weight in exact.items()}
most = float(max(MOST, ceil(max(shown.values(), default=0.0))))

answer = st.container()  # filled when it is known who stands where
st.markdown(f"**What the index is not.** {NOT_THIS}")
with st.expander("What it is"):
    st.markdown(
        "Each component is placed from 0 to 100 among reference outlets, and the index is the mean of these places by "
        "their weights. The places are those of the export; only the mean is recomputed here, so nothing is scored "
        f"again. Below {MINIMUM_INDEX_TEXTS} independent texts, or if less than {share(MINIMUM_INDEX_WEIGHT)} of the "
        "weight could be measured, there is no index. The band of ranks holds nine of ten draws of "
        f"{WEIGHTINGS:,} plausible weightings and of the components' errors: where bands overlap, the order of two "
        "outlets is not settled."
    )


def from_link() -> dict[str, float]:
    """The weights that the address sets; unknown names and bad numbers are ignored with a note."""
    wanted: dict[str, float] = {}
    wrong = []
    for text in links.asked(IN_LINK):
        name, _, figure = text.partition(":")
        try:
            weight = float(figure)
        except ValueError:
            weight = -1.0
        if name in shown and LEAST <= weight <= most:
            wanted[name] = weight
        else:
            wrong.append(as_markdown(text[:60]))
    if wrong:
        st.info(f"The link sets weights that are not valid; ignored: {', '.join(wrong[:5])}.")
    return wanted


def key_of(name: str) -> str:
    """The key of a component's slider."""
    return f"weight of {name}"


def written(weights: dict[str, float]) -> list[str]:
    """The weights that differ from the table's, as the address holds them."""
    return [f"{name}:{weight:g}" for name, weight in weights.items() if not isclose(weight, shown[name])]


def changed() -> None:
    """Write the sliders into the address."""
    links.put(IN_LINK, written({name: st.session_state[key_of(name)] for name in shown}))


chosen = from_link()
results, panel = st.columns([3, 2], gap="medium")
with panel:
    with st.container(horizontal=True):
        st.button(
            "Equal weights",
            icon=":material/balance:",
            on_click=lambda: links.put(IN_LINK, written(dict.fromkeys(shown, EQUAL))),
            help="Every component weighs 1, including those that the table shows but does not count.",
        )
        st.button(
            "Reset to the table",
            icon=":material/undo:",
            on_click=lambda: links.put(IN_LINK, []),
            disabled=not chosen,
            help="The weights that this folder was scored with.",
        )
    with st.container(height=PANEL_HEIGHT, key="screen-sliders"):
        for group, members in groupby(components, key=lambda c: c.group):
            st.markdown(f"**{as_markdown(group.capitalize())}**")
            for component in members:
                name = component.metric
                wanted = chosen.get(name, shown[name])
                if st.session_state.get(key_of(name)) != wanted:
                    st.session_state[key_of(name)] = wanted
                st.slider(
                    as_markdown(scores.metrics[name].label),
                    LEAST,
                    most,
                    step=STEP,
                    key=key_of(name),
                    on_change=changed,
                    help=as_markdown(
                        f"{component.reason} {component.direction.capitalize()} counts as better. In the table: "
                        f"{shown[name]:g}. 0 leaves it out."
                    ),
                )

weights = {**exact, **chosen}
with results:
    if not any(weights.values()):
        st.info("All weights are 0, so there is no index. Give at least one component a weight.")
        st.stop()
    found = standings(index, components, weights)
    moved = len(written({**shown, **chosen}))
    state = f"{counted(moved, 'weight')} changed" if moved else "the table's weights"
    st.caption(
        f"{counted(ranked(index), 'outlet')} with an index, of {index.height:,}; {state}. {INTERVAL_UNDER_WEIGHTS} "
        "Each number leads to its contributions, and from there to the sentences."
    )
    standing = [s for s in found if s.rank is not None]
    if standing:
        with answer:
            st.markdown(as_markdown(effect_words(standing, changed=bool(moved))))
        page = links.page_number(len(standing), ROWS_SHOWN, width=160)
        st.html(standings_grid(standing[(page - 1) * ROWS_SHOWN : page * ROWS_SHOWN], ranked(index)))
    else:
        st.info("No outlet has an index under these weights.")
    if unranked := [s for s in found if s.rank is None]:
        with st.expander(f"Without an index: {counted(len(unranked), 'outlet')}"):
            st.html(unranked_line(unranked))
    with st.container(horizontal=True):
        downloads.shown_rows(
            pl.DataFrame({"metric": list(weights), "weight": list(weights.values())}),
            "weights.csv",
            "These weights (CSV)",
        )
        downloads.whole_table(scores, "index")
        if scores.has("index_pairs"):
            downloads.whole_table(scores, "index_pairs")
