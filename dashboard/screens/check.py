"""Does a text stand in the open corpus, and in whose article? And how does it measure, beside the others?"""

from collections.abc import Mapping
from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from dashboard import downloads, layers, links, own_texts, session
from dashboard.check_form import file_form, paste_form, scored
from dashboard.check_parts import measurement_rows, measurements_html, others_html, tone_html
from dashboard.check_report import report_html
from dashboard.checking import (
    COLOURED,
    aligned_html,
    beside_the_corpus,
    named,
    open_check,
    side_by_side,
    strip_html,
    tone_rows,
)
from dashboard.choices import in_days
from dashboard.marking import marked
from dashboard.scores import articles, text_of
from dashboard.wording import as_html, as_markdown, counted, shortened

CHECKED, TEXT, WITH, METRIC = "checked", "text", "with", "metric"
ON_A_PAGE = 25  # verdicts
PASSAGES_FIRST = 3
FURTHER_FIRST = 6
READ = "as it is read"

found = session.quietly()
corpus, corpus_name = found if found else (None, "")


def show_form() -> None:
    """The form, and the check itself once it is sent."""
    if corpus is None:
        st.markdown("Paste a text or add files. They are scored here, and compared with each other.")
        st.info(
            "No corpus is open: a text by itself can be measured, but there is nothing to compare it with."
        )
    else:
        st.markdown(
            "Paste a text or add files. They are scored here, and compared with the "
            f"{counted(articles(corpus).height, 'article')} of {as_markdown(corpus_name)}."
        )
    st.caption(
        "**Nothing leaves this machine.** The files are deleted once scored, the results when the dashboard stops. "
        "The corpus stays open and is not changed."
    )
    if "check warmed up" not in st.session_state:
        st.session_state["check warmed up"] = True
        own_texts.warm_up(corpus)
    if last := st.session_state.get("last check"):
        links.page_link("check", "Back to your last check", icon=":material/history:", checked=last)
    paste_tab, files_tab = st.tabs(["Paste a text", "Files"])
    with paste_tab:
        upload = paste_form(corpus)
    with files_tab:
        uploads, columns, whole = file_form()
    uploads = [upload] if upload is not None else uploads
    if not uploads:
        return
    if whole:
        token = scored(lambda show: own_texts.score_uploads(uploads, columns=columns, progress=show))
        if token:
            st.session_state[links.OWN] = token
            links.forget()
            st.switch_page("screens/outlets.py", query_params={links.OWN: token})
        return
    token = scored(lambda show: own_texts.check_uploads(uploads, corpus, columns=columns, progress=show))
    if token:
        st.session_state["last check"] = token
        st.query_params.from_dict(links.with_own({CHECKED: token}))
        st.rerun()


token = (links.asked(CHECKED) or [""])[0]
check = open_check(token) if token else None
st.title("Check an article", anchor=False)
if token and check is None:
    st.info("The text of this link is no longer on this machine. Paste it again.")
if check is None:
    show_form()
    st.stop()

several = check.given > 1
ids = check.verdicts["article_id"].to_list()
chosen = (links.asked(TEXT) or [""])[0]
with st.container(horizontal=True):
    links.page_link("check", "Check another text", icon=":material/add:")
    if several and chosen in ids:
        links.page_link("check", f"All {check.given:,} texts", icon=":material/arrow_back:", checked=token)

rejects = pl.read_parquet(check.scores.folder / "rejects.parquet")
if rejects.height:
    with st.expander(f"{counted(rejects.height, 'item')} could not be read"):
        for file, row, reason in rejects.head(ON_A_PAGE).iter_rows():
            place = (
                f"{file.removeprefix('upload/')}, row {row}"
                if row is not None
                else file.removeprefix("upload/")
            )
            st.markdown(f"- {as_markdown(place)}: {as_markdown(reason)}")

if several and chosen not in ids:
    shared = check.verdicts.filter(pl.col("other_id").is_not_null())
    st.header(
        as_markdown(
            f"{shared.height:,} of {counted(check.given, 'text')} share a passage with another article."
            if check.compared_with
            else f"{shared.height:,} of {counted(check.given, 'text')} share a passage with another of them."
        ),
        anchor=False,
    )
    st.caption(
        "Those of which most stands elsewhere come first. Open one to see which words, and how it measures."
    )
    ordered = check.verdicts.with_columns(share=pl.col("other_words") / pl.col("words")).sort(
        ["share", "article_id"], descending=[True, False], nulls_last=True
    )
    page = links.page_number(ordered.height, ON_A_PAGE)
    twice = set(ordered.filter(pl.col("title").is_duplicated())["title"].drop_nulls())
    for row in ordered.slice((page - 1) * ON_A_PAGE, ON_A_PAGE).iter_rows(named=True):
        name = shortened(row["title"] or row["file"].removeprefix("upload/"), 90)
        outlet = f"{row['outlet']} · " if row["outlet"] else ""
        file = f" · {row['file'].removeprefix('upload/')}" if row["title"] in twice else ""
        links.page_link(
            "check", f"{outlet}{name}{file}", icon=":material/article:", checked=token, text=row["article_id"]
        )
        told = [check.told(row), *check.further(row)[:1]]
        st.html(f'<p class="mh-further">{as_html(" ".join(told))}</p>')
    downloads.shown_rows(check.verdicts, "verdicts.csv", "These verdicts (CSV)")
    st.stop()

