"""One story told by several outlets: what each kept, dropped and added; and two texts word by word."""

import difflib
import re
from collections.abc import Iterable

import polars as pl

from dashboard.scores import actor_name
from dashboard.wording import PROVENANCE, as_html, counted, day, outlet_name
from scoring.schema.scores import Scores

_WORD = re.compile(r"\S+|\s+")
# Comparing word by word takes quadratic time at worst, so only the first words of longer texts are compared.
MOST_WORDS = 4000
NAMED = 12  # names listed per version
_FURNITURE = ("related", "navigation", "comment", "notice")


def named_in(scores: Scores, article_ids: Iterable[str]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The sources and the actors of each article, by name."""
    ids = list(article_ids)
    sources: dict[str, set[str]] = {i: set() for i in ids}
    actors: dict[str, set[str]] = {i: set() for i in ids}
    speakers = (
        scores.scan("attributions")
        .filter(pl.col("article_id").is_in(ids))
        .select("article_id", "speaker_name")
    )
    for article_id, speaker in speakers.drop_nulls().unique().collect().iter_rows():
        sources[article_id].add(speaker)
    mentions = scores.scan("mentions").filter(pl.col("article_id").is_in(ids)).select("article_id", "actor")
    for article_id, actor in mentions.unique().collect().iter_rows():
        actors[article_id].add(actor_name(scores, actor))
    return sources, actors


def _listed(names: Iterable[str]) -> str:
    ordered = sorted(names)
    more = f" and {len(ordered) - NAMED} more" if len(ordered) > NAMED else ""
    return ", ".join(ordered[:NAMED]) + more


def version_cards(
    rows: pl.DataFrame, sources: dict[str, set[str]], actors: dict[str, set[str]], links: list[str]
) -> str:
    """One card per version, as HTML. `rows`: rows of `articles`; `links`: the address of each."""
    cards = []
    for row, link in zip(rows.iter_rows(named=True), links, strict=True):
        article_id = row["article_id"]
        taken = row["origin_outlet"] or "nobody in this corpus"
        facts = [("What it is", PROVENANCE.get(row["provenance"], row["provenance"]))]
        if row["provenance"] != "original":
            facts.append(("Taken from", taken))
        if row["reprint_originality"] is not None:
            facts.append(
                (
                    "Not taken from others",
                    f"{row['reprint_originality']:.0%} of {counted(row['body_words'], 'body word')}",
                )
            )
        for label, names in (("sources", sources), ("actors", actors)):
            mine = names[article_id]
            others = set().union(*(found for other, found in names.items() if other != article_id))
            facts.append((f"{label.capitalize()} shared with others", _listed(mine & others) or "none"))
            facts.append((f"Only here: {label}", _listed(mine - others) or "none"))
            facts.append((f"Left out: {label}", _listed(others - mine) or "none"))
        told = "".join(f"<dt>{as_html(name)}</dt><dd>{as_html(str(value))}</dd>" for name, value in facts)
        title = as_html(row["title"] or "Without a headline")
        cards.append(
            f'<article class="mh-version"><span class="mh-small">{as_html(outlet_name(row["outlet"]))} · '
            f'{as_html(day(row["published"]))}</span><h4><a href="{as_html(link)}" target="_self">{title}</a></h4>'
            f"<dl>{told}</dl></article>"
        )
    opening = '<div class="mh-versions" tabindex="0" role="region" aria-label="Versions of the story">'
    return f"{opening}{''.join(cards)}</div>"


def article_words(scores: Scores, article_id: str, text: str) -> str:
    """An article's text without its furniture."""
    if not scores.has("layers"):
        return text
    blocks = (
        scores.scan("layers").filter(pl.col("article_id") == article_id, pl.col("layer") == "block").collect()
    )
    kept = blocks.filter(~pl.col("label").is_in(_FURNITURE)).sort("start")
    return "\n".join(text[start:end] for start, end in kept.select("start", "end").iter_rows()) or text


def word_difference(before: str, after: str) -> tuple[str, int, int, int]:
    """Two texts word by word: HTML with <del> and <ins>, and the numbers of words kept, taken out and put in."""
    old, new = (_WORD.findall(t)[: 2 * MOST_WORDS] for t in (before, after))
    # Spaces are drawn but not compared, so that a different line break does not count as a change.
    old_words, new_words = ([p for p in side if not p.isspace()] for side in (old, new))
    matcher = difflib.SequenceMatcher(None, old_words, new_words, autojunk=False)
    pieces, kept, out, put = [], 0, 0, 0
    breaks = _breaks(new)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind in ("replace", "delete"):
            out += j - i
            pieces.append(f'<del class="mh-diff">{as_html(" ".join(old_words[i:j]))}</del> ')
        if kind == "equal":
            kept += m - k
        if kind in ("replace", "insert", "equal"):
            words = "".join(as_html(new_words[n]) + breaks[n] for n in range(k, m))
            if kind == "equal":
                pieces.append(words)
            else:
                put += m - k
                pieces.append(f'<ins class="mh-diff">{words.rstrip()}</ins>{words[len(words.rstrip()) :]}')
    return "".join(pieces), kept, out, put


def _breaks(pieces: list[str]) -> list[str]:
    """What follows each word: a blank or a line break."""
    after: list[str] = []
    for piece in pieces:
        if not piece.isspace():
            after.append(" ")
        elif after:
            after[-1] = "\n" if "\n" in piece else " "
    return after
