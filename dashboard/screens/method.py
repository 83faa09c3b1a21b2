"""How every number is made: the metrics' descriptions, limits first; versions, rejects, data dictionary."""

import polars as pl
import streamlit as st

from dashboard import choices, differences, downloads, links, profile, session
from dashboard.contributions import LABEL, MEANT
from dashboard.reporting_index import (
    NOT_THIS,
    components_of,
    index_of,
    table_weights,
)
from dashboard.scores import table
from dashboard.wording import READINGS, as_markdown, counted
from scoring.schema.glossary import TERMS
from scoring.schema.metrics import HEADINGS, Declaration
from scoring.schema.tables import all_tables
from scoring.schema.thresholds import MINIMUM_INDEPENDENT_TEXTS, MINIMUM_INDEX_TEXTS, MINIMUM_INDEX_WEIGHT

LIMITS_FIRST = ("Limits", *(heading for heading in HEADINGS if heading != "Limits"))
LISTED = 500  # rejects that are listed here; the CSV has them all
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
st.title("Method")
st.markdown(
    f"Every number is a ratio summed over an outlet's articles, with a 95% interval that counts reprints of one text "
    f"once. Below {MINIMUM_INDEPENDENT_TEXTS} independent texts, or the metric's own minimum, there is no number: "
    "not enough data."
)
st.subheader("Metrics")
name = links.one("Metric", "metric", list(known), noun="metrics", words=lambda o: known[o].label)


def method_words(metric: Declaration) -> str:
    """A metric's declaration and its sections, limits first, as Markdown."""
    declared = (
        f"Unit: {metric.unit}. Counted: {metric.counted}. Readings: "
        f"{', '.join(READINGS[r].lower() for r in metric.readings)}. Languages: "
        f"{'any' if not metric.needs else 'English'}. Minimum: {metric.minimum_units:,.0f} {metric.counted}. "
        f"{differences.matters_words(metric)}"
    )
    sections = metric.sections()
    parts = [f"### {as_markdown(metric.label)}", as_markdown(metric.summary), as_markdown(declared)]
    parts += [f"**{h}**\n\n{as_markdown(sections[h])}" for h in LIMITS_FIRST if h in sections]
    return "\n\n".join(parts)


st.markdown(method_words(known[name]))
with st.expander("All metrics, one after the other"):
    st.markdown("\n\n---\n\n".join(method_words(metric) for metric in known.values()))
with st.expander("Glossary"):
    st.markdown("\n\n".join(f"**{term}**: {as_markdown(meaning)}" for term, meaning in TERMS.items()))

if (index := index_of(scores)) is not None:
    st.subheader(LABEL)
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
    st.page_link("screens/weights.py", label="Try other weights", icon=":material/balance:")
if scores.has("contrasts"):
    st.subheader("Bias profile")
    st.markdown(profile.EXPLAINED)

st.subheader("Comparing")
st.markdown(f"{differences.METHOD} {choices.EXPLAINED}")

st.subheader("Versions and counts")
facts = [
    {"what": words, "value": as_markdown(str(scores.facts[fact]))}
    for fact, words in FACTS.items()
    if fact in scores.facts
]
st.table(facts, alt="Versions and counts of this scores folder")

st.subheader("What could not be used")
for table_name, words in (
    ("rejects", "Rejects"),
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
by_name = {t.name: t for t in all_tables(known) if scores.has(t.name)}
chosen = by_name[links.one("Table", "table", list(by_name), noun="tables")]
st.markdown(f"One row: {as_markdown(chosen.row)}")
st.dataframe(
    pl.DataFrame([{"column": c.name, "meaning": c.meaning, "unit": c.unit} for c in chosen.columns]),
    hide_index=True,
    alt=f"Columns of {chosen.name}",
)
downloads.whole_export(scores)
