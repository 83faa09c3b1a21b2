"""The list of spans on the page Evidence: filters with counts, one by one or grouped, judged, downloaded."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial

import polars as pl
import streamlit as st

from dashboard import downloads, facets, judging, links, span_cards, span_groups, verdict_buttons
from dashboard.ordering import ORDERS, RANDOM, ordered
from dashboard.spans import ATTRIBUTED, REPRINTS, mention_spans, metric_spans
from dashboard.wording import as_markdown, counted, shortened
from scoring.outlets.judgements import tally
from scoring.schema.columns import Table
from scoring.schema.corrections import FILE_NAME
from scoring.schema.kinds import Drawn
from scoring.schema.metrics import TONE_METRICS
from scoring.schema.scores import Scores
from scoring.schema.tables import EVIDENCE, MENTIONS

KEPT_WHERE = f"What you say is kept in {FILE_NAME} beside the scores; pressed again, it is taken back."
OF_UPLOAD = f"What you say is kept as long as this upload is: download {FILE_NAME} below the list."
ONE_BY_ONE, GROUPED = "list", "grouped"
NOTHING = "No sentences are recorded for this: either nothing was found, or the number counts what is absent."
KEPT = 8


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose spans are listed: of an outlet on a metric, or, with a `voice`, on an actor ('': on all).

    `grouped_by`: what the groups are, in one word; `file`: what a download is called.
    """

    outlet: str
    metric: str = ""
    actor: str = ""
    voice: str = ""
    speaker: str = ""
    grouped_by: str = "source"
    file: str = "evidence"

    @property
    def metrics(self) -> tuple[str, ...]:
        """Whose spans they are, as judgements name them."""
        return (self.metric,) if self.metric else tuple(TONE_METRICS.values())

    @property
    def table(self) -> Table:
        """The table that their rows are of."""
        return EVIDENCE if self.metric else MENTIONS

    @property
    def question(self) -> str:
        """What it means that a span is right."""
        if not self.metric:
            return "Right means: the words around it speak of the actor in this tone."
        if self.metric in REPRINTS:
            return "Right means: the passage is another's text, and credited or not as said."
        if self.metric == "named_source_share":
            return "Right means: this source says it, and the reader is told by name who that is."
        if self.metric == "unnamed_source_share":
            return "Right means: this source says it, and the reader is not told who that is."
        if self.metric in ATTRIBUTED:
            return "Right means: somebody other than the outlet says or shows it, and the marks fall on who and what."
        return "Right means: it is what this number counts."

    @property
    def asked(self) -> dict[str, object]:
        """The parameters of the address that ask for them."""
        about = (
            {"metric": self.metric}
            if self.metric
            else {"metric": TONE, "actor": self.actor, "voice": self.voice}
        )
        return {"outlet": self.outlet, **about, "speaker": self.speaker}


TONE = "tone"
"""What the address calls the mentions of actors, which are read in two ways and are not one metric's."""


@lru_cache(maxsize=KEPT)
def spans_in_order(
    scores: Scores, subject: Subject, order: str, first: date | None, last: date | None
) -> pl.DataFrame:
    """The subject's spans of these days in an order; the order does not depend on what they are narrowed to."""
    if subject.metric:
        spans = metric_spans(scores, subject.outlet, subject.metric)
    else:
        spans = mention_spans(scores, subject.outlet, subject.actor, subject.voice, subject.speaker)
    return facets.with_time(ordered(scores, spans, order, first, last))


def show(scores: Scores, subject: Subject) -> None:
    """The list with all that belongs to it."""
    verdict_buttons.say_what_failed()
    book = judging.opened(scores)
    met = judging.met_on(scores, book, _all_of(scores, subject), subject.metrics)
    places = judging.by_place(met)
    chosen = facets.parsed(links.asked(facets.ADDRESS))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        order = links.one_of_few("Order", "sort", list(ORDERS), noun="orders", words=lambda o: ORDERS[o])
        spans = spans_in_order(scores, subject, order, *links.dates())
        if spans.is_empty():
            st.info(NOTHING)
            return
        grouped = _as_groups(subject, spans)
        spans = judging.with_verdicts(spans, places)
        counts = facets.counted(spans, chosen)
        first, *others = counts or [""]
        if first:
            _chips(first, counts, chosen)
    _more_filters(others, counts, chosen)
    left = _of_one_group(facets.narrowed(spans, chosen))
    if left.is_empty():
        st.info("No span passes these filters.")
        return
    _say_how_many(scores, left, spans, judging.told(tally(met)))
    if told := span_cards.legend(left):
        st.html(told)
    if grouped:
        _show_groups(scores, subject, left, chosen)
    else:
        where = OF_UPLOAD if st.session_state.get(links.OWN) else KEPT_WHERE
        st.caption(as_markdown(book.problem or f"{subject.question} {where}"))
        at_random = order == RANDOM and not any(chosen[name] for name in chosen if name != "judged")
        drawn = Drawn.RANDOM if at_random and not links.asked("who") else Drawn.CHOSEN
        _show_cards(scores, subject, left, book, places, drawn.value)
    _files(scores, subject, left, book)


