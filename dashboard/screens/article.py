"""One article: its text with layers to switch on, and its measurements, each with the spans behind it."""

import re

import polars as pl
import streamlit as st

from dashboard import downloads, layers, links, session
from dashboard.marking import Mark, excerpt, marked
from dashboard.scores import article_row, articles, of_article, text_of
from dashboard.wording import PROVENANCE, as_html, as_markdown, counted, day, definition, number, outlet_name

CHOICES = 200  # articles that the list offers at once; the search narrows them
NO_METRIC = ""
_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")

scores = session.current()
index = articles(scores)
asked = (links.asked("article") or [""])[0]
row = article_row(scores, asked) if asked else None
st.title("Article")
if asked and row is None:
    st.info(f"The link asks for an article that is not in this folder; ignored: {as_markdown(asked[:60])}.")

with st.expander("Choose an article", expanded=row is None, icon=":material/search:"):
    left, right = st.columns(2)
    with left:
        words = st.text_input("Words in the headline", key="search", placeholder="all articles")
    with right:
        names = sorted(index["outlet"].drop_nulls().unique())
        wanted = st.multiselect("Outlets", names, key="search outlets", placeholder="all outlets")
    found = index
    for word in words.lower().split():
        found = found.filter(
            pl.col("title").fill_null("").str.to_lowercase().str.contains(word, literal=True)
        )
    if wanted:
        found = found.filter(pl.col("outlet").is_in(wanted))
    listed = found.select(
        "title", "outlet", "published", "language", "words", "provenance", "article_id"
    ).head(CHOICES)
    st.caption(
        f"{counted(found.height, 'article')}"
        + (f", the first {CHOICES} listed" if found.height > CHOICES else "")
    )
    event = st.dataframe(
        listed.with_columns(pl.col("provenance").replace(PROVENANCE)),
        hide_index=True,
        height=260,
        on_select="rerun",
        selection_mode="single-row",
        key=f"articles listed {words} {wanted}",
        placeholder="",
        alt="Articles to choose from",
        column_config={"published": st.column_config.DateColumn("published"), "title": "headline"},
    )
    if picked := event["selection"]["rows"]:
        article_id = listed["article_id"][picked[0]]
        if st.session_state.get("picked article") != article_id:
            st.session_state["picked article"] = article_id
            links.put("article", [article_id])
            links.put("at", [])
            st.rerun()
    downloads.whole_table(scores, "articles")
if row is None:
    st.info("Choose an article from the list, or follow a number from another page to its sentences.")
    st.stop()

article_id = row["article_id"]
text = text_of(scores, article_id)
st.header(as_markdown(row["title"] or "Without a headline"), anchor=False)
facts = [
    outlet_name(row["outlet"]),
    day(row["published"]),
    f"language {row['language']}",
    f"{counted(row['words'], 'word')}, {row['body_words']:,} of them in the body",
]
st.caption(as_markdown(" · ".join(facts)))
kind = PROVENANCE.get(row["provenance"], row["provenance"]).capitalize()
told = f"**{as_markdown(kind)}.** {as_markdown(row['provenance_reason'] or '')}"
if row["provenance_confidence"] is not None:
    told += f" Confidence {row['provenance_confidence']:.0%}."
st.markdown(told)
with st.container(horizontal=True):
    if row["origin_article"]:
        links.page_link("article", "Its origin", icon=":material/history:", article=row["origin_article"])
    links.page_link(
        "stories", "All versions of this story", icon=":material/view_column:", story=row["story_id"]
    )

switched = links.many(
    "Layers",
    "layers",
    list(layers.LAYERS),
    noun="layers",
    default=layers.SHOWN_FIRST,
    words=lambda o: layers.LAYERS[o].label,
)
known = scores.metrics
counted_here = [m for m in known.values() if row.get(m.name) is not None]
metric_name = links.one(
    "Mark the spans of a metric", "metric", [NO_METRIC, *(m.name for m in known.values())], noun="metrics",
    words=lambda o: known[o].label if o else "none",
)  # fmt: skip
text_column, numbers_column = st.columns([5, 3], gap="large")

spans = list(layers.marks(scores, article_id, switched))
if metric_name:
    spans += layers.evidence_marks(scores, article_id, metric_name)
place = _SPAN.fullmatch((links.asked("at") or [""])[0])
with text_column:
    if place and int(place[1]) < int(place[2]) <= len(text):
        start, end = int(place[1]), int(place[2])
        spans.append(Mark(start, end, "mh-focus", "the words you came for", anchor="mh-focus"))
        st.html(
            '<div class="mh-card"><span class="where">You came for these words '
            '(<a href="#mh-focus">in the text</a>)</span>'
            f"{excerpt(text, start, end, 'mh-focus')}</div>"
        )
    st.html(layers.legend(switched) or "<div></div>")
    if text:
        language = row["language"] if row["language"] and row["language"].isalpha() else "und"
        st.html(f'<div class="mh-text" lang="{as_html(language)}">{marked(text, spans)}</div>')
    else:
        st.info("The text of this article is not in the folder.")

with numbers_column:
    partners = layers.partners(scores, article_id)
    if partners.height:
        st.subheader("Shares text with")
        for partner in partners.iter_rows(named=True):
            told = f"[{partner['number']}] {counted(partner['words'], 'word')} {partner['told']}"
            credit = f"<br>Credit line: {as_html(partner['credit'])}" if partner["credit"] else ""
            link = as_html(links.address("article", article=partner["other_id"]))
            name = as_html(partner["title"] or partner["other_id"])
            st.html(
                f'<div class="mh-card">{as_html(told)}{credit}'
                f'<a class="mh-source-link" href="{link}" target="_self">{name}</a></div>'
            )
    st.subheader("Measurements")
    st.caption("For this article only: one text says little about its outlet.")
    evidence = of_article(scores, "evidence", article_id)
    counts = dict(evidence.group_by("metric").len().iter_rows())
    lines = []
    for metric in counted_here:
        count = counts.get(metric.name, 0)
        link = links.address("article", article=article_id, metric=metric.name, layers=["furniture"])
        spans_told = (
            f'<a href="{as_html(link)}" target="_self" title="Mark them in the text">{counted(count, "span")}</a>'
            if count else "no spans"
        )  # fmt: skip
        lines.append(
            f'<tr><th scope="row" title="{as_html(definition(metric))}">{as_html(metric.label)}'
            f'<span class="mh-unit">{as_html(metric.unit)}</span></th>'
            f"<td>{as_html(number(metric, row[metric.name]))}</td><td>{spans_told}</td></tr>"
        )
    st.html(
        '<div class="mh-scroll"><table class="mh-table compact"><thead><tr><th scope="col">Metric</th>'
        '<th scope="col">Value</th>'
        f'<th scope="col">Made of</th></tr></thead><tbody>{"".join(lines)}</tbody></table></div>'
    )
    unmeasured = [m.label for m in known.values() if row.get(m.name) is None]
    if unmeasured:
        st.caption(f"Nothing to count here: {as_markdown(', '.join(unmeasured))}.")
    if metric_name:
        mine = evidence.filter(pl.col("metric") == metric_name).select(
            "text", "label", "contribution", "start", "end"
        )
        st.subheader(as_markdown(f"Spans: {known[metric_name].label}"))
        st.caption(as_markdown(definition(known[metric_name])))
        st.dataframe(mine, hide_index=True, placeholder="", alt="The spans of the chosen metric")
        downloads.shown_rows(
            evidence.filter(pl.col("metric") == metric_name), "evidence-shown.csv", "These spans (CSV)"
        )
