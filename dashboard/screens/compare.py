"""Chosen outlets side by side, metric by metric, with each difference tested against chance."""

from itertools import combinations

import polars as pl
import streamlit as st

from dashboard import downloads, links, session
from dashboard.charts.intervals import dots_and_intervals
from dashboard.choices import EXPLAINED, Choice, pairs_of, pairs_on_stories, rows_of, shared_stories
from dashboard.contributions import LABEL, contributions_grid
from dashboard.differences import METHOD, is_beyond_chance, shown_together, verdict_among
from dashboard.ratings import LABEL as EXPERTS
from dashboard.ratings import MEANT as RATINGS_MEANT
from dashboard.ratings import ratings_lines, ratings_of
from dashboard.reporting_index import (
    NOT_THIS,
    component_rows,
    components_of,
    index_of,
    missing_words,
    place_words,
    rank_words,
    share_above,
)
from dashboard.scores import articles, outlet_scores, outlets, table
from dashboard.wording import (
    READINGS,
    as_html,
    as_markdown,
    counted,
    definition,
    difference,
    difference_interval,
    outlet_name,
    texts_words,
    value_words,
)
from scoring.schema.metrics import SHOWN_FIRST, Declaration
from scoring.schema.thresholds import WEIGHTINGS

MOST_COMPARED = 6
ALL, SHARED = "all", "shared"
STORIES = {ALL: "All stories", SHARED: "Only stories they share"}

scores = session.current()
names = outlets(scores)["outlet"].to_list()
st.title("Compare outlets")
chosen = links.many(
    "Outlets",
    "outlet",
    names,
    noun="outlets",
    most=MOST_COMPARED,
    placeholder=f"Choose 2 to {MOST_COMPARED} outlets",
)
if not chosen:
    st.info("Choose two to six outlets above, or on the page Start, to see them side by side.")
    st.stop()
left, middle, right = st.columns(3)
with left:
    reading = links.one(
        "Which words", "reading", list(READINGS), noun="readings", default="body", words=lambda o: READINGS[o],
        help="Own words: the body without reprinted passages and quotations.",
    )  # fmt: skip
with middle:
    which = links.one(
        "Which stories", "stories", list(STORIES), noun="choices of stories", words=lambda o: STORIES[o]
    )
with right:
    reference = chosen[0]
    if len(chosen) > 1:
        reference = links.one("Differences from", "against", chosen, noun="outlets to compare with")


def metrics_of(asked: str) -> list[Declaration]:
    """The metrics that are measured on a reading."""
    return [m for m in scores.metrics.values() if not m.by_actor and asked in m.readings]


def show_index(index: pl.DataFrame) -> None:
    """The index of the chosen outlets: value, interval, band of ranks, order under other weights, contributions."""
    st.header(LABEL)
    st.caption(f"Of all articles, whatever is chosen above. {NOT_THIS}")
    rows = {row["outlet"]: row for row in index.iter_rows(named=True)}
    standing = index["index"].drop_nulls().len()
    lines = []
    for name in chosen:
        row = rows.get(name)
        if row is None or row["index"] is None:
            told = missing_words(row) if row else "no data"
            lines.append(f'<p class="mh-verdict"><b>{as_html(name)}</b>: {as_html(told)}</p>')
            continue
        sample = f"{counted(row['independent_texts'], 'independent text')}, {100 * row['available']:.0f}% of the weight"
        lines.append(
            f'<p class="mh-verdict"><b>{as_html(name)}</b>: {place_words(row["index"], row["low"], row["high"])}, '
            f"{rank_words(row['rank_best'], row['rank_worst'], standing)}"
            f'<span class="mh-small">{sample} measured</span></p>'
        )
    if scores.has("index_pairs"):
        pairs = table(scores, "index_pairs")
        for one, other in combinations(chosen, 2):
            found = share_above(pairs, index, one, other)
            if found is None:
                told = f"{one} and {other}: not enough data to compare"
            else:
                above, below, share = found
                told = (
                    f"{above} ranks above {below} under {100 * share:.0f}% of {WEIGHTINGS:,} plausible weightings, "
                    "before counting the errors of either"
                )
            lines.append(f'<p class="mh-verdict within">{as_html(told)}</p>')
    st.html("".join(lines))
    with st.expander("Contributions, component by component"):
        components = components_of(index, scores.metrics)
        st.caption(
            "A contribution is the component's place among reference outlets (100 is the best) times its weight; "
            "contributions add up to the index. Weights differ between outlets where a component could not be measured."
        )
        st.html(
            contributions_grid(index, components, scores.metrics, component_rows(scores, components), chosen)
        )
    with st.container(horizontal=True):
        links.page_link("weights", "Try other weights", icon=":material/balance:")
        downloads.shown_rows(
            index.filter(pl.col("outlet").is_in(chosen)), "index-shown.csv", "Index shown (CSV)"
        )


if (reporting := index_of(scores)) is not None:
    show_index(reporting)
ratings = ratings_of(scores)
if ratings is not None:
    st.header(EXPERTS)
    st.caption(RATINGS_MEANT)
    st.html(ratings_lines(ratings, chosen))