def _all_of(scores: Scores, subject: Subject) -> pl.DataFrame:
    """Every span of the outlet that could have been judged: on all actors in all voices, whichever are shown."""
    if subject.metric:
        return metric_spans(scores, subject.outlet, subject.metric)
    return mention_spans(scores, subject.outlet, "", "", "")


def _as_groups(subject: Subject, spans: pl.DataFrame) -> bool:
    """Whether the spans are shown in groups: only where there are several."""
    if "group" not in spans.columns or links.asked("who") or spans["group"].drop_nulls().n_unique() < 2:
        return False
    views = {ONE_BY_ONE: "One by one", GROUPED: f"By {subject.grouped_by}"}
    view = links.one_of_few("Shown", "view", list(views), noun="views", words=lambda o: views[o])
    return view == GROUPED


def _more_filters(names: list[str], counts: dict[str, dict[str, int]], chosen: dict[str, list[str]]) -> None:
    """The chips of the other filters, folded unless one is on."""
    if not names:
        return
    on = sum(bool(chosen.get(name)) for name in names)
    label = ", ".join(facets.BY_NAME[name].label.lower() for name in names)
    with (
        st.expander(f"More filters: {label}" + (f" ({on} on)" if on else ""), expanded=bool(on)),
        st.container(horizontal=True),
    ):
        for name in names:
            _chips(name, counts, chosen)


def _chips(name: str, counts: dict[str, dict[str, int]], chosen: dict[str, list[str]]) -> None:
    facet = facets.BY_NAME[name]
    put = partial(_narrow, chosen, name)
    links.chips(facet.label, f"only {name}", counts[name], chosen.get(name, ()), put, facet.told)


def _narrow(chosen: dict[str, list[str]], name: str, values: list[str]) -> None:
    links.put(facets.ADDRESS, facets.written({**chosen, name: values}))
    links.put("page", [])


def _of_one_group(spans: pl.DataFrame) -> pl.DataFrame:
    """The spans of the group that the address asks for, with a way back to all; all where it asks for none."""
    who = (links.asked("who") or [""])[0]
    if not who or "group" not in spans.columns:
        return spans
    mine = spans.filter(pl.col("group") == who)
    name = mine["group_name"][0] if mine.height else who
    st.button(
        f"Only {as_markdown(shortened(name))}: show all",
        key="all groups",
        icon=":material/close:",
        on_click=partial(links.put, "who", []),
    )
    return mine


def _say_how_many(scores: Scores, left: pl.DataFrame, spans: pl.DataFrame, judged: str) -> None:
    of = f" of {spans.height:,}" if left.height < spans.height else ""
    part = f"**{counted(left.height, 'span')}{of}** in {counted(left['article_id'].n_unique(), 'article')}."
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(part + (f" **Of this outlet {as_markdown(judged)}.**" if judged else ""), width="content")
        verdict_buttons.undo(scores)


def _show_cards(
    scores: Scores,
    subject: Subject,
    spans: pl.DataFrame,
    book: judging.Book,
    places: judging.Places,
    drawn: str,
) -> None:
    list_of_cards = st.container()  # the control to turn the page stands below the last card
    page = span_cards.shown_page(spans.with_row_index("turn", offset=1))
    for card in span_cards.cards(scores, page, subject.metric):
        with list_of_cards.container(gap="xsmall"):
            st.html(card.html)
            about = verdict_buttons.blank(card, subject.metric, drawn)
            verdict_buttons.show(scores, card, about, book, places)


def _show_groups(scores: Scores, subject: Subject, spans: pl.DataFrame, chosen: dict[str, list[str]]) -> None:
    found = span_groups.groups(spans)
    list_of_groups = st.container()
    number = links.page_number(len(found), span_groups.GROUPS_AT_ONCE, "page", width=180)
    part = found[(number - 1) * span_groups.GROUPS_AT_ONCE :][: span_groups.GROUPS_AT_ONCE]
    first = spans.filter(pl.col("group").is_in([group.group for group in part])).group_by(
        "group", maintain_order=True
    )
    of: dict[str, list[span_cards.Card]] = {}
    for card in span_cards.cards(scores, first.head(span_groups.CARDS_OF_ONE), subject.metric):
        of.setdefault(card.row["group"], []).append(card)
    asked = {**subject.asked, facets.ADDRESS: facets.written(chosen)}
    whole = spans["group"].drop_nulls().len()
    list_of_groups.html(span_groups.group_rows(part, whole, of, asked))


def _files(scores: Scores, subject: Subject, left: pl.DataFrame, book: judging.Book) -> None:
    """What can be taken away: these spans, and what was judged."""
    with st.container(horizontal=True):
        rows = left.rename({"form": "kind"}) if "form" in left.columns else left
        downloads.shown_rows(
            rows.select(subject.table.schema.names()), f"{subject.file}-shown.csv", "These spans (CSV)"
        )
        if book.found.rows:
            downloads.judgements(scores, len(book.found.rows))
    if refused := judging.refused_told(book):
        st.caption(as_markdown(refused))
