"""The newer Nexis form (Lexis Advance, Nexis Uni): headline first, a line `Body`, `End of Document`.

    headline / outlet / date / copyright / Section: Length: Byline: / Body / text / Classification / Load-Date:

It comes as .docx, or as text made from .rtf or .pdf, with or without a cover that lists the documents.
"""

import re
from collections.abc import Sequence

from scoring.corpus.collections.lines import (
    RIGHTS,
    find_date,
    is_date_line,
    label_of,
    one_line,
    without_blank_ends,
)
from scoring.corpus.collections.piece import Collection, Piece

_END = re.compile(
    r"\s*(?:end of document|ende des dokuments|fin du document|fin del documento|fine del documento"
    r"|einde van (?:het )?document)\s*",
    re.IGNORECASE,
)
_BODY = frozenset(("body", "textkörper", "haupttext", "corps", "cuerpo", "corpo"))
_GRAPHIC = frozenset(("graphic", "graphics", "grafik", "graphique", "gráfico"))
_CLASSIFICATION = frozenset(("classification", "klassifizierung", "clasificación", "classificatie"))
_WORDS = {
    "byline": "Byline Autor Auteur",
    "language": "Language Sprache Langue Idioma",
    "kept": "Dateline Highlight",
    "length": "Length Länge Longueur Longitud",
    "loaded": "Load-Date",
    "other": """Section Rubrik Rubrique Sección Series Edition Publication-Type Subject Industry Company
        Organization Person Geographic Country State City Ticker ISSN Zeitungstyp Classification""",
}
_LABELS = {word: meaning for meaning, words in _WORDS.items() for word in words.split()} | dict.fromkeys(
    ("Journal Code", "Publication Type", "Load Date", "Acc-No", "Document-Type"), "other"
)
_COVER = re.compile(
    r"\s*(?:user name:|date and time:|job number:|documents?\s*\(\d+\)|client/matter:|search terms:|search type:"
    r"|narrowed by:|content type\b)",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s*\d+\.\s(?!\s*[^\W\d_]+\s\d{4})")
"""`2. Headline` on the cover; `30. August 2021` is a date."""
_COVER_COUNT = re.compile(r"\s*documents?\s*\((\d{1,7})\)\s*", re.IGNORECASE)
_PAGE_FURNITURE = re.compile(
    r"\s*(?:page \d+ of \d+|about lexisnexis\s*\|.*|\|\s*about lexisnexis.*"
    r"|link to (?:image|pdf|the original story.*))\s*",
    re.IGNORECASE,
)
_MIN_MARKED_SHARE = 0.5
_MAX_DATED = 8
"""Lines of a heading, without the cover, among which the date stands."""
_LAST_LINES = 60
"""Of a document: captions and indexing; `Graphic` further up is a word of the text."""


def read_nexis_uni(lines: Sequence[str]) -> Collection | None:
    """The articles of a file in the newer Nexis form; None if it is not that."""
    lines = [line for line in lines if not _PAGE_FURNITURE.fullmatch(line)]
    documents, after = _documents(lines)
    marked = [document for document in documents if _is_document(document)]
    if not marked or len(marked) < _MIN_MARKED_SHARE * len(documents):
        return None
    counts = [int(found[1]) for line in lines if (found := _COVER_COUNT.fullmatch(line))]
    return Collection(
        "Nexis",
        tuple(_piece(document) for document in documents),
        sum(counts) or None,
        sum(len(line.split()) for line in after),
    )


def _documents(lines: Sequence[str]) -> tuple[list[list[str]], list[str]]:
    """The documents, cut at their last lines, and the lines after the last one."""
    ends = [index for index, line in enumerate(lines) if _END.fullmatch(line)]
    if not ends:  # someone removed the end lines: the loading date is then the last line of a document
        ends = [i for i, line in enumerate(lines) if (label_of(line, _LABELS) or ("",))[0] == "loaded"]
        if len(ends) != sum(line.strip().lower() in _BODY for line in lines):
            return [], []
    starts = [0, *(end + 1 for end in ends)]
    documents = [without_blank_ends(lines[start:end]) for start, end in zip(starts, ends, strict=False)]
    after = list(lines[starts[-1] :])
    if _is_document(after):  # the file was cut off
        return [*documents, without_blank_ends(after)], []
    return [document for document in documents if document], after


def _is_document(lines: Sequence[str]) -> bool:
    """Whether a heading stands above a body: a line `Body`, or a length or section, with a date above it."""
    top = next((i for i, line in enumerate(lines) if line.strip().lower() in _BODY), None)
    if top is None:
        labelled = [i for i, line in enumerate(lines) if (label_of(line, _LABELS) or ("",))[0] == "length"]
        top = labelled[0] if labelled else None
    return top is not None and any(is_date_line(line) for line in lines[:top])


def _piece(lines: Sequence[str]) -> Piece:
    top = next((i for i, line in enumerate(lines) if line.strip().lower() in _BODY), None)
    if top is None:
        heading = [i for i, line in enumerate(lines) if label_of(line, _LABELS) is not None]
        top = heading[0] if heading else 0
        while top + 1 < len(lines) and (not lines[top + 1].strip() or label_of(lines[top + 1], _LABELS)):
            top += 1
    told = _read_heading([line for line in lines[:top] if line.strip()])
    end = _end_of_text(lines, top + 1)
    for line in lines[end:]:
        label = label_of(line, _LABELS)
        if label is not None and label[0] == "language":
            told.setdefault("language", label[1].partition(";")[0])
    kept = [line for line in told.get("kept", "").split("\n") if line]
    return Piece(
        text="\n".join([*kept, *without_blank_ends(lines[top + 1 : end])]),
        outlet=told.get("outlet"),
        title=told.get("title"),
        byline=told.get("byline"),
        published=told.get("published"),
        language=told.get("language"),
    )


def _read_heading(lines: Sequence[str]) -> dict[str, str]:
    """Headline, outlet and date by their order, the rest by labels."""
    told: dict[str, str] = {}
    loose: list[str] = []
    covered = any(_COVER.match(line) for line in lines)
    for line in lines:
        label = label_of(line, _LABELS)
        if label is not None:
            if label[0] == "kept":
                told["kept"] = "\n".join(filter(None, (told.get("kept"), label[1])))
            else:
                told.setdefault(label[0], label[1])
        elif not (RIGHTS.match(line) or _COVER.match(line) or (covered and _LISTED.match(line))):
            loose.append(line.strip())
    if covered:  # the list on the cover has lines of any kind; the date belongs to the document
        last = [index for index, line in enumerate(loose) if is_date_line(line)]
        loose = loose[max(0, last[-1] - 2) :] if last else loose[-2:]
    dated = next((i for i, line in enumerate(loose[:_MAX_DATED]) if is_date_line(line)), None)
    if dated is not None:
        told["published"] = find_date(loose[dated]) or ""
        above, below = loose[:dated], loose[dated + 1 :]
    else:
        above, below = loose[:2], []
    if len(above) > 1:
        told["outlet"] = above[-1]
        told["title"] = one_line(above[:-1]) or ""
    elif above and below:  # the order of the older form
        told["outlet"], told["title"] = above[0], below[0]
    elif above:
        told["title"] = above[0]
    return {name: value for name, value in told.items() if value}


def _end_of_text(lines: Sequence[str], first: int) -> int:
    """Where the text ends: before captions, `Classification` and the loading date."""
    last = max(first, len(lines) - _LAST_LINES)
    end = len(lines)
    for index in range(len(lines) - 1, first - 1, -1):
        line = lines[index].strip()
        if line.lower() in _CLASSIFICATION and _indexed(lines[index + 1 :]):
            end = index
            break
        if label_of(line, _LABELS) is not None or RIGHTS.match(line):
            end = index
        elif line:
            break
    for index in range(last, end):
        if lines[index].strip().lower() in _GRAPHIC:
            return index
    return end


def _indexed(lines: Sequence[str]) -> bool:
    """Whether the first line that is not blank is a label."""
    return next((label_of(line, _LABELS) is not None for line in lines if line.strip()), False)
