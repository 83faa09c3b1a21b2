"""One outlet on a page, to be read, printed and sent: five questions answered, then its sources, actors and debts."""

from dataclasses import replace
from functools import partial

import polars as pl
import streamlit as st

from dashboard import downloads, links, session
from dashboard.charts.periods import over_time
from dashboard.choices import Choice, choose, periods_of, rows_of
from dashboard.contributions import LABEL, contributions_grid, ranked, scope_words
from dashboard.examples import example_card, examples_of
from dashboard.label import answer, answers
from dashboard.outlet_report import Part, report_html
from dashboard.outlet_tables import (
    FEW_MENTIONS,
    actors_table,
    flows_table,
    sources_table,
    unmeasured,
    unmeasured_lines,
)
from dashboard.over_time import course, course_rows, first_shown
from dashboard.over_time import missing_words as missing_periods
from dashboard.questions import EXPLAINED, QUESTIONS, at_main_reading, in_short, questions_of
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
)
from dashboard.scores import (
    actor_rows,
    articles,
    named_sources,
    outlet_scores,
    outlets,
    table,
    texts_of,
)
from dashboard.wording import as_html, as_markdown, counted, period, texts_words
from scoring.schema.thresholds import MINIMUM_INDEPENDENT_TEXTS

MOST_SOURCES = MOST_ACTORS = MOST_FLOWS = 8
VOICE = "outlet"
NOT_MEASURED = "What could not be measured"

scores = session.current()
corpus_name = (session.quietly() or (None, ""))[1]
known = scores.metrics
everything = outlets(scores)
names = everything["outlet"].to_list()
if not names:
    st.title("Outlet", anchor=False)
    st.info("No article names its outlet; open the articles one by one on the page Article.")
    st.stop()

links.keep_basket()
heading = st.container()
largest = everything.sort(["independent_texts", "outlet"], descending=[True, False])["outlet"][0]
outlet = links.one("Outlet", "outlet", names, noun="outlets", default=largest)
facts = everything.filter(outlet=outlet).row(0, named=True)
sample = (
    f"{texts_words(facts)} · {period(facts['first_published'], facts['last_published'])} · "
    "Measured in these articles alone. Ranges are 95% intervals."
)
with heading:
    st.title(as_markdown(outlet), anchor=False)
    st.caption(sample)
basket = links.basket()
together = list(dict.fromkeys([*basket, outlet]))
answer_first = st.container()
taking_along = st.container(horizontal=True)
if facts["independent_texts"] < MINIMUM_INDEPENDENT_TEXTS:
    missing = MINIMUM_INDEPENDENT_TEXTS - facts["independent_texts"]
    st.info(f"Not enough data for numbers: {counted(missing, 'more independent text')} needed.")

first, last = links.dates()
choice = Choice(first=first, last=last)
of_text = [m for m in known.values() if not m.by_actor]
if first or last:
    all_rows = rows_of(scores, choice, tuple(m.name for m in of_text))
    st.caption(
        "The answers count only articles of the chosen days; sources, tone, copying and index are of all days."
    )
else:
    all_rows = outlet_scores(scores)
rows = at_main_reading(all_rows, of_text)
asked = questions_of(known)
examples = examples_of(scores, choice, (outlet,), tuple(m.name for _, answers in asked for m in answers))
texts = texts_of(scores, [span["article_id"] for span in examples.values()])
sent: list[Part] = []  # what the file to be sent holds


def show(words: str, html: str) -> None:
    """A part of the page in HTML, which goes into the file as well."""
    st.html(html)
    sent.append(Part(words, html))


def example_of(metric: str) -> str:
    """An example of what an answer counts, as HTML; none where there is none, or where it has been shown."""
    span = examples.get((outlet, metric))
    if span is None or (where := (span["article_id"], span["start"])) in shown:
        return ""
    shown.add(where)
    return example_card(scores, metric, span, texts.get(span["article_id"], ""))


with answer_first:
    if words := in_short(rows, outlet, [m for _, metrics in asked for m in metrics]):
        st.markdown(words)
shown: set[tuple[str, int]] = set()  # where examples begin: two metrics may rest on one sentence
for question, metrics in asked:
    with st.container(border=True):
        st.header(question.words, anchor=False)
        show(question.words, answers([answer(m, outlet, rows, example_of(m.name)) for m in metrics]))
st.caption(EXPLAINED)


def show_course() -> None:
    """One metric by quarter or year."""
    metric = known[
        links.one(
            "Metric", "metric", [m.name for m in of_text], noun="metrics", words=lambda o: known[o].label
        )
    ]
    every = first_shown(choose(articles(scores), replace(choice, outlets=(outlet,))))
    cells = periods_of(
        scores, replace(choice, outlets=(outlet,)), ((metric.name, metric.main_reading.value),), every
    )
    found = course(cells, [outlet], every)
    if found.rows.is_empty():
        st.info(f"No {every} has enough dated articles of this outlet.")
        return
    st.altair_chart(over_time(found.rows, metric, found.periods, [outlet]), key="course")
    st.caption(
        as_markdown(f"Dots are values in each {every}, lines 95% intervals. {missing_periods(found.missing)}")
    )
    downloads.shown_rows(
        course_rows(cells, [outlet], metric, every), "outlet-over-time.csv", "Over time (CSV)"
    )


