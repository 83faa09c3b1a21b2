"""Chosen outlets side by side: what clearly differs, all metrics in one picture, and one metric opened."""

from dataclasses import replace
from functools import partial

import polars as pl
import streamlit as st

from dashboard import downloads, links, session
from dashboard.charts.matrix import OPENED, legend, matrix_chart, paper_title
from dashboard.charts.periods import over_time
from dashboard.choices import Choice, choose, pair_on_stories, pairs_of, periods_of, shared_stories, values_of
from dashboard.differences import METHOD, missing_metrics, ordered, plain_table, summary, what_is_lacking
from dashboard.examples import examples_of
from dashboard.lines import MAIN, Line, lines_of
from dashboard.matrix import differences_matrix, values_matrix
from dashboard.matrix_list import matrix_list
from dashboard.method_text import method_file
from dashboard.over_time import EVERY, course, course_rows, first_shown, missing_words
from dashboard.scores import articles, outlets
from dashboard.side_by_side import show_opened, show_outlets
from dashboard.standing import show_standing
from dashboard.wording import READINGS, as_markdown
from scoring.outlets.periods import YEAR
from scoring.outlets.verdicts import Verdict

ALL, SHARED, TIME = "all", "shared", "time"
VIEWS = {ALL: "All stories", SHARED: "Only shared stories", TIME: "Over time"}
WORDS = {MAIN: "Each metric on its own words", **READINGS}

scores = session.current()
corpus = (session.quietly() or (None, ""))[1]
names = outlets(scores)["outlet"].to_list()
st.title("Compare outlets", anchor=False)
basket = links.many(
    "Outlets",
    "outlet",
    names,
    noun="outlets",
    most=links.MOST_IN_BASKET,
    placeholder=f"Choose 2 to {links.MOST_IN_BASKET} outlets",
)
if not basket:
    st.info("Choose two to six outlets above, or on the page Start, to see them side by side.")
    st.stop()
answer = st.container()
columns = st.columns([3, 2, 2], vertical_alignment="bottom")
with columns[0]:
    view = links.one_of_few(
        "On which stories", "stories", list(VIEWS), noun="views", words=lambda o: VIEWS[o]
    )
with columns[1]:
    reading = links.one(
        "Which words", "reading", list(WORDS), noun="readings", words=lambda o: WORDS[o],
        help="Each metric on its own words: as on the pages Start and Outlet. The outlet's own words: without "
        "reprinted passages and quotations.",
    )  # fmt: skip
with columns[2]:
    reference = basket[0]
    if len(basket) > 1:
        reference = links.one("Compared with", "against", basket, noun="outlets to compare with")
chosen = [reference, *(name for name in basket if name != reference)]
others = chosen[1:]
lines = lines_of(scores.metrics, reading)
by_name = {line.metric.name: line for line in lines}
asked = tuple((line.metric.name, line.reading) for line in lines)
first, last = links.dates()
choice = Choice(first=first, last=last)
within = choose(articles(scores), choice)


def judged() -> pl.DataFrame:
    """The other outlets minus the first, with verdicts: on all stories, or on those that each two share."""
    if view == SHARED:
        pairs = [pair_on_stories(scores, choice, asked, name, reference) for name in others]
        return pl.concat(pairs)
    return pairs_of(scores, choice, asked, reference).filter(pl.col("outlet").is_in(others))


def show_answer(pairs: pl.DataFrame, where: str) -> None:
    """What differs, in sentences."""
    told = summary(lines, pairs, reference, others, where)
    st.markdown(
        "\n".join([f"**{as_markdown(told[0])}**", "", *(f"- {as_markdown(words)}" for words in told[1:])])
    )


def lacking_words() -> str:
    """Which of the outlets have too few texts among the articles that count."""
    counts = within.group_by("outlet").agg(pl.col("text_cluster").n_unique())
    return what_is_lacking(dict(counts.iter_rows()), chosen)


def stories_words() -> str:
    """How many stories each two outlets share."""
    counts = [f"{name} {len(shared_stories(within, [name, reference])):,}" for name in others]
    return f"Stories shared with {reference}: {', '.join(counts)}."


def open_clicked() -> None:
    """Put the metric of the row that was clicked into the address."""
    rows = links.clicked("matrix", OPENED)
    if rows and rows[0].get("metric") in by_name:
        links.put("metric", [rows[0]["metric"]])


def choose_metric(pairs: pl.DataFrame) -> Line:
    """The metric that is opened: by default that of the largest clear difference."""
    clear = ordered(pairs.filter(verdict=Verdict.CLEAR.value), scores.metrics)["metric"].to_list()
    default = clear[0] if clear else lines[0].metric.name
    name = links.one(
        "Metric opened", "metric", list(by_name), noun="metrics on these words", default=default,
        words=lambda o: by_name[o].label,
    )  # fmt: skip
    return by_name[name]