article_id = chosen if chosen in ids else ids[0]
verdict = check.verdict(article_id)
text = text_of(check.scores, article_id)
st.header(as_markdown(verdict["title"] or shortened(" ".join(text.split()), 90)), anchor=False)
st.html(
    f'<p class="mh-sentence">{as_html(check.told(verdict))}</p>'
    + "".join(f'<p class="mh-further">{as_html(told)}</p>' for told in check.further(verdict))
)
if any(links.dates()) and check.compared_with:
    st.caption("It is compared with all articles, whatever dates are chosen.")

holding = check.holding(article_id)
source = check.scores if verdict["other_given"] or corpus is None else corpus
most = verdict["other_id"]
index = None if corpus is None else in_days(articles(corpus), *links.dates())
beside = beside_the_corpus(check, article_id, index)
tones = tone_rows(check, article_id, corpus)
measured = measurements_html(
    beside, lambda name: links.address("check", checked=token, text=article_id, metric=name)
)
spoken = tone_html(tones, check.scores if corpus is None else corpus) if tones else ""
also = f"<h3>Tone toward actors</h3>{spoken}" if tones else ""
others = {most: text_of(source, most)} if most else {}
report = partial(report_html, check, verdict, text, others, corpus_name, measured + also)
with st.container(horizontal=True):
    downloads.whole_page(report, "check.html", "The verdict as a page (HTML)")
    if holding.height:
        downloads.shown_rows(holding, "check-articles.csv", "Who has it (CSV)")
    rows_beside = measurement_rows(beside)
    downloads.shown_rows(rows_beside, "check-measurements.csv", "How it measures (CSV)")
st.html('<p class="mh-paper">On paper passages and text are cut to fit; the page (HTML) has them whole.</p>')
if holding.height:
    st.html(strip_html(check, article_id, holding["other_id"].head(COLOURED).to_list()))
    st.subheader("Side by side", anchor=False)
    rows = {row["other_id"]: row for row in holding.iter_rows(named=True)}
    first = verdict["other_id"]
    other_id = links.one(
        "With", WITH, [first, *(other for other in rows if other != first)], noun="articles",
        words=lambda other: shortened(named(rows[other]), 110), label_visibility="collapsed",
    )  # fmt: skip
    row = rows[other_id]
    other_scores = check.scores if row["given"] or corpus is None else corpus
    other_text = text_of(other_scores, other_id)
    passages = side_by_side(text, other_text)
    heads = ("This text", shortened(named(row), 90))
    if passages.is_empty():
        st.info("The corpus that this text was compared with is no longer open; its article cannot be shown.")
    else:
        longest = passages.sort("words", descending=True).head(PASSAGES_FIRST).sort("start")
        st.html(aligned_html(text, other_text, longest, heads))
        if passages.height > PASSAGES_FIRST:
            with st.expander(f"All {passages.height:,} passages"):
                st.html(aligned_html(text, other_text, passages, heads))
    if row["given"]:
        links.page_link("check", "Open that text", icon=":material/article:", checked=token, text=other_id)
    else:
        links.page_link(
            "article", "Read that article in the corpus", icon=":material/article:", article=other_id
        )
    if holding.height > 1:
        st.subheader("Who else has it", anchor=False)
        further = holding.filter(pl.col("other_id") != first)

        def way(row: Mapping[str, Any]) -> str:
            """The address of another article that has it."""
            if row["given"]:
                return links.address("check", checked=token, text=row["other_id"])
            return links.address("article", article=row["other_id"])

        st.html(others_html(further.head(FURTHER_FIRST), way))
        if further.height > FURTHER_FIRST:
            with st.expander(f"All {further.height:,}"):
                st.html(others_html(further, way))

st.subheader("How the text measures", anchor=False)
names = {one.metric.name: one.metric.label for one in beside if one.spans}
text_column, numbers_column = st.columns([5, 4], gap="large")
with text_column:
    switched = links.one(
        "Mark in the text", METRIC, [READ, layers.SOURCING, layers.ACTORS, layers.FURNITURE, *names], noun="metrics",
        words=lambda o: "nothing" if o == READ else layers.LAYERS[o].label if o in layers.LAYERS else names[o],
    )  # fmt: skip
    on = [switched] if switched in layers.LAYERS else []
    marks = list(layers.marks(check.scores, article_id, on))
    if switched in names:
        marks += layers.evidence_marks(check.scores, article_id, switched)
    st.html(layers.legend(on) or "<div></div>")
    st.html(
        f'<div class="mh-text mh-window" tabindex="0" role="region" aria-label="The text">{marked(text, marks)}</div>'
    )
with numbers_column:
    st.html(measured)
    if tones:
        st.subheader("Tone toward actors", anchor=False)
        st.html(spoken)