over = st.expander("Over time", icon=":material/timeline:", on_change="rerun", key="over time")
if over.open:
    with over:
        show_course()


def show_sources() -> None:
    """Whom the outlet names as its source most often."""
    words = "Sources it names most"
    st.header(words, anchor=False)
    found = named_sources(scores, outlet) if scores.has("attributions") else pl.DataFrame()
    if found.is_empty():
        st.markdown("No source is named in these articles.")
        return
    show(words, sources_table(found.head(MOST_SOURCES)))
    if found.height > MOST_SOURCES:
        st.caption(f"{MOST_SOURCES} of {counted(found.height, 'named source')}, those in most articles.")


def show_actors() -> None:
    """The outlet's tone toward the actors that it mentions most, in its own voice."""
    words = "How it speaks of whom"
    st.header(words, anchor=False)
    found = actor_rows(scores, (outlet,)) if scores.has("actors") else pl.DataFrame()
    if not found.is_empty():
        found = found.filter(pl.col("voice") == VOICE, pl.col("speaker") == "")
    if found.is_empty():
        st.markdown("It speaks of none of the listed actors in its own voice.")
        return
    most = found.sort(["mentions", "actor"], descending=[True, False]).head(MOST_ACTORS)
    show(words, actors_table(most, VOICE))
    st.caption(
        f"In its own voice, from −1 (hostile) to +1 (friendly); paler below {FEW_MENTIONS} mentions read. "
        f"{most.height} of {counted(found.height, 'actor')}, the most mentioned."
    )
    links.page_link("tone", "Beside other outlets", icon=":material/groups:", outlet=[outlet])


def show_flows() -> None:
    """Whose text the outlet takes, and who takes its own."""
    flows = table(scores, "flows") if scores.has("flows") else pl.DataFrame()
    for words, own, other, none in (
        ("Takes text from", "to_outlet", "from_outlet", "It is not known to have taken text from anybody."),
        ("Its text is taken by", "from_outlet", "to_outlet", "Nobody here is known to have taken its text."),
    ):
        st.header(words, anchor=False)
        found = flows.filter(pl.col(own) == outlet) if not flows.is_empty() else flows
        if found.is_empty():
            show(words, f"<p>{none}</p>")
            continue
        most = found.sort(["words", other], descending=[True, False]).head(MOST_FLOWS)
        show(words, flows_table(most, other, words, frozenset(names)))
        if found.height > MOST_FLOWS:
            st.caption(f"The {MOST_FLOWS} largest of {found.height:,}.")


left, right = st.columns(2)
with left:
    show_sources()
with right:
    show_flows()
show_actors()

ratings = ratings_of(scores)
if ratings is not None:
    st.header(EXPERTS, anchor=False)
    show(EXPERTS, ratings_lines(ratings, [outlet]))
    st.caption(as_markdown(RATINGS_MEANT))

index = index_of(scores)
if index is not None:
    st.header(LABEL, anchor=False)
    st.caption(NOT_THIS)
    standing = index.filter(outlet=outlet)
    row = standing.row(0, named=True) if standing.height else {}
    if row.get("index") is None:
        show(LABEL, f"<p>{as_html((missing_words(row) if row else 'no data').capitalize())}.</p>")
    else:
        told = f"{rank_words(row['rank_best'], row['rank_worst'], ranked(index))}; {scope_words(row)}."
        place = place_words(row["index"], row["low"], row["high"])
        show(LABEL, f"<p><b>{as_html(place)}</b>, {as_html(told)}</p>")
    if row:
        components = components_of(index, known)
        with st.expander("What it is made of"):
            st.html(
                contributions_grid(index, components, known, component_rows(scores, components), [outlet])
            )

st.header(NOT_MEASURED, anchor=False)
if reasons := unmeasured(rows.filter(outlet=outlet), of_text):
    show(NOT_MEASURED, unmeasured_lines(reasons))
else:
    show(NOT_MEASURED, "<p>Every metric of this folder has a value for this outlet.</p>")
with taking_along:
    label_metrics = [name for question in QUESTIONS for name in question.metrics]
    mine = rows.filter(outlet=outlet)
    report = partial(
        report_html,
        outlet,
        sample,
        corpus_name,
        sent,
        [m for _, metrics in asked for m in metrics],
        scores.package["masthead"]["program"],
    )
    downloads.whole_page(report, "outlet.html", "This page to send (HTML)")
    label_rows = mine.filter(pl.col("metric").is_in(label_metrics))
    downloads.shown_rows(label_rows, "outlet-label.csv", "The answers (CSV)")
    downloads.shown_rows(mine, "outlet-scores.csv", "All its scores (CSV)")
    if len(together) > 1:
        links.page_link(
            "compare",
            f"Compare with {basket[0]}" if len(together) == 2 else "Compare with those chosen",
            icon=":material/compare_arrows:",
            outlet=together,
        )
