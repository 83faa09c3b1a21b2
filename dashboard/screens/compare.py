"""Chosen outlets side by side, metric by metric, with the size of each difference held against chance."""

from itertools import combinations

import polars as pl
import streamlit as st

from dashboard import chance, downloads, links, session, subset
from dashboard.charts.intervals import dots_and_intervals
from dashboard.contributions import LABEL, contributions_grid
from dashboard.reliability import (
    NOT_THIS,
    WEIGHTINGS,
    component_rows,
    components_of,
    index_of,
    missing_words,
    place_words,
    rank_words,
    share_above,
)
from dashboard.scores import Scores, articles, measured, outlet_scores, outlets, table
from dashboard.wording import (
    MINIMUM_INDEPENDENT_TEXTS,
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
from scoring.catalogue.contract import Metric
from scoring.cli.printing import SHOWN_METRICS

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
    st.info("Choose two to six outlets above, or on the page Outlets, to see them side by side.")
    st.stop()
left, middle, right = st.columns(3)
with left:
    reading = links.one(
        "Which words", "reading", list(READINGS), noun="readings", default="body", words=lambda o: READINGS[o],
        help="Own words: the body less reprinted passages and quotations.",
    )  # fmt: skip
with middle:
    which = links.one(
        "Which stories", "stories", list(STORIES), noun="choices of stories", words=lambda o: STORIES[o]
    )
with right:
    reference = chosen[0]
    if len(chosen) > 1:
        reference = links.one("Differences from", "against", chosen, noun="outlets to compare with")


def metrics_of(asked: str) -> list[Metric]:
    """The metrics that can be asked of a reading."""
    return [m for m in measured(scores).values() if not m.by_actor and asked in m.readings]


def exported_rows(opened: Scores, metric: Metric) -> pl.DataFrame:
    """The exported scores of a metric in the chosen reading."""
    return outlet_scores(opened).filter(pl.col("metric") == metric.name, pl.col("reading") == reading)


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
                    f"{above} stands above {below} under {100 * share:.0f}% of {WEIGHTINGS:,} plausible weightings; "
                    "the errors of both come on top"
                )
            lines.append(f'<p class="mh-verdict within">{as_html(told)}</p>')
    st.html("".join(lines))
    with st.expander("Contributions, component by component"):
        components = components_of(index)
        st.caption(
            "A contribution is the component's place among reference outlets (100 the best) times its weight; they add "
            "up to the index. Weights differ between outlets where a component could not be measured."
        )
        st.html(contributions_grid(index, components, component_rows(scores, components), chosen))
    with st.container(horizontal=True):
        links.page_link("weights", "Try other weights", icon=":material/balance:")
        downloads.shown_rows(
            index.filter(pl.col("outlet").is_in(chosen)), "index-shown.csv", "Index shown (CSV)"
        )


if (reliability := index_of(scores)) is not None:
    show_index(reliability)
    st.header("Metrics")
metrics = metrics_of(reading)
if which == SHARED:
    if len(chosen) < 2:
        st.info("Choose a second outlet to see what they did with the same stories.")
        st.stop()
    shared = subset.shared_stories(articles(scores), chosen)
    if not shared:
        st.info("These outlets share no story. Take an outlet away, or switch to all stories.")
        st.stop()
    matched = articles(scores).filter(pl.col("story_id").is_in(shared), pl.col("outlet").is_not_null())
    metrics = [m for m in metrics if m.main_reading == reading]
    st.caption(
        f"{counted(len(shared), 'story')} covered by all of them. {subset.EXPLAINED} Differences are story by story: "
        "the mean over the shared stories of one outlet's value less the other's, each story counting once."
    )
    all_rows = subset.mean_scores(matched, metrics)
if not metrics:
    st.info("No metric is measured on these words. Choose another reading.")
    st.stop()
by_name = {m.name: m for m in metrics}
elsewhere = [m.label for m in measured(scores).values() if m.name in SHOWN_METRICS and m.name not in by_name]
wanted = links.many(
    "Metrics", "columns", list(by_name), noun="metrics on these words",
    default=[name for name in SHOWN_METRICS if name in by_name], words=lambda o: by_name[o].label,
)  # fmt: skip
metrics = [by_name[name] for name in wanted] or metrics
if elsewhere:
    st.caption(f"Not measured on these words, but on others: {as_markdown(', '.join(elsewhere))}.")


def rows_of(metric: Metric) -> pl.DataFrame:
    """The rows of all outlets on a metric under the present choices."""
    return (
        all_rows.filter(pl.col("metric") == metric.name) if which == SHARED else exported_rows(scores, metric)
    )


def differences_of(metric: Metric, rows: pl.DataFrame) -> list[chance.Difference | None]:
    """Each other chosen outlet less the reference."""
    found = {row["outlet"]: row for row in rows.iter_rows(named=True)}
    others = [name for name in chosen if name != reference]
    if which == SHARED:
        pairs = [subset.story_differences(matched, metric, name, reference) for name in others]
        return [chance.paired(d) if len(d) >= MINIMUM_INDEPENDENT_TEXTS else None for d in pairs]
    return [
        chance.compare(found[name], found[reference]) if name in found and reference in found else None
        for name in others
    ]


st.caption(
    "Dots are values, lines 95% intervals, grey dots all other outlets. "
    + (chance.METHOD if len(chosen) > 1 else "Choose a second outlet to see differences.")
)
by_metric = [(metric, rows_of(metric)) for metric in metrics]
others = [name for name in chosen if name != reference]
compared = [differences_of(metric, rows) for metric, rows in by_metric]
corrected = chance.correct([d for group in compared for d in group])

plain: list[dict[str, str]] = []
for number, (metric, rows) in enumerate(by_metric):
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
            link = as_html(links.address("sentences", outlet=row["outlet"], metric=metric.name))
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
        group = corrected[number * len(others) : (number + 1) * len(others)]
        for name, found in zip(others, group, strict=True):
            pair = f"{outlet_name(name)} less {outlet_name(reference)}"
            if found is None:
                told, css = f"{pair}: not enough data to compare", "within"
            else:
                span = difference_interval(metric, found.low, found.high)
                told = f"{pair}: {difference(metric, found.value)} ({span}), {found.verdict}"
                css = "beyond" if found.beyond_chance else "within"
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
shown = outlet_scores(scores).filter(
    pl.col("outlet").is_in(chosen),
    pl.col("reading") == reading,
    pl.col("metric").is_in([m.name for m in metrics]),
)
with st.container(horizontal=True):
    downloads.shown_rows(shown, "scores-shown.csv", "Scores shown (CSV)")
    downloads.whole_table(scores, "scores")
