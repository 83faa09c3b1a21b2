"""Links in HTML, followed within the session.

The browser would load the program anew for a link that we write in HTML, with a new session that has forgotten the
basket and must draw everything again. Streamlit's own way around it is a component without a look: a few lines of
JavaScript hear the click and hand the link's address to Python, which switches the page. The links stay what they
are: a new tab, a copied address and a reader without JavaScript get the same view.
"""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import streamlit as st

HERE = Path(__file__).parent
_followed = st.components.v2.component(
    "masthead_links", js=(HERE / "in_session.js").read_text(encoding="utf-8")
)


def view_of(address: str) -> tuple[str, dict[str, list[str]]] | None:
    """The page and the parameters that a link's address asks for; None if it is no view of ours.

    >>> view_of("./outlet?outlet=A+B&basket=C&basket=D")
    ('outlet', {'outlet': ['A B'], 'basket': ['C', 'D']})
    >>> view_of("./../etc/passwd"), view_of("https://a.example/outlet")
    (None, None)
    """
    parts = urlsplit(address)
    page = parts.path.removeprefix("./")
    there = {path.stem for path in (HERE / "screens").glob("[!_]*.py")}
    if parts.scheme or parts.netloc or page not in there:
        return None
    return page, parse_qs(parts.query, keep_blank_values=True)


def follow() -> None:
    """Listen for clicks on links in HTML; switch to the view of the one that was just clicked."""
    with st.container(key="in-session"):
        address = _followed(key="links in html", on_followed_change=lambda: None).get("followed")
    view = view_of(str(address)) if address else None
    if view is not None:
        st.switch_page(f"screens/{view[0]}.py", query_params=view[1])
