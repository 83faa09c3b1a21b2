"""The older Nexis text form: `1 of 3 DOCUMENTS`, outlet and date centred, labels in capitals.

    1 of 3 DOCUMENTS / outlet / date / edition / headline / BYLINE: SECTION: LENGTH: / text / LOAD-DATE:

English, German, French, Spanish, Italian and Dutch interfaces differ only in their words.
"""

import re
from collections.abc import Sequence

from scoring.corpus.collections.lines import (
    announced_total,
    find_date,
    is_date_line,
    label_of,
    one_line,
    paragraphs,
    unwrapped,
    without_blank_ends,
)
from scoring.corpus.collections.piece import Collection, Piece

_OF = r"(\d{1,7})\s+(?:of|von|de|di|van|sur)\s+(\d{1,7})"
_START = re.compile(
    rf"\s*(?:documento?|dokument)\s+{_OF}(?:\s+document\w*)?\s*|\s*{_OF}\s+(?:document|dokument)\w{{0,3}}\s*",
    re.IGNORECASE,
)
_WORDS = {
    "title": "HEADLINE ÜBERSCHRIFT TITEL TITRE TITULAR TÍTULO TITOLO KOP",
    "byline": "BYLINE AUTOR AUTEUR AUTORE VERFASSER",
    "length": "LENGTH LÄNGE LONGUEUR LONGITUD LUNGHEZZA LENGTE",
    "language": "LANGUAGE SPRACHE LANGUE IDIOMA LINGUA TAAL",
    "url": "URL",
    "kept": "DATELINE HIGHLIGHT ENCART",  # the place, and the lines above a text, were printed
    "body": "BODY TEXT TEXTE TEXTO",
    "graphic": "GRAPHIC GRAFIK GRAPHIQUE GRÁFICO",
    "other": """SECTION RUBRIK RUBRIQUE SECCIÓN SEZIONE RUBRIEK SERIES TYPE COLUMN EDITION LOAD-DATE UPDATE
        PUBLICATION-TYPE PUB-TYPE JOURNAL-CODE ACC-NO DOCUMENT-TYPE DISTRIBUTION SUBJECT PERSON COMPANY
        ORGANIZATION INDUSTRY TICKER GEOGRAPHIC COUNTRY STATE CITY ISSN TRANSMISSION TYP ZEITUNGSTYP
        ZEITSCHRIFTENTYP TYPE-PUBLICATION UPDATE-DATE RUBRIQUE""",
}
_LABELS = {word: meaning for meaning, words in _WORDS.items() for word in words.split()} | dict.fromkeys(
    ("DATE-CHARGEMENT", "DATE DE CHARGEMENT", "TYPE DE PUBLICATION", "FECHA-CARGA"), "other"
)
_RIGHTS = re.compile(
    r"\s*(?:copyright\b|©|\(c\)\s|all rights reserved|alle rechte vorbehalten|tous droits réservés"
    r"|todos los derechos reservados|tutti i diritti riservati|alle rechten voorbehouden)",
    re.IGNORECASE,
)
_MAX_RIGHTS_LINES = 3
_UNKNOWN = re.compile(r"\s*[A-ZÄÖÜÉÈ][A-ZÄÖÜÉÈ-]+(?: [A-ZÄÖÜÉÈ-]+){0,2}:(?:\s|$)")
_MAX_HEADING = 30
"""Paragraphs above the text; broadcasts have about fifteen. A `BODY:` further down belongs to the text."""
_MAX_UNLABELLED = 4
"""Paragraphs of a heading without labels: outlet, date, edition, headline."""
_MIN_MARKED_SHARE = 0.5
"""Share of the pieces that must have a label or a copyright note; in any other article such a mark stands alone."""
_CENTRED = 12
"""Spaces: a headline begins at the margin."""
_TAIL = ("other", "language", "graphic", "length", "url")


def read_nexis(lines: Sequence[str]) -> Collection | None:
    """The articles of a file in the older Nexis form; None if it is not that."""
    marks = count_marks(lines)
    if not marks or any(number > of for _, number, of in marks):
        return None
    documents = parted(lines, marks)
    marked = sum(any(_mark(line) for line in document) for document in documents)
    if marked < _MIN_MARKED_SHARE * len(documents):
        return None
    pieces = tuple(read_document(document) for document in documents)
    return Collection("Nexis", pieces, announced_total([(number, of) for _, number, of in marks]))


def count_marks(lines: Sequence[str]) -> list[tuple[int, int, int]]:
    """The lines that count documents (`2 of 3 DOCUMENTS`, `Document 2 of 3`): line, number, total."""
    return [
        (index, int(found[1] or found[3]), int(found[2] or found[4]))
        for index, line in enumerate(lines)
        if (found := _START.fullmatch(line))
    ]


def parted(lines: Sequence[str], marks: Sequence[tuple[int, int, int]]) -> list[Sequence[str]]:
    """The lines below each mark, up to the next."""
    ends = [index for index, *_ in marks[1:]] + [len(lines)]
    return [lines[start + 1 : end] for (start, *_), end in zip(marks, ends, strict=True)]


def has_heading(lines: Sequence[str]) -> bool:
    """Whether a document has one of the labels, or begins with outlet and date."""
    tops = [run[0] for run in paragraphs(lines)[:_MAX_UNLABELLED]]
    return any(_mark(line) for line in lines) or any(is_date_line(line) for line in tops)


