"""The controls by which a reader says of a span that it is right or wrong, writes a note, and takes it back."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard.judging import Book, Place, keep
from dashboard.span_cards import Card
from dashboard.wording import as_markdown
from scoring.schema.corrections import NOTE_CHARACTERS, Judgement, Key, as_note, mark_hash, now
from scoring.schema.kinds import Verdict
from scoring.schema.metrics import TONE_METRICS
from scoring.schema.scores import Scores

LABELS = {Verdict.RIGHT.value: ":material/check: Right", Verdict.WRONG.value: ":material/close: Wrong"}
_UNDO = "judgements to take back"
_FAILED = "judgement that failed"


def blank(card: Card, metric: str, drawn: str) -> Judgement:
    """What is judged on a card, not judged yet. `metric`: of evidence; that of a mention follows from its reading."""
    row = card.row
    of_mention = "sign" in row
    return Judgement(
        article_id=row["article_id"],
        start=row["start"],
        end=row["end"],
        sha1=mark_hash(card.words),
        metric=TONE_METRICS.get(row["read"], "") if of_mention else metric,
        actor=row["actor"] if of_mention else "",
        said=(row["sign"] or "") if of_mention else "",
        drawn=drawn,
    )


def show(scores: Scores, card: Card, about: Judgement, book: Book, before: Mapping[Place, Judgement]) -> None:
    """The controls under one card. `about`: what they judge, not judged yet; `before`: what stands by place."""
    said = before.get((about.article_id, about.start, about.end, about.actor))
    if not about.metric or not card.words:
        st.caption("Nothing to judge: this mention was not read.")
        return
    # Hashed, because Streamlit prints keys, and ids may hold anything.
    name = mark_hash(f"{about.key} {card.row['turn']}")
    # A control in a closed popover does not learn what the script sets it to: another note is another control.
    chosen, written = f"verdict {name}", f"note {name} {mark_hash(said.note if said else '')}"
    st.session_state[chosen] = said.verdict or None if said else None
    st.session_state[written] = said.note if said else ""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.segmented_control(
            f"Is this right? Span {card.row['turn']}",
            list(LABELS),
            key=chosen,
            format_func=lambda verdict: LABELS[verdict],
            label_visibility="collapsed",
            disabled=bool(book.problem),
            on_change=partial(_judged, scores, about, said, chosen, written),
        )
        with st.popover(
            "Note" if not (said and said.note) else "Note: kept",
            icon=":material/edit_note:",
            type="tertiary",
            disabled=bool(book.problem),
        ):
            st.text_input(
                "What is wrong, in your own words (not the article's)",
                key=written,
                max_chars=NOTE_CHARACTERS,
                on_change=partial(_judged, scores, about, said, chosen, written),
            )
    if said and said.note:
        st.caption(f"Your note: {as_markdown(said.note)}")


def _judged(scores: Scores, about: Judgement, said: Judgement | None, chosen: str, written: str) -> None:
    """Keep what the controls say now; a span without verdict and note is not judged."""
    verdict, note = st.session_state[chosen] or "", as_note(st.session_state[written] or "")
    # A span that was found again under other characters is kept where it stands now; how it was drawn stays.
    drawn = said.drawn if said else about.drawn
    wanted = replace(about, verdict=verdict, note=note, drawn=drawn, time=now()) if verdict or note else None
    if said is not None and wanted == replace(said, time=wanted.time if wanted else ""):
        return  # nothing new: it is not to be taken back twice
    try:
        if said is not None and said.key != about.key:
            keep(scores.folder, said.key, None)
        keep(scores.folder, about.key, wanted)
    except ValueError as error:
        st.session_state[_FAILED] = str(error)
        return
    st.session_state.setdefault(_UNDO, []).append((str(scores.folder), about.key, said))


def undo(scores: Scores) -> None:
    """A button that takes back the last judgement of this session; absent where there is none."""
    made: list[tuple[str, Key, Judgement | None]] = st.session_state.get(_UNDO, [])
    if made and made[-1][0] == str(scores.folder):
        st.button(
            "Take back the last",
            key="undo judgement",
            icon=":material/undo:",
            type="tertiary",
            on_click=partial(_taken_back, scores),
        )


def _taken_back(scores: Scores) -> None:
    _, key, said = st.session_state[_UNDO][-1]
    try:
        keep(scores.folder, key, said)
    except ValueError as error:
        st.session_state[_FAILED] = str(error)
        return
    st.session_state[_UNDO].pop()


def say_what_failed() -> None:
    """Say why the last judgement was not kept, once."""
    if problem := st.session_state.pop(_FAILED, ""):
        st.error(as_markdown(problem), icon=":material/error:")
