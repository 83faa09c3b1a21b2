"""How every number is made: a metric with its limits first, how well it measures, what was not used, the data."""

import polars as pl
import streamlit as st

from dashboard import choices, differences, downloads, judging, links, profile, session
from dashboard.contributions import LABEL, MEANT
from dashboard.figures import figures, figures_on
from dashboard.method_words import figure_table, found_terms, metric_text, reason_table, reasons, term_list
from dashboard.reporting_index import NOT_THIS, components_of, index_of, table_weights
from dashboard.scores import table
from dashboard.span_list import TONE
from dashboard.wording import READINGS, as_markdown, counted
from scoring.schema.glossary import TERMS
from scoring.schema.metrics import SHOWN_FIRST
from scoring.schema.tables import all_tables
from scoring.schema.thresholds import MINIMUM_INDEPENDENT_TEXTS, MINIMUM_INDEX_TEXTS, MINIMUM_INDEX_WEIGHT

METRIC, FIGURES, UNUSED, INDEX, DATA, WORDS, VERSIONS = (
    "metric", "figures", "unused", "index", "data", "words", "versions",
)  # fmt: skip
PARTS = {
    METRIC: "A metric",
    FIGURES: "How well it measures",
    INDEX: "Index and comparing",
    UNUSED: "What was not used",
    DATA: "Data dictionary",
    WORDS: "Glossary",
    VERSIONS: "Versions",
}
LISTED = 500  # rejects that are listed here; the CSV has them all
UNUSED_TABLES = {
    "rejects": ("Refused rows", "reason"),
    "duplicates": ("Exact duplicates left out", "why"),
    "notes": ("Notes on what was read", "note"),
}
SAME = {"text": "the same text in the same outlet", "address": "the same address in the same outlet"}
FACTS = {
    "program": "Version of Masthead",
    "format": "Format of the scores folder",
    "lists": "Hash of the word lists and models",
    "input": "Hash of the input",
    "articles_in": "Articles read",
    "articles_scored": "Articles scored",
    "articles_rejected": "Articles rejected",
    "exact_duplicates": "Exact duplicates left out",
    "actors": "List of actors",
    "trained_mentions_per_article": "Mentions read per article (trained reading)",
}

scores = session.current()
known = scores.metrics
st.title("Method", anchor=False)
st.markdown(
    f"Every number is a ratio summed over an outlet's articles, with a 95% interval that counts reprints of one text "
    f"once. Below {MINIMUM_INDEPENDENT_TEXTS} independent texts, or the metric's own minimum, there is no number: "
    "not enough data."
)
part = links.one_of_few(
    "Part", "part", list(PARTS), noun="parts", words=lambda o: PARTS[o], wrap=True,
    default=DATA if links.asked("table") and not links.asked("metric") else METRIC,
)  # fmt: skip


def show_metric() -> None:
    """One metric: limits and figures first."""
    order = [*(name for name in SHOWN_FIRST if name in known), *(n for n in known if n not in SHOWN_FIRST)]
    name = links.one("Metric", "metric", order, noun="metrics", words=lambda o: known[o].label, width=420)
    st.header(as_markdown(known[name].label), anchor=False)
    st.html(metric_text(known[name], figures_on(name)))
    show_judged_of(name)


def show_judged_of(name: str) -> None:
    """What the readers of this folder judged of the metric's spans, over all outlets."""
    counts = judging.by_metric(scores, judging.opened(scores)).get(name)
    told = judging.told(counts) if counts else ""
    st.markdown(f"**Judged in this folder:** {as_markdown(told or 'nothing yet')}.")
    asked = {"metric": TONE} if known[name].by_actor else {"metric": name}
    links.page_link("evidence", "Its sentences, to read and judge", icon=":material/format_quote:", **asked)


def show_judged() -> None:
    """The same of all metrics."""
    book = judging.opened(scores)
    st.header("Judged in this folder", anchor=False)
    if refused := judging.refused_told(book):
        st.caption(as_markdown(refused))
    by_metric = judging.by_metric(scores, book)
    if not by_metric:
        st.markdown("Nobody has judged any of its spans yet. On Evidence each can be called right or wrong.")
        return
    st.markdown(
        "What readers of this folder called right and wrong on Evidence, over all outlets. Only spans drawn at random "
        "speak for the others. `masthead evaluate labels score corrections` prints the same of any other scoring."
    )
    rows = judging.table_of(by_metric, {name: metric.label for name, metric in known.items()})
    st.dataframe(rows, hide_index=True, alt="Judgements by metric", placeholder="")


