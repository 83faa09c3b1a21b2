"""One article: whose text it is, the text with one layer at a time and notes beside it, its numbers."""

from typing import Any

import polars as pl
import streamlit as st

from dashboard import downloads, in_session, layers, links, session
from dashboard.article_answer import how_it_speaks, marks_told, numbers_html, whom_it_quotes, whose_text
from dashboard.article_text import FOCUS, READ, layer_asked, layer_counts, span_of, text_html
from dashboard.grids import outlet_link
from dashboard.marking import Mark, excerpt
from dashboard.notes import anchor, notes, notes_html, places_marked
from dashboard.questions import at_main_reading
from dashboard.scores import article_row, articles, of_article, outlet_scores, text_of
from dashboard.wording import PROVENANCE, as_html, as_markdown, counted, day, definition

CHOICES = 200  # articles that the list offers at once; the search narrows them
CHOOSE = "choose"  # asks for the list instead of an article
LAYER = "layers"  # the parameter of the address: a layer, a metric whose spans are marked, or READ

scores = session.current()
asked = (links.asked("article") or [""])[0]
row = article_row(scores, asked) if asked else None


def choose_article() -> None:
    """The articles of the folder, to search; the one that is clicked is opened."""
    left, right = st.columns(2)
    index = articles(scores)
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
            for name in ("at", "metric", LAYER):
                links.put(name, [])
            st.rerun()
    downloads.whole_table(scores, "articles")


if row is None:
    st.title("Article")
    if asked and asked != CHOOSE:
        st.info(
            f"The link asks for an article that is not in this folder; ignored: {as_markdown(asked[:60])}."
        )
    st.markdown("Choose an article, or follow a number from another page to its sentences.")
    choose_article()
    st.stop()

article_id = row["article_id"]
text = text_of(scores, article_id)
st.title(as_markdown(row["title"] or "Without a headline"), anchor=False)
facts = f"{day(row['published'])} · language {row['language']} · {counted(row['words'], 'word')}, "
facts += f"{row['body_words']:,} of them in the body"
st.html(f'<p class="mh-count">{outlet_link(row["outlet"])} · {as_html(facts)}</p>')
st.html(
    f'<p class="mh-sentence">{as_html(whose_text(scores, row))}</p>'
    f'<p class="mh-further">{as_html(whom_it_quotes(scores, article_id))}</p>'
    f'<p class="mh-further">{as_html(how_it_speaks(scores, article_id))}</p>'
)
with st.container(horizontal=True):
    if row["origin_article"]:
        links.page_link("article", "Its origin", icon=":material/history:", article=row["origin_article"])
    links.page_link(
        "stories", "All versions of this story", icon=":material/view_column:", story=row["story_id"]
    )
    links.page_link("article", "Another article", icon=":material/search:", article=CHOOSE)

counts = layer_counts(scores, article_id)
span = span_of(text, (links.asked("at") or [""])[0])
metric = (links.asked("metric") or [""])[0]
default = layer_asked(scores, article_id, metric, span, counts)
asked_for = (links.asked(LAYER) or [default])[0]
# What the address asks for is a choice even where there is nothing to mark: links need not know that.
if asked_for in layers.LAYERS:
    counts.setdefault(asked_for, 0)
spans_of = [name for name in (asked_for, default) if name in scores.metrics]
choices = [READ, *counts, *spans_of[:1]]


def choice_words(choice: str) -> str:
    """A choice with how much it marks."""
    if choice == READ:
        return "Clean text"
    if choice in counts:
        return f"{layers.LAYERS[choice].label} {counts[choice]:,}"
    return f"Spans: {scores.metrics[choice].label}"


choice = links.one_of_few(
    "Mark in the text", LAYER, choices, noun="layers", default=default, words=choice_words
)
marks = [] if span is None else [Mark(*span, FOCUS, "the words you came for", anchor=anchor(span[0]))]
marks += layers.marks(scores, article_id, [choice])
if choice in scores.metrics:
    marks += layers.evidence_marks(scores, article_id, choice)
found = notes(scores, article_id, choice, text)
marks += places_marked(found)
text_column, side_column = st.columns([5, 3], gap="large")
with text_column:
    if span is not None:
        in_session.show_place(anchor(span[0]), f"{article_id} {span[0]}-{span[1]}")
        st.html(
            f'<div class="mh-card"><span class="where">You came for these words '
            f'(<a href="#{anchor(span[0])}">in the text</a>)</span>{excerpt(text, *span, FOCUS)}</div>'
        )
    st.html(layers.legend([choice] if choice in layers.LAYERS else []) or "<div></div>")
    if text:
        language = row["language"] if row["language"] and row["language"].isalpha() else "und"
        body = text_html(scores, article_id, text, marks, fold=choice != layers.FURNITURE)
        st.html(f'<div class="mh-text" lang="{as_html(language)}">{body}</div>')
    else:
        st.info("The text of this article is not in the folder.")


def show_notes() -> None:
    """What the marks mean, one by one."""
    if choice in scores.metrics:
        st.header(as_markdown(f"Spans: {scores.metrics[choice].label}"), anchor=False)
        st.caption(as_markdown(definition(scores.metrics[choice])))
    else:
        st.header(as_markdown(layers.LAYERS[choice].label), anchor=False)
    if choice == layers.SOURCING:
        st.caption(marks_told(scores, article_id))
    st.html(notes_html(found))
    if choice in scores.metrics:
        mine = of_article(scores, "evidence", article_id).filter(pl.col("metric") == choice)
        downloads.shown_rows(mine, "evidence-shown.csv", "These spans (CSV)")


def show_numbers(row: dict[str, Any]) -> None:
    """The measurements of an article (a row of `articles`) beside those of its outlet."""
    st.header("Its numbers, its outlet's beside them", anchor=False)
    told = "One text says little about its outlet, whose number has its 95% interval."
    if links.dates() != (None, None):
        told += " The outlet's numbers are of all days: the dates chosen above do not narrow this page."
    st.caption(told)
    of_outlet = at_main_reading(outlet_scores(scores), [m for m in scores.metrics.values() if not m.by_actor])
    whole = {cells["metric"]: cells for cells in of_outlet.filter(outlet=row["outlet"]).iter_rows(named=True)}
    st.html(
        numbers_html(
            scores, row, whole, lambda name: links.address("article", article=article_id, layers=name)
        )
    )
    if unmeasured := [m.label for m in scores.metrics.values() if row.get(m.name) is None]:
        st.caption(f"Nothing to count here: {as_markdown(', '.join(unmeasured))}.")


with side_column:
    if found:
        show_notes()
    show_numbers(row)
