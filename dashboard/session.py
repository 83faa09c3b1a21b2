"""Which scores folder this session shows: the one the server was started on, or an upload."""

import os
from pathlib import Path

import streamlit as st

from dashboard import own_texts
from dashboard.links import OWN, forget
from dashboard.scores import articles
from dashboard.wording import as_markdown
from scoring.messages.complaints import sentence
from scoring.schema.folder import SCORES_VARIABLE
from scoring.schema.scores import Scores, open_scores

OWN_CORPUS = "your own texts"


def quietly() -> tuple[Scores, str] | None:
    """The open scores folder and what its corpus is called; None if there is none that can be shown."""
    token = st.query_params.get(OWN) or st.session_state.get(OWN)
    own = own_texts.scored_folder(token) if token else None
    named = os.environ.get(SCORES_VARIABLE)
    if own is None and not named:
        return None
    folder = own or Path(named or "")
    try:
        scores = open_scores(folder)
        return (scores, OWN_CORPUS if own else folder.resolve().name) if articles(scores).height else None
    except Exception:  # noqa: BLE001 - the page says what is wrong with the folder, see `_opened`
        return None


def current() -> Scores:
    """The open scores folder; if there is none, the page says what to do and ends."""
    token = st.query_params.get(OWN) or st.session_state.get(OWN)
    if token:
        folder = own_texts.scored_folder(token)
        if folder is None:
            st.session_state.pop(OWN, None)
            st.query_params.pop(OWN, None)
            st.info(
                "The upload that this link shows is no longer on this machine; the corpus is shown instead."
            )
        else:
            st.session_state[OWN] = token
            st.query_params[OWN] = token
            _banner()
            return _opened(folder)
    named = os.environ.get(SCORES_VARIABLE)
    if not named:
        st.title("No scores yet")
        st.markdown(
            "The dashboard shows a scores folder. Make one and open it:\n\n"
            "```\nmasthead score ARTICLES --out scores\nmasthead dashboard scores\n```\n\n"
            "Or score a few texts right here:"
        )
        st.page_link("screens/check.py", label="Check an article", icon=":material/upload:")
        st.stop()
    return _opened(Path(named))


def _opened(folder: Path) -> Scores:
    try:
        scores = open_scores(folder)
    except Exception as error:  # noqa: BLE001 - a folder may come from anywhere; a sentence says what is wrong with it, not a traceback
        st.title("This folder cannot be shown")
        st.error(as_markdown(sentence(error)), icon=":material/folder_off:")
        st.markdown("A scores folder is made with `masthead score ARTICLES --out DIR`.")
        st.page_link("screens/check.py", label="Check an article", icon=":material/upload:")
        st.stop()
    if articles(scores).is_empty():
        st.title("No articles")
        st.info(
            "This scores folder holds no article. Score a corpus with: `masthead score ARTICLES --out DIR`"
        )
        st.stop()
    return scores


def _banner() -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown("**You are looking at your own texts.** They stay on this machine.")
        if st.button("Back to the corpus", icon=":material/undo:", key="leave own texts"):
            st.session_state.pop(OWN, None)
            st.query_params.clear()
            forget()
            st.rerun()