def show_figures() -> None:
    """The README's table of figures, whole, and what was judged in this folder."""
    st.header("How well each thing is measured", anchor=False)
    st.markdown(
        "Seen: the data were looked at while the rules were written or the weights learned, so expect less elsewhere. "
        "Unseen: nobody looked at its errors. Intervals are 95%. Labels of random pages were made by machine readers, "
        "who are not people. They hold for the shipped word lists and models, not for this folder in particular."
    )
    st.html(figure_table(figures()))
    show_judged()


def show_index() -> None:
    """What the reporting index is made of, and how outlets are compared."""
    if (index := index_of(scores)) is not None:
        st.header(LABEL, anchor=False)
        st.markdown(f"**Limits.** {NOT_THIS}")
        st.markdown(
            f"{as_markdown(MEANT)} Its components, with the direction that counts as better and the weight this "
            f"folder was scored with, as a share of the whole. Below {MINIMUM_INDEX_TEXTS} independent texts, or if "
            f"less than {100 * MINIMUM_INDEX_WEIGHT:.0f}% of the weight could be measured, there is no index."
        )
        components = components_of(index, known)
        shares = table_weights(index, components)
        st.dataframe(
            [
                {
                    "component": known[c.metric].label,
                    "group": c.group,
                    "words": READINGS[c.reading],
                    "better": c.direction,
                    "weight": f"{100 * shares[c.metric]:.1f}%",
                    "reason": c.reason,
                }
                for c in components
            ],
            hide_index=True,
            alt="Components of the reporting index with direction, weight and reason",
        )
        links.page_link("weights", "Other weights: what they do to the index", icon=":material/balance:")
    if scores.has("contrasts"):
        st.header("Bias profile", anchor=False)
        st.markdown(profile.EXPLAINED)
    st.header("Comparing", anchor=False)
    st.markdown(f"{differences.METHOD} {choices.EXPLAINED}")


def show_unused() -> None:
    """What was refused, left out or worth a remark: reasons with counts, then the rows."""
    for name, (words, why) in UNUSED_TABLES.items():
        if not scores.has(name):
            continue
        rows = table(scores, name)
        st.header(words, anchor=False)
        if rows.is_empty():
            st.markdown("None.")
            continue
        st.markdown(f"{counted(rows.height, 'row')}.")
        told = [SAME.get(text, text) for text in rows[why].fill_null("no reason is given")]
        st.html(reason_table(reasons(told), words))
        with st.expander(f"The rows: {words.lower()}"):
            st.dataframe(rows.head(LISTED), hide_index=True, placeholder="", alt=words, key=f"table {name}")
            if rows.height > LISTED:
                st.caption(f"The first {LISTED} of {rows.height:,}; the CSV has them all.")
        downloads.whole_table(scores, name)


def show_data() -> None:
    """The data dictionary: every column of every table of this folder."""
    by_name = {t.name: t for t in all_tables(known) if scores.has(t.name)}
    st.header("Data dictionary", anchor=False)
    chosen = by_name[links.one("Table", "table", list(by_name), noun="tables", width=420)]
    st.markdown(f"One row: {as_markdown(chosen.row)}")
    st.dataframe(
        pl.DataFrame([{"column": c.name, "meaning": c.meaning, "unit": c.unit} for c in chosen.columns]),
        hide_index=True,
        alt=f"Columns of {chosen.name}",
    )
    downloads.whole_export(scores)


def show_words() -> None:
    """One term for each thing."""
    st.header("Glossary", anchor=False)
    wanted = links.words("Find a term", "term", width=420)
    found = found_terms(TERMS, wanted)
    if found:
        st.html(term_list(found))
    else:
        st.info("No term and no meaning holds these words. Clear the field to see all terms.")


def show_versions() -> None:
    """What made this folder, from what."""
    st.header("Versions and counts", anchor=False)
    facts = [
        {"what": words, "value": as_markdown(str(scores.facts[fact]))}
        for fact, words in FACTS.items()
        if fact in scores.facts
    ]
    st.table(facts, alt="Versions and counts of this scores folder")


{
    METRIC: show_metric,
    FIGURES: show_figures,
    UNUSED: show_unused,
    INDEX: show_index,
    DATA: show_data,
    WORDS: show_words,
    VERSIONS: show_versions,
}[part]()
