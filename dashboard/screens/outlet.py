"""One outlet on a page, to be read and printed: five questions answered, then its sources, actors and debts."""

import polars as pl
import streamlit as st

from dashboard import downloads, links, session
from dashboard.charts.strips import strip
from dashboard.choices import Choice
from dashboard.contributions import LABEL, contributions_grid, ranked, scope_words
from dashboard.examples import example_card, examples_of
from dashboard.outlet_tables import (
    FEW_MENTIONS,
    actors_table,
    flows_table,
    sources_table,
    unmeasured,
    unmeasured_lines,
)
from dashboard.questions import (
    EXPLAINED,
    QUESTIONS,
    at_main_reading,
    measured,
    middle_half,
    place_told,
    questions_of,
)
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
    named_sources,
    outlet_scores,
    outlets,
    table,
    texts_of,
)
from dashboard.wording import (
    as_html,
    as_markdown,
    counted,
    definition,
    interval,
    number,
    period,
    status_words,
    texts_words,
)
from scoring.schema.metrics import Declaration
from scoring.schema.thresholds import MINIMUM_INDEPENDENT_TEXTS

MOST_SOURCES = MOST_ACTORS = MOST_FLOWS = 10
VOICE = "outlet"

scores = session.current()
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
with heading:
    st.title(as_markdown(outlet), anchor=False)
    st.caption(
        f"{texts_words(facts)} · {period(facts['first_published'], facts['last_published'])} · "
        "Measured in these articles alone. Ranges are 95% intervals."
    )
basket = links.basket()
together = list(dict.fromkeys([*basket, outlet]))
if len(together) > 1:
    links.page_link(
        "compare",
        f"Compare with {basket[0]}"
        if len(together) == len((basket[0], outlet))
        else "Compare with those chosen",
        icon=":material/compare_arrows:",
        outlet=together,
    )
if facts["independent_texts"] < MINIMUM_INDEPENDENT_TEXTS:
    missing = MINIMUM_INDEPENDENT_TEXTS - facts["independent_texts"]
    st.info(f"Not enough data for numbers: {counted(missing, 'more independent text')} needed.")

asked = questions_of(known)
rows = at_main_reading(outlet_scores(scores), [m for m in known.values() if not m.by_actor])
mine = {row["metric"]: row for row in rows.filter(outlet=outlet).iter_rows(named=True)}
examples = examples_of(scores, Choice(), (outlet,), tuple(m.name for _, answers in asked for m in answers))
texts = texts_of(scores, [span["article_id"] for span in examples.values()])


def show_answer(metric: Declaration) -> None:
    """A metric that answers a question: value, interval, count, place among the outlets, and an example."""
    row = mine.get(metric.name, {})
    label = f'<span class="mh-answer" title="{as_html(definition(metric))}">{as_html(metric.label)}</span>'
    if row.get("value") is None:
        why = as_html(status_words(metric, row)).capitalize()
        st.html(f'{label}<p class="mh-verdict"><span class="mh-none">{why}</span></p>')
        return
    others = measured(rows, metric.name)
    middle = middle_half(others["value"])
    where, rest = place_told(metric, row, middle)
    unit = metric.unit.removeprefix("share ")
    st.html(
        f'{label}<p class="mh-value"><b>{as_html(number(metric, row["value"]))}</b> {as_html(unit)} '
        f"({as_html(interval(metric, row['low'], row['high']))}) · {texts_words(row)}</p>"
        f'<p class="mh-verdict"><b>{as_html(where)}</b>{as_html(rest)}</p>'
    )
    st.altair_chart(strip(row, others, metric, middle), key=f"strip {metric.name}")
    example = examples.get((outlet, metric.name))
    if example and (where_from := (example["article_id"], example["start"])) not in shown:
        shown.add(where_from)
        st.html(example_card(scores, metric.name, example, texts.get(example["article_id"], "")))
    links.page_link(
        "evidence",
        f"Sentences: {metric.label}",
        icon=":material/format_quote:",
        outlet=outlet,
        metric=metric.name,
    )


