"""How far two readers agree, and which items a third must settle."""

from collections.abc import Sequence
from pathlib import Path

from scoring.evaluate.labels.corpora import given_rows, page_lines, set_of
from scoring.evaluate.labels.draws import Item, facts_of
from scoring.evaluate.labels.figures import by_class, overlap, share, with_interval
from scoring.evaluate.labels.gather import DISPUTED
from scoring.evaluate.labels.kinds import YES, Kind
from scoring.evaluate.labels.store import READERS, THIRD, Labelled, Row, number_in
from scoring.schema.corrections import mark_hash

FIRST, SECOND = READERS[:2]
Span = tuple[int, int]


def agreement(kind: Kind, items: Sequence[Labelled]) -> dict[str, float]:
    """For each question: items both answered, share of equal answers, kappa, and macro-F1 of one reader by the other.

    For each span: how far the two overlap; for whole articles: F1 of the cues that one reader marked by the other's.
    """
    read = [item for item in items if all(item.by_reader.get(reader) for reader in (FIRST, SECOND))]
    figures = {"items": float(len(read)), "settled": float(sum(THIRD in item.by_reader for item in read))}
    pairs = [(item.by_reader[FIRST][0], item.by_reader[SECOND][0]) for item in read]
    spans = kind.spans
    if kind.name == "articles":
        figures |= _cues(read)
        pairs = [pair for item in read for pair in shared_cues(item)]
        spans = ("source",)
    for question in kind.compared:
        both = [(one[question], other[question]) for one, other in pairs if one[question] and other[question]]
        first, second = [a for a, _ in both], [b for _, b in both]
        figures |= share(f"{question}.agreed", sum(a == b for a, b in both), len(both))
        if both:
            figures |= with_interval(f"{question}.kappa", first, second, "kappa")
            figures |= {
                f"{question}.{name}": value
                for name, value in by_class(first, second).items()
                if name.startswith("macro_f1")
            }
    for span in spans:
        found = [(span_of(one, span), span_of(other, span)) for one, other in pairs]
        both_spans = [(a, b) for a, b in found if a is not None and b is not None]
        figures |= {f"{span}.overlap_{name}": value for name, value in overlap(both_spans).items()}
    return figures


def span_of(row: Row, name: str) -> Span | None:
    """A stretch of the text that a row gives, if it does."""
    start = number_in(row, f"{name}_start")
    return (start, number_in(row, f"{name}_end")) if start >= 0 else None


def cues_of(item: Labelled, reader: str) -> dict[int, Row]:
    """The attributions that a reader marked in a whole article, by where their cue begins."""
    rows = item.by_reader.get(reader, ())
    return {number_in(row, "cue_start"): row for row in rows if number_in(row, "cue_start") >= 0}


def shared_cues(item: Labelled) -> list[tuple[Row, Row]]:
    """The attributions that both readers marked."""
    first, second = cues_of(item, FIRST), cues_of(item, SECOND)
    return [(first[start], second[start]) for start in sorted(first.keys() & second.keys())]


def _cues(items: Sequence[Labelled]) -> dict[str, float]:
    """How many cues each reader marked, and F1 of one by the other."""
    shared = sum(len(shared_cues(item)) for item in items)
    marked = {reader: sum(len(cues_of(item, reader)) for item in items) for reader in (FIRST, SECOND)}
    figures = {f"cues.{reader}": float(count) for reader, count in marked.items()}
    if total := sum(marked.values()):
        figures["cues.f1"] = 2 * shared / total
    return figures


def is_disputed(kind: Kind, item: Labelled) -> bool:
    """Whether two readers answered an item and differ where a third must settle it."""
    if not all(item.by_reader.get(reader) for reader in (FIRST, SECOND)) or THIRD in item.by_reader:
        return False
    one, other = item.by_reader[FIRST][0], item.by_reader[SECOND][0]
    if any(one[question] != other[question] for question in kind.compared):
        return True
    for name in kind.spans:
        a, b = span_of(one, name), span_of(other, name)
        if a is not None and b is not None and min(a[1], b[1]) <= max(a[0], b[0]):
            return True
    return False


def disputed_cues(item: Labelled) -> list[Span]:
    """The cues of a whole article that only one of two readers marked and no third has settled."""
    settled = cues_of(item, THIRD)
    first, second = cues_of(item, FIRST), cues_of(item, SECOND)
    alone = {**first, **second}
    return [
        (start, number_in(alone[start], "cue_end"))
        for start in sorted(first.keys() ^ second.keys())
        if start not in settled
    ]


def items_to_settle(kind: Kind, items: Sequence[Labelled], corpus: Path) -> list[Item]:
    """What a third reader is given: the disputed items as they were drawn, without the answers of the others."""
    texts = page_lines(corpus) if kind.name == "furniture" else given_rows(corpus)
    rows = {row["article_id"]: row for row in texts.iter_rows(named=True)}
    found: list[Item] = []
    for item in items:
        set_name, article_id, start, end = item.key
        row = rows.get(article_id)
        if set_name != set_of(corpus) or row is None or mark_hash(str(row["text"])[start:end]) != item.sha1:
            raise ValueError(
                f"The article {article_id} of {set_name} does not stand in {corpus} as it was labelled."
            )
        facts = facts_of(kind.name, row) | ({"actor": item.actor} if item.actor else {})
        text = str(row["text"])
        if kind.name == "articles":
            found += [Item(set_name, article_id, *cue, text, facts, DISPUTED) for cue in disputed_cues(item)]
        elif is_disputed(kind, item):
            found.append(Item(set_name, article_id, start, end, text, facts, item.draw))
    return found


def settled_cues(item: Labelled) -> list[Span]:
    """The cues of a whole article that count: marked by both readers, or by one and upheld by the third."""
    upheld = [(row, row["sourced"]) for row in cues_of(item, THIRD).values()]
    rows = [one for one, _ in shared_cues(item)] + [row for row, sourced in upheld if sourced == YES]
    return sorted((number_in(row, "cue_start"), number_in(row, "cue_end")) for row in rows)


def settled_span(item: Labelled, name: str) -> Span | None:
    """A stretch as the third reader gives it, else as the first does where the second's meets it."""
    rows = {reader: answers[0] for reader, answers in item.by_reader.items() if answers}
    if THIRD in rows:
        return span_of(rows[THIRD], name)
    one, other = (span_of(rows[reader], name) if reader in rows else None for reader in (FIRST, SECOND))
    if one is None or other is None or min(one[1], other[1]) <= max(one[0], other[0]):
        return None
    return one
