"""Lists of the sentences behind a number: each in its context, with a link to the article."""

import polars as pl
import streamlit as st

from dashboard import links
from dashboard.marking import excerpt
from dashboard.scores import articles, texts_of
from dashboard.wording import as_html, counted, day, outlet_name, signed
from scoring.schema.scores import Scores
from scoring.schema.thresholds import NEUTRAL_TONE, TRAINED_NEUTRAL_TONE

SHOWN_AT_ONCE = 10


def tone_sign(lexicon: float | None, trained: float | None) -> str:
    """A mention's tone as one character: + friendly, − hostile, ○ neutral, ? not read.

    The trained reading is shown where it read the mention; each reading has its own bounds of what is neutral.
    """
    value, neutral = (lexicon, NEUTRAL_TONE) if trained is None else (trained, TRAINED_NEUTRAL_TONE)
    if value is None:
        return "?"
    return "○" if abs(value) < neutral else "+" if value > 0 else "−"


def tone_words(lexicon: float | None, trained: float | None) -> str:
    """Both readings of a mention's tone."""
    read = [
        f"{name} {signed(value)}"
        for name, value in (("lexicon", lexicon), ("trained", trained))
        if value is not None
    ]
    return "tone " + ", ".join(read) if read else "tone not read"


def show(scores: Scores, spans: pl.DataFrame, *, focus: str, name: str) -> None:
    """Show spans ten at a time. `spans`: article_id, start, end, css, told, tag, in the order of showing.

    `focus` is the metric to mark on the article's page; `name` the address parameter of the page number.
    """
    if spans.is_empty():
        st.info(
            "No sentences are recorded for this: either nothing was found, or the number counts what is absent."
        )
        return
    page = links.page_number(spans.height, SHOWN_AT_ONCE, name, width=180)
    part = spans.slice((page - 1) * SHOWN_AT_ONCE, SHOWN_AT_ONCE)
    texts = texts_of(scores, part["article_id"].to_list())
    index = articles(scores).filter(pl.col("article_id").is_in(part["article_id"].implode()))
    rows = {row["article_id"]: row for row in index.iter_rows(named=True)}
    st.caption(f"{counted(spans.height, 'span')} in {counted(spans['article_id'].n_unique(), 'article')}.")
    for span in part.iter_rows(named=True):
        article = rows[span["article_id"]]
        body = excerpt(
            texts.get(span["article_id"], ""),
            span["start"],
            span["end"],
            span["css"],
            span["told"],
            span["tag"] or "",
        )
        where = f"{outlet_name(article['outlet'])} · {day(article['published'])} · {span['told']}"
        link = links.address(
            "article",
            article=article["article_id"],
            metric=focus,
            at=f"{span['start']}-{span['end']}",
        )
        # The link is part of the card: drawn separately it would come later and might land on the wrong card.
        title = as_html(article["title"] or article["article_id"])
        st.html(
            f'<div class="mh-card"><span class="where">{as_html(where)}</span>{body}'
            f'<a class="mh-source-link" href="{as_html(link)}" target="_self">{title}</a></div>'
        )


def end_within(text: str, start: int, end: int, longest: int) -> int:
    """Where a span that begins at `start` ends if at most `longest` characters of it are shown, between words.

    >>> end_within("Rain fell on the town.", 0, 22, 12), end_within("Rain fell.", 0, 10, 12)
    (9, 10)
    """
    if end - start <= longest:
        return end
    space = text.rfind(" ", start, start + longest)
    return space if space > start else start + longest
