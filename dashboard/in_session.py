"""Links in HTML, followed within the session.

For a link that we write in HTML the browser would load the program anew: everything is drawn again, in a new session
that has forgotten what was chosen. A Streamlit component without a look hears the click instead and lets Streamlit go
to the address as it does for the Back button. The links stay what they are: a new tab, a copied address and a browser
in which the component does not run get the same view.
"""

from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent
_heard = st.components.v2.component("masthead_links", js=(HERE / "in_session.js").read_text(encoding="utf-8"))
_shown = st.components.v2.component(
    "masthead_place", js=(HERE / "to_place.js").read_text(encoding="utf-8"), isolate_styles=False
)


def follow_links() -> None:
    """Let the links in HTML of every page be followed within the session; to be called once in each run."""
    with st.container(key="in-session"):
        _heard(key="links in html")


def show_place(anchor: str, view: str) -> None:
    """Bring the element with this name into view when the page is drawn, once for each `view`."""
    with st.container(key="in-session place"):
        _shown(key="place", data={"anchor": anchor, "view": view})
