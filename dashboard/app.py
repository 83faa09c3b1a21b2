"""The dashboard's entry: its pages and what all of them share. Run by `masthead dashboard DIR`."""

import logging
from pathlib import Path

import streamlit as st

from dashboard import frame, in_session, session
from dashboard.links import take_basket
from dashboard.wording import as_markdown
from scoring.messages.complaints import sentence

HERE = Path(__file__).parent
# The icon is a file of ours: a named one would be fetched from the network.
st.set_page_config(page_title="Masthead", page_icon=str(HERE / "icon.svg"), layout="wide")
st.html(HERE / "style.css")
page = st.navigation(
    {
        "Outlets": [
            st.Page("screens/outlets.py", title="Start", icon=":material/home:", default=True),
            st.Page("screens/outlet.py", title="Outlet", icon=":material/newspaper:"),
            st.Page("screens/compare.py", title="Compare", icon=":material/compare_arrows:"),
            st.Page("screens/weights.py", title="Weights", icon=":material/balance:"),
            st.Page("screens/tone.py", title="Tone", icon=":material/groups:"),
            st.Page("screens/stories.py", title="Stories", icon=":material/view_column:"),
            st.Page("screens/copies.py", title="Who copies", icon=":material/call_split:"),
        ],
        "Evidence": [
            st.Page("screens/evidence.py", title="Evidence", icon=":material/format_quote:"),
            st.Page("screens/article.py", title="Article", icon=":material/article:"),
            st.Page("screens/check.py", title="Check an article", icon=":material/fact_check:"),
        ],
        "About": [
            st.Page("screens/method.py", title="Method", icon=":material/menu_book:"),
        ],
    }
)


def show_frame() -> None:
    """What stands above every page."""
    # The first page has no name in its address.
    name = page.url_path or "outlets"
    take_basket(name)
    if found := session.quietly():
        frame.show(found[0], name, found[1])


in_session.follow_links()
# Apart, so that a table that only the search needs cannot keep a page from being shown.
for part in (show_frame, page.run):
    try:
        part()
    except Exception as error:
        st.error(as_markdown(sentence(error)), icon=":material/error:")
        st.markdown("If the folder is sound, score the corpus again with this version of Masthead.")
        logging.getLogger("masthead").exception("A page failed.")