def show_matrix(rows: pl.DataFrame, pairs: pl.DataFrame) -> None:
    """All metrics in one picture, and below it the one that is opened."""
    on_stories = view == SHARED
    matrix = (
        differences_matrix(lines, pairs, chosen) if on_stories else values_matrix(lines, rows, pairs, chosen)
    )
    picture, opened = st.container(), st.container()
    with opened:
        line = choose_metric(pairs)
    with picture:
        if matrix.marks.is_empty():
            st.info("None of these metrics has enough data here.")
        else:
            st.html(matrix_list(matrix))
    with picture, st.container(key="wide-matrix"):
        if not matrix.marks.is_empty():
            dark = st.context.theme.type == "dark"
            chart = matrix_chart(matrix, chosen, opened=line.metric.name, dark=dark)
            st.html(legend(chosen, differences=on_stories))
            st.altair_chart(chart, key="matrix", on_select=open_clicked, selection_mode=OPENED)
            downloads.pictures(
                matrix_chart(matrix, chosen).properties(title=paper_title(chosen)), "masthead-compare"
            )
        grey = (
            f"Dots are differences from {reference} on the stories both covered, lines the intervals that the "
            "verdicts rest on; grey is what is too small to matter. Other outlets are not shown: their stories differ."
            if on_stories
            else "Each row has its own scale. Dots are values, lines 95% intervals; pale grey is where nine in ten of "
            "the other outlets lie, darker grey their middle half. Filling follows the interval of the difference, "
            "which allows for all metrics at once. A click on a row opens it below."
        )
        st.caption(as_markdown(grey))
    with opened:
        show_opened(line, on_stories=on_stories)
        by_outlet = {
            row["outlet"]: row for row in pairs.filter(metric=line.metric.name).iter_rows(named=True)
        }
        mine = {row["outlet"]: row for row in rows.filter(metric=line.metric.name).iter_rows(named=True)}
        found = replace(choice, stories=tuple(shared_stories(within, chosen))) if on_stories else choice
        spans = {}
        if found.stories or not on_stories:
            examples = examples_of(scores, found, tuple(chosen), (line.metric.name,))
            spans = {outlet: span for (outlet, _), span in examples.items()}
        show_outlets(scores, line, chosen, None if on_stories else mine, by_outlet, spans)


def show_course(pairs: pl.DataFrame) -> None:
    """One metric by year or quarter."""
    left, right = st.columns([3, 2])
    with left:
        line = choose_metric(pairs)
    mine = within.filter(pl.col("outlet").is_in(chosen))
    with right:
        every = links.one(
            "Periods", "by", list(EVERY), noun="periods", default=first_shown(mine), words=lambda o: EVERY[o]
        )
    cells = periods_of(scores, choice, ((line.metric.name, line.reading),), every)
    found = course(cells, chosen, every)
    if found.rows.is_empty():
        longer = "Choose longer periods, or another metric." if every != YEAR else "Choose another metric."
        st.info(f"No {every} has enough dated articles of these outlets. {longer}")
        return
    st.html(legend(chosen, differences=False, states=False))
    chart = over_time(found.rows, line.metric, found.periods, chosen)
    st.altair_chart(chart, key="course")
    st.caption(
        as_markdown(
            f"Dots are values in each {every}, lines 95% intervals, each by itself. {missing_words(found.missing)}"
        )
    )
    paper = chart.properties(title=paper_title(chosen, states=False))
    downloads.pictures(paper, f"masthead-{line.metric.name}-over-time")
    show_opened(line, on_stories=False)
    downloads.shown_rows(course_rows(cells, chosen, line.metric, every), "over-time.csv", "Over time (CSV)")


if not lines:
    st.info("No metric is measured on these words. Choose another reading.")
    st.stop()
left_out = missing_metrics(lines, scores.metrics)
if view == SHARED and not others:
    st.info("Choose a second outlet to see what they did with the same stories.")
elif view == SHARED and not any(shared_stories(within, [name, reference]) for name in others):
    told = as_markdown(reference)
    st.info(f"The others share no story with {told}. Switch to all stories, or compare with another outlet.")
else:
    differing = judged()
    values = values_of(scores, choice, asked).filter(pl.col("metric").is_in(list(by_name)))
    with answer:
        if others:
            show_answer(differing, " on the stories they share" if view == SHARED else "")
        else:
            st.markdown("Choose a second outlet to see differences.")
        if lacking := lacking_words():
            st.caption(as_markdown(lacking))
        if view == SHARED:
            st.caption(as_markdown(stories_words()))
        if first or last:
            span = f"{f' from {first}' if first else ''}{f' to {last}' if last else ''}"
            st.caption(f"Only articles published{span}; those without a date are left out.")
    if view == TIME:
        show_course(differing)
    else:
        show_matrix(values, differing)
    if left_out:
        st.caption(f"Not measured on these words, only on others: {as_markdown(', '.join(left_out))}.")
    with st.expander("What the verdicts mean"):
        st.markdown(METHOD)
    with st.expander("All of this as a plain table"):
        st.dataframe(
            plain_table(lines, values, differing, chosen, on_stories=view == SHARED),
            hide_index=True,
            alt="Values and differences of the chosen outlets, metric by metric",
        )
    with st.container(horizontal=True):
        if view != SHARED:
            shown = values.filter(pl.col("outlet").is_in(chosen))
            downloads.shown_rows(shown, "scores-shown.csv", "Scores shown (CSV)")
        if others:
            downloads.shown_rows(differing, "differences.csv", "Differences (CSV)")
        downloads.whole_table(scores, "scores")
        selection = [
            f"Outlets: {', '.join(chosen)}",
            f"Stories: {VIEWS[view].lower()}",
            f"Words: {WORDS[reading].lower()}",
        ]
        selection.append(f"Days: {first or 'the first'} to {last or 'the last'}")
        downloads.method(
            partial(method_file, scores, corpus, selection, [line.metric for line in lines], verdicts=True)
        )
show_standing(scores, chosen)
