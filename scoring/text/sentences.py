"""Sentences of a stretch of text, by sentencex, with the joins that news English needs."""

import re

import sentencex

# sentencex ends a sentence after these; in news they stand before a name, a month or a figure.
_NO_END = re.compile(
    r"(?:^|[\s(\[“\"'‘])"
    r"(?:Sen|Sens|Gov|Govs|Rep|Reps|Lt|Col|Gen|Maj|Capt|Cmdr|Adm|Sgt|Cpl|Pvt|Hon|Rev|Pres|Supt|Insp|Det|Atty|Amb|"
    r"Dr|Mr|Mrs|Ms|Prof|St|Ft|Mt|No|Nos|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|"
    r"Inc|Corp|Ltd|Co|U\.S|U\.K|U\.N|E\.U|[A-Z])\.[\s]*$"
)
_HOUR_END = re.compile(r"\b[ap]\.m\.\s*$")
_LOWER_START = re.compile(r"[\"“'‘(\[]?[a-z]")
_CONTINUES = re.compile(r"[A-Z0-9\"“]")


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Sentence spans, as offsets into `text`, inside the characters [start, end); spaces at both ends trimmed.

    >>> text = "Sen. Lee spoke at 5 p.m. on Monday. “We go,” he said."
    >>> [text[s:e] for s, e in split_sentences(text)]
    ['Sen. Lee spoke at 5 p.m. on Monday.', '“We go,” he said.']
    """
    stop = len(text) if end is None else end
    stretch = text[start:stop]
    spans: list[tuple[int, int]] = []
    position = start
    joining = False
    for piece in sentencex.segment("en", stretch):
        piece_end = position + len(piece)
        stripped = piece.strip()
        if stripped:
            first = position + len(piece) - len(piece.lstrip())
            last = position + len(piece.rstrip())
            if spans and joining and "\n" not in text[spans[-1][1] : first]:
                spans[-1] = (spans[-1][0], last)
            else:
                spans.append((first, last))
            joining = _is_unfinished(stripped, text[last : last + 40].lstrip(" "))
        position = piece_end
    return spans


def _is_unfinished(sentence: str, following: str) -> bool:
    """Whether `sentence` ends in an abbreviation that the following text carries on."""
    if not following or following[0] == "\n":
        return False
    if _HOUR_END.search(sentence):
        return bool(_LOWER_START.match(following))
    if _NO_END.search(sentence):
        last_word = sentence.rstrip().rsplit(" ", 1)[-1].strip("(\"“'‘[")
        if last_word in {"U.S.", "U.K.", "U.N.", "E.U.", "Inc.", "Corp.", "Ltd.", "Co."}:
            return bool(_LOWER_START.match(following))
        return bool(_CONTINUES.match(following) or _LOWER_START.match(following))
    return False
