"""How every number is made: the metrics' own words, limits first; versions, data dictionary, refused rows."""

import polars as pl
import streamlit as st

from dashboard import chance, downloads, links, session, subset
from dashboard.scores import measured, table
from dashboard.wording import MINIMUM_INDEPENDENT_TEXTS, READINGS, as_markdown, counted
from scoring.export.tables import all_tables
from scoring.metric import HEADINGS, Metric

LIMITS_FIRST = ("Limits", *(heading for heading in HEADINGS if heading != "Limits"))
LISTED = 500  # refused rows that are listed here; the CSV has them all
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
    "trained_mentions_per_article": "Mentions an article that the trained reading read",
}

scores = session.current()
known = measured(scores)
st.title("Method")
st.markdown(
    f"Every number is a ratio summed over an outlet's articles, with a 95% interval that counts reprints of one text "
    f"once. Below {MINIMUM_INDEPENDENT_TEXTS} independent texts, or the metric's own minimum, there is no number: "
    "not enough data. No overall grade is given."
)
st.subheader("Metrics")
name = links.one("Metric", "metric", list(known), noun="metrics", words=lambda o: known[o].label)


def method_words(metric: Metric) -> str:
    """A metric's declaration and its sections, limits first, as Markdown."""
    declared = (
        f"Unit: {metric.unit}. Counted: {metric.counted}. Readings: "
        f"{', '.join(READINGS[r].lower() for r in metric.readings)}. Languages: "
        f"{'any' if metric.any_language else 'English'}. Least: {metric.minimum_units:,.0f} {metric.counted}."
    )
    sections = metric.sections()
    parts = [f"### {as_markdown(metric.label)}", as_markdown(metric.summary), as_markdown(declared)]
    parts += [f"**{h}**\n\n{as_markdown(sections[h])}" for h in LIMITS_FIRST if h in sections]
    return "\n\n".join(parts)


st.markdown(method_words(known[name]))
with st.expander("All metrics, one after the other"):
    st.markdown("\n\n---\n\n".join(method_words(metric) for metric in known.values()))

st.subheader("Comparing")
st.markdown(f"{chance.METHOD} {subset.EXPLAINED}")

st.subheader("Versions and counts")
facts = [
    {"what": words, "value": str(scores.facts[fact])} for fact, words in FACTS.items() if fact in scores.facts
]
st.table(facts, alt="Versions and counts of this scores folder")

st.subheader("What could not be used")
for table_name, words in (
    ("rejects", "Refused"),
    ("duplicates", "Exact duplicates"),
    ("notes", "Notes on the input"),
):
    if not scores.has(table_name):
        continue
    rows = table(scores, table_name)
    if rows.is_empty():
        st.markdown(f"{words}: none.")
        continue
    st.markdown(f"{words}: {counted(rows.height, 'row')}.")
    st.dataframe(rows.head(LISTED), hide_index=True, placeholder="", alt=words, key=f"table {table_name}")
    downloads.whole_table(scores, table_name)

st.subheader("Data dictionary")
by_name = {t.name: t for t in all_tables() if scores.has(t.name)}
chosen = by_name[links.one("Table", "table", list(by_name), noun="tables")]
st.markdown(f"One row is: {as_markdown(chosen.row)}")
st.dataframe(
    pl.DataFrame([{"column": c.name, "meaning": c.meaning, "unit": c.unit} for c in chosen.columns]),
    hide_index=True,
    alt=f"Columns of {chosen.name}",
)
downloads.whole_export(scores)
