"""The form of the page "Check an article": a pasted text, or files with the columns of their tables."""

from collections.abc import Callable

import polars as pl
import streamlit as st

from dashboard import own_texts
from dashboard.own_texts import MOST_CHARACTERS, MOST_MEGABYTES, SUFFIXES, Upload
from dashboard.scores import outlets
from dashboard.wording import as_markdown, legible_cells
from scoring.schema.scores import Scores

STAGES = {
    "reading": "Reading",
    "tokenising": "Finding the words",
    "comparing": "Comparing with the other articles",
    "measuring": "Measuring",
    "aggregating": "Adding up",
}
FIELDS = {
    "text": "Text", "outlet": "Outlet", "title": "Headline", "published": "Date", "url": "Address", "byline": "Byline",
}  # fmt: skip
NO_COLUMN = "(none)"
MOST_PREVIEWS = 4
SHOWN_CHARACTERS = 80


def paste_form(scores: Scores | None) -> Upload | None:
    """The form for a text; what was pasted, once it is sent."""
    with st.form("paste", border=False):
        text = st.text_area(
            "Text of the article",
            key="own text",
            height=220,
            max_chars=MOST_CHARACTERS,
            placeholder="Paste the whole text, with its byline and any line that says where it comes from.",
        )
        title = st.text_input("Headline (optional)", key="own title", max_chars=500)
        with st.expander("Date, outlet and address, if you know them"):
            st.caption(
                "A date shows which of two articles was first. With its outlet named, the text is not compared with "
                "that outlet's own articles as if they were another's."
            )
            left, middle, right = st.columns(3)
            published = left.date_input("Date", value=None, key="own date", format="YYYY-MM-DD")
            names = outlets(scores)["outlet"].to_list() if scores is not None else []
            outlet = middle.selectbox(
                "Outlet",
                names,
                index=None,
                key="own outlet",
                accept_new_options=True,
                placeholder="not known",
            )
            url = right.text_input("Address", key="own url", max_chars=2000, placeholder="https://")
        sent = st.form_submit_button("Check the text", type="primary", key="check text")
    if not sent:
        return None
    if not text.strip():
        st.info("Paste a text first.")
        return None
    day = published.isoformat() if published else ""
    return own_texts.pasted(text, title=title, outlet=outlet or "", published=day, url=url)


def file_form() -> tuple[list[Upload], dict[str, str], bool]:
    """The form for files: what was added, the columns that were chosen, and whether they are a corpus of their own.

    Nothing is returned before a button is pressed.
    """
    st.caption(
        f"At most {MOST_MEGABYTES} MB in all: text, Word (.docx), mail, HTML, tables (CSV, TSV, Excel, Parquet, "
        "SQLite), JSON, WARC, and ZIP or TAR archives of these. Larger corpora: masthead score PATH --out DIR"
    )
    files = st.file_uploader(
        "Files of articles",
        type=list(SUFFIXES),
        accept_multiple_files=True,
        max_upload_size=MOST_MEGABYTES,
        key="own files",
    )
    uploads = [Upload(file.name, file.getvalue()) for file in files or []]
    columns: dict[str, str] = {}
    ready = True
    for number, upload in enumerate(uploads[:MOST_PREVIEWS]):
        chosen, found = _columns_of(upload, number)
        columns |= chosen
        ready &= found
    with st.container(horizontal=True):
        check = st.button(
            "Check the files", type="primary", disabled=not uploads or not ready, key="check files"
        )
        score = st.button(
            "Open them as a corpus of their own",
            disabled=not uploads or not ready,
            key="score files",
            help="Every page then shows these articles instead of the corpus, until you go back.",
        )
    return (uploads, columns, score) if check or score else ([], {}, False)


def _columns_of(upload: Upload, number: int) -> tuple[dict[str, str], bool]:
    """The columns chosen for a table ({column: field}), and whether its text is known; nothing for another file."""
    preview = own_texts.preview_of(upload)
    if preview is None:
        return {}, True
    st.markdown(f"**{as_markdown(upload.name)}**: the first rows")
    st.dataframe(
        pl.DataFrame(
            [legible_cells(row, SHOWN_CHARACTERS) for row in preview.rows],
            schema=dict.fromkeys(preview.columns, pl.String),
            orient="row",
        ),
        hide_index=True,
        placeholder="",
        alt="The first rows of the table",
        key=f"own preview {number}",
    )
    chosen: dict[str, str] = {}
    for place, (field, label) in enumerate(FIELDS.items()):
        if not place % 3:
            row = st.columns(3)
        known = preview.chosen.get(field)
        # What is recognised can be changed for another column; reading cannot be told to leave it out.
        options = [*preview.columns] if known else [NO_COLUMN, *preview.columns]
        column = row[place % 3].selectbox(
            f"Column of the {label.lower()}",
            options,
            index=options.index(known) if known else 0,
            key=f"own column {number} {field}",
        )
        if column != (known or NO_COLUMN):
            chosen[column] = field
    found = "text" in preview.chosen or "text" in chosen.values()
    if not found:
        st.info("Choose the column that holds the articles' text.")
    return chosen, found


def scored(work: Callable[[own_texts.Progress], str]) -> str | None:
    """The token that the work returns; None, with the reason on the page, if it is refused."""
    refused = ""
    token = None
    with st.status("Scoring", expanded=True) as status:
        bar = st.progress(0.0, text="Starting")

        def show(stage: str, done: int, total: int) -> None:
            """Move the progress bar of the current stage."""
            share = min(done / total, 1.0) if total else 0.0
            bar.progress(share, text=STAGES.get(stage, stage))

        try:
            token = work(show)
        except ValueError as error:
            refused = str(error)
        status.update(label="Not scored" if refused else "Scored", state="error" if refused else "complete")
    if refused:
        st.error(as_markdown(refused), icon=":material/error:")
    return token