shown: set[tuple[str, int]] = set()  # where examples begin: two metrics may rest on one sentence
for question, answers in asked:
    with st.container(border=True):
        st.header(question.words, anchor=False)
        columns = st.columns(2)
        for column, metric in zip(columns, answers, strict=False):
            with column:
                show_answer(metric)
st.caption(EXPLAINED)


def show_sources() -> None:
    """Whom the outlet names as its source most often."""
    st.header("Sources it names most", anchor=False)
    found = named_sources(scores, outlet) if scores.has("attributions") else pl.DataFrame()
    if found.is_empty():
        st.markdown("No source is named in these articles.")
        return
    st.html(sources_table(found.head(MOST_SOURCES)))
    if found.height > MOST_SOURCES:
        st.caption(f"{MOST_SOURCES} of {counted(found.height, 'named source')}, those in most articles.")


def show_actors() -> None:
    """The outlet's tone toward the actors that it mentions most, in its own voice."""
    st.header("How it speaks of whom", anchor=False)
    found = actor_rows(scores, (outlet,)) if scores.has("actors") else pl.DataFrame()
    if not found.is_empty():
        found = found.filter(pl.col("voice") == VOICE, pl.col("speaker") == "")
    if found.is_empty():
        st.markdown("It speaks of none of the listed actors in its own voice.")
        return
    most = found.sort(["mentions", "actor"], descending=[True, False]).head(MOST_ACTORS)
    st.html(actors_table(most, VOICE))
    st.caption(
        f"In its own voice, from −1 (hostile) to +1 (friendly); paler below {FEW_MENTIONS} mentions read. "
        f"{most.height} of {counted(found.height, 'actor')}, the most mentioned."
    )
    links.page_link("tone", "Beside other outlets", icon=":material/groups:", outlet=[outlet])


def show_flows() -> None:
    """Whose text the outlet takes, and who takes its own."""
    flows = table(scores, "flows") if scores.has("flows") else pl.DataFrame()
    for heading_words, own, other, none in (
        ("Takes text from", "to_outlet", "from_outlet", "It is not known to have taken text from anybody."),
        ("Its text is taken by", "from_outlet", "to_outlet", "Nobody here is known to have taken its text."),
    ):
        st.header(heading_words, anchor=False)
        found = flows.filter(pl.col(own) == outlet) if not flows.is_empty() else flows
        if found.is_empty():
            st.markdown(none)
            continue
        most = found.sort(["words", other], descending=[True, False]).head(MOST_FLOWS)
        st.html(flows_table(most, other, heading_words, frozenset(names)))
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
    st.html(ratings_lines(ratings, [outlet]))
    st.caption(as_markdown(RATINGS_MEANT))

index = index_of(scores)
if index is not None:
    st.header(LABEL, anchor=False)
    st.caption(NOT_THIS)
    standing = index.filter(outlet=outlet)
    if standing.is_empty() or standing["index"][0] is None:
        why = missing_words(standing.row(0, named=True)) if standing.height else "no data"
        st.markdown(f"{as_markdown(why.capitalize())}.")
    if standing.height:
        row = standing.row(0, named=True)
        if row["index"] is not None:
            st.markdown(
                f"**{place_words(row['index'], row['low'], row['high'])}**, "
                f"{rank_words(row['rank_best'], row['rank_worst'], ranked(index))}; {scope_words(row)}."
            )
        components = components_of(index, known)
        with st.expander("What it is made of"):
            st.html(
                contributions_grid(index, components, known, component_rows(scores, components), [outlet])
            )

st.header("What could not be measured", anchor=False)
reasons = unmeasured(rows.filter(outlet=outlet), [m for m in known.values() if not m.by_actor])
if reasons:
    st.html(unmeasured_lines(reasons))
else:
    st.markdown("Every metric of this folder has a value for this outlet.")
with st.container(horizontal=True):
    label_metrics = [name for question in QUESTIONS for name in question.metrics]
    label_rows = rows.filter(pl.col("outlet") == outlet, pl.col("metric").is_in(label_metrics))
    downloads.shown_rows(label_rows, "outlet-label.csv", "The answers (CSV)")
    downloads.shown_rows(rows.filter(outlet=outlet), "outlet-scores.csv", "All its scores (CSV)")