if reporting is not None or ratings is not None:
    st.header("Metrics")
metrics = metrics_of(reading)
choice = Choice()
if which == SHARED:
    if len(chosen) < 2:
        st.info("Choose a second outlet to see what they did with the same stories.")
        st.stop()
    shared = shared_stories(articles(scores), chosen)
    if not shared:
        st.info("These outlets share no story. Remove an outlet, or switch to all stories.")
        st.stop()
    choice = Choice(stories=tuple(shared), outlets=tuple(chosen))
    st.caption(
        f"{counted(len(shared), 'story')} covered by all of them. {EXPLAINED} Differences are story by story, as in "
        "the bias profile: an outlet's value minus what it would be if the outlet had treated its stories as the "
        "other did."
    )
if not metrics:
    st.info("No metric is measured on these words. Choose another reading.")
    st.stop()
by_name = {m.name: m for m in metrics}
elsewhere = [m.label for m in scores.metrics.values() if m.name in SHOWN_FIRST and m.name not in by_name]
wanted = links.many(
    "Metrics", "columns", list(by_name), noun="metrics on these words",
    default=[name for name in SHOWN_FIRST if name in by_name], words=lambda o: by_name[o].label,
)  # fmt: skip
metrics = [by_name[name] for name in wanted] or metrics
if elsewhere:
    st.caption(f"Not measured on these words, only on others: {as_markdown(', '.join(elsewhere))}.")


asked = tuple(metric.name for metric in metrics)
if which == SHARED:
    all_rows = rows_of(scores, choice, asked)
    contrasts = pairs_on_stories(scores, choice, asked, reference)
else:
    all_rows = outlet_scores(scores)
    contrasts = pairs_of(scores, choice, asked, reference)
all_rows = all_rows.filter(pl.col("metric").is_in(asked), pl.col("reading") == reading)
others = [name for name in chosen if name != reference]
pairs = {
    (row["metric"], row["outlet"]): row
    for row in shown_together(contrasts, others, asked, reading).iter_rows(named=True)
}
st.caption(
    "Dots are values, lines 95% intervals, grey dots all other outlets. "
    + (METHOD if others else "Choose a second outlet to see differences.")
)

plain: list[dict[str, str]] = []
for metric in metrics:
    rows = all_rows.filter(pl.col("metric") == metric.name)
    mine = pl.DataFrame({"outlet": chosen}).join(rows, on="outlet", how="left")
    st.subheader(
        as_markdown(metric.label), help=as_markdown(definition(metric)), anchor=metric.name.replace("_", "-")
    )
    chart_column, words_column = st.columns([3, 2], gap="medium")
    sample = [texts_words(row) for row in mine.iter_rows(named=True)]
    with chart_column:
        behind = rows.filter(~pl.col("outlet").is_in(chosen)).select("outlet", "value")
        chart = dots_and_intervals(
            mine.select("outlet", "value", "low", "high").with_columns(texts=pl.Series(sample)),
            behind,
            metric,
            chosen,
        )
        st.altair_chart(chart, key=f"chart {metric.name}")
        downloads.pictures(chart, f"masthead-{metric.name}")
    with words_column:
        lines = []
        for row, counts in zip(mine.iter_rows(named=True), sample, strict=True):
            link = as_html(links.address("evidence", outlet=row["outlet"], metric=metric.name))
            value = as_html(value_words(metric, row))
            if row["value"] is not None:
                value = f'<a href="{link}" target="_self" title="Show the sentences behind this number">{value}</a>'
            lines.append(
                f'<p class="mh-verdict"><b>{as_html(outlet_name(row["outlet"]))}</b>: {value}'
                f'<span class="mh-small">{as_html(counts)}</span></p>'
            )
            plain.append(
                {
                    "metric": metric.label,
                    "outlet": row["outlet"],
                    "value": value_words(metric, row),
                    "sample": counts,
                }
            )
        for name in others:
            pair = f"{outlet_name(name)} minus {outlet_name(reference)}"
            found = pairs.get((metric.name, name))
            if found is None:
                told, css = f"{pair}: not enough data to compare", "within"
            else:
                span = difference_interval(metric, found["low"], found["high"])
                told = f"{pair}: {difference(metric, found['difference'])} ({span}), {verdict_among(found)}"
                css = "beyond" if is_beyond_chance(found["p_holm"]) else "within"
            lines.append(f'<p class="mh-verdict {css}">{as_html(told)}</p>')
            plain.append(
                {
                    "metric": metric.label,
                    "outlet": pair,
                    "value": told.removeprefix(f"{pair}: "),
                    "sample": "",
                }
            )
        st.html("".join(lines))

with st.expander("All of this as a plain table"):
    st.dataframe(plain, hide_index=True, alt="Values and differences of the chosen outlets, metric by metric")
shown = all_rows.filter(pl.col("outlet").is_in(chosen))
with st.container(horizontal=True):
    downloads.shown_rows(shown, "scores-shown.csv", "Scores shown (CSV)")
    downloads.whole_table(scores, "scores")
