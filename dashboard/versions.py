"""Two texts word by word: what the second kept, dropped and added."""

import difflib
import re

import polars as pl

from dashboard.wording import as_html
from scoring.schema.scores import Scores

_WORD = re.compile(r"\S+|\s+")
# Comparing word by word takes quadratic time at worst, so only the first words of longer texts are compared.
MOST_WORDS = 4000
_FURNITURE = ("related", "navigation", "comment", "notice")


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
