"""Links in HTML, followed within the session.

For a link that we write in HTML the browser would load the program anew: everything is drawn again, in a new session
that has forgotten what was chosen. A Streamlit component without a look hears the click instead and lets Streamlit go
to the address as it does for the Back button. The links stay what they are: a new tab, a copied address and a browser
in which the component does not run get the same view.
"""

from pathlib import Path

import streamlit as st

_heard = st.components.v2.component(
    "masthead_links", js=(Path(__file__).parent / "in_session.js").read_text(encoding="utf-8")
)


def follow_links() -> None:
    """Let the links in HTML of every page be followed within the session; to be called once in each run."""
    with st.container(key="in-session"):
        _heard(key="links in html")
