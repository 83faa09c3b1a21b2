"""Score files or a pasted text as the command line would; nothing leaves the machine."""

import streamlit as st

from dashboard import links, own_texts
from dashboard.own_texts import MOST_CHARACTERS, MOST_MEGABYTES, SUFFIXES, Upload
from dashboard.wording import as_markdown

STAGES = {
    "reading": "Reading",
    "tokenising": "Finding the words",
    "comparing": "Comparing the articles with each other",
    "measuring": "Measuring",
    "aggregating": "Adding up",
}
COLUMNS = ("outlet", "title", "text", "published", "url", "byline")

st.title("Check an article")
st.markdown(
    "Add files of articles or paste a text. **Nothing leaves this machine**: the files are scored here, just as "
    "`masthead score` would score them, and deleted afterwards; the results stay until the dashboard is stopped."
)
st.caption(
    f"At most {MOST_MEGABYTES} MB in all. Text, Word (.docx), mail, HTML, CSV, TSV, JSON, JSON Lines, Parquet, "
    "spreadsheets, SQLite (NELA-GT), WARC, and ZIP or TAR archives of these. "
    "A table needs a column with the text, and one with the outlets if they are to be compared. "
    "Larger corpora: masthead score PATH --out DIR"
)
files_tab, paste_tab = st.tabs(["Files", "Paste a text"])
uploads: list[Upload] = []
columns: dict[str, str] = {}
with files_tab:
    files = st.file_uploader(
        "Files of articles",
        type=list(SUFFIXES),
        accept_multiple_files=True,
        max_upload_size=MOST_MEGABYTES,
        key="own files",
    )
    with st.expander("The columns of my table have other names"):
        st.caption("Usual names are recognised. Name a column here only if its name is not.")
        for name in COLUMNS:
            if given := st.text_input(f"Column with the {name}", key=f"own column {name}"):
                columns[name] = given
    if st.button("Score the files", type="primary", disabled=not files, key="score files"):
        uploads = [Upload(file.name, file.getvalue()) for file in files or []]
with paste_tab:
    title = st.text_input("Headline (optional)", key="own title", max_chars=500)
    text = st.text_area("Text of the article", key="own text", height=260, max_chars=MOST_CHARACTERS)
    if st.button("Score the text", type="primary", key="score text"):
        if text.strip():
            whole = f"{title.strip()}\n\n{text}" if title.strip() else text
            uploads = [Upload("pasted.txt", whole.encode())]
        else:
            st.info("Paste a text first.")

if uploads:
    token = refused = ""
    with st.status("Scoring", expanded=True) as status:
        bar = st.progress(0.0, text="Starting")

        def show(stage: str, done: int, total: int) -> None:
            """Move the progress bar of the current stage."""
            share = min(done / total, 1.0) if total else 0.0
            bar.progress(share, text=STAGES.get(stage, stage))

        try:
            token = own_texts.score_uploads(uploads, columns=columns, progress=show)
        except ValueError as error:
            refused = str(error)
        status.update(label="Not scored" if refused else "Scored", state="error" if refused else "complete")
    if refused:
        st.error(as_markdown(refused), icon=":material/error:")
    if token:
        st.session_state[links.OWN] = token
        links.forget()
        st.switch_page("screens/outlets.py", query_params={links.OWN: token})

if st.session_state.get(links.OWN):
    st.info("Your last upload is open: every page shows it until you go back to the corpus.")
    links.page_link("outlets", "See its outlets", icon=":material/table_rows:")
    links.page_link("article", "Read its articles", icon=":material/article:")