def _mark(line: str) -> bool:
    return label_of(line, _LABELS) is not None or _RIGHTS.match(line) is not None


def _is_rights(paragraph: Sequence[str]) -> bool:
    return len(paragraph) <= _MAX_RIGHTS_LINES and _RIGHTS.match(paragraph[0]) is not None


def read_document(lines: Sequence[str]) -> Piece:
    """One document, read as its paragraphs: heading, text, indexing."""
    runs = paragraphs(lines)
    told: dict[str, str] = {}
    first, kept = _read_heading(runs, told)
    last = _end_of_text(runs, first, told)
    body = [line for run in (*kept, *runs[first:last]) for line in (*run, "")]
    return Piece(
        text=unwrapped(without_blank_ends(body)),
        outlet=told.get("outlet"),
        title=told.get("title"),
        byline=told.get("byline"),
        published=told.get("published"),
        language=(told.get("language") or "").partition(";")[0] or None,
        url=told.get("url"),
    )


def _read_heading(runs: Sequence[Sequence[str]], told: dict[str, str]) -> tuple[int, list[list[str]]]:
    """Read the paragraphs above the text into `told`; returns where the text begins and what is printed above it.

    The text begins after `BODY:`, else after the labels about `LENGTH:`, else after the headline and the
    labels under it.
    """
    labels = [label_of(run[0], _LABELS) for run in runs]
    meanings = [label[0] if label else "" for label in labels]
    has_body = "body" in meanings[:_MAX_HEADING]
    last = next(
        (i for i, meaning in enumerate(meanings) if meaning == ("body" if has_body else "length")), None
    )
    length = meanings.index("length") if "length" in meanings else len(runs)
    kept: list[list[str]] = []
    loose: list[str] = []
    index = 0
    while index < len(runs):
        run, label = runs[index], labels[index]
        printed = [line for line in run if not (_RIGHTS.match(line) or _is_unknown(line, index, last))]
        if label is not None and label[0] == "body":
            rest = [label[1], *run[1:]] if label[1] else list(run[1:])
            kept += [rest] if rest else []
            index += 1
            break
        if label is not None:
            _tell(told, label, run, kept)
        elif not printed:
            pass
        elif last is not None and index > last:
            break
        elif index > length:  # more than one paragraph of HIGHLIGHT
            kept.append(printed)
        elif "published" not in told and (dated := _dated(printed)) is not None:
            told["published"] = find_date(printed[dated]) or ""
            loose += printed[:dated]
            if outlet := one_line(loose):
                told["outlet"] = outlet
            loose = []
        elif last is None and "published" in told and (loose or "title" in told):
            break
        elif "published" not in told or not _is_centred(printed):
            loose.append(one_line(printed) or "")
        index += 1
    if loose and "published" not in told:
        told.setdefault("outlet", loose.pop(0))
        loose = loose[1:] if len(loose) > 1 else loose  # `Summer 2021`
    if loose:
        told.setdefault("title", " ".join(loose))
    return index, kept


def _is_unknown(line: str, index: int, last: int | None) -> bool:
    """Whether a line above the last known label has a label in the same style (`SHOW: ...`, `GUESTS: ...`)."""
    return last is not None and index < last and _UNKNOWN.match(line) is not None


def _dated(run: Sequence[str]) -> int | None:
    return next((number for number, line in enumerate(run) if is_date_line(line)), None)


def _is_centred(run: Sequence[str]) -> bool:
    """Whether a paragraph stands in the middle of the page, as outlet, date and edition do."""
    return all(len(line) - len(line.lstrip()) >= _CENTRED for line in run)


def _tell(told: dict[str, str], label: tuple[str, str], run: Sequence[str], kept: list[list[str]]) -> None:
    """Read one labelled paragraph; labels may also follow each other line by line."""
    meaning, value = label
    values = [value]
    for line in run[1:]:
        following = label_of(line, _LABELS)
        if following is not None:
            _tell_one(told, meaning, values, kept)
            (meaning, value), values = following, [following[1]]
        else:
            values.append(line)
    _tell_one(told, meaning, values, kept)


def _tell_one(told: dict[str, str], meaning: str, values: Sequence[str], kept: list[list[str]]) -> None:
    joined = one_line(values)
    if joined is None:
        return
    if meaning == "kept":
        kept.append([joined])
    elif meaning in ("title", "byline", "language", "url"):
        told.setdefault(meaning, joined)


def _end_of_text(runs: Sequence[Sequence[str]], first: int, told: dict[str, str]) -> int:
    """Where the text ends: before the run of indexing, captions and rights that closes a document."""
    end = len(runs)
    index = len(runs) - 1
    loose = 0  # paragraphs without a label: below a label GRAPHIC, captions run to several
    while index >= first:
        label = label_of(runs[index][0], _LABELS)
        if label is not None and label[0] in _TAIL and (not loose or label[0] == "graphic"):
            _tell(told, label, runs[index], [])
            end, loose = index, 0
        elif label is None and _is_rights(runs[index]) and not loose:
            end = index
        elif label is None:
            loose += 1
        else:
            break
        index -= 1
    return end
