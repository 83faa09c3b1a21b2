"""The program's answers compared with settled labels, and for reference the agreement of two readers."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from scoring.compare.confidence import confidence
from scoring.evaluate.labels.agreement import (
    FIRST,
    SECOND,
    agreement,
    cues_of,
    settled_cues,
    settled_span,
)
from scoring.evaluate.labels.corpora import set_of
from scoring.evaluate.labels.figures import by_class, overlap, pearson, share, with_interval
from scoring.evaluate.labels.kinds import NO, YES, Kind
from scoring.evaluate.labels.program import Answered, answers
from scoring.evaluate.labels.store import Labelled, labelled_items
from scoring.schema.kinds import REPRINTS, Genre, ProvenanceClass
from scoring.sourcing.records import Attribution

Get = Callable[[str], str]
TO_LEARN_FROM = frozenset({"lexicon", "tone"})
"""Items of these draws were chosen for their tone: no rate is published on them."""
CREDITED = ("agency", "other", "contributed")


def _plain(question: str, *left_out: str) -> Callable[[Get], str]:
    return lambda get: "" if get(question) in left_out else get(question)


def _where(condition: str, question: str) -> Callable[[Get], str]:
    return lambda get: get(question) if get(condition) == YES else ""


def _both(one: str, other: str) -> Callable[[Get], str]:
    def asked(get: Get) -> str:
        known = (get(one), get(other))
        return "" if "" in known else (YES if known == (YES, YES) else NO)

    return asked


def _credited(get: Get) -> str:
    return (YES if get("whose") in CREDITED else NO) if get("whose") else ""


def _genre(get: Get) -> str:
    """Reports and analyses are news; what is neither news nor opinion is left out."""
    return {"report": Genre.NEWS, "analysis": Genre.NEWS, "opinion": Genre.OPINION}.get(get("genre"), "")


ASKED: Mapping[str, Mapping[str, Callable[[Get], str]]] = {
    "mentions": {
        "lexicon": _plain("tone", "x"),
        "trained": _plain("tone", "x"),
        "voice": _plain("voice", "x"),
    },
    "attributions": {
        "sourced": _plain("sourced"),
        "sourced_unquoted": _plain("sourced"),
        "sourced_or_judged": _plain("sourced"),
        "attitude": _plain("attitude"),
        "source_kind": _where("sourced", "source_kind"),
        "named": _where("sourced", "named"),
        "official": _where("sourced", "official"),
    },
    "articles": {},
    "credits": {
        "credited": _credited,
        "whose": lambda get: get("whose") if _credited(get) == YES else "",
    },
    "editorial": {"judged": _both("own", "judging")},
    "furniture": {"place": _plain("place", "unclear")},
    "figures": {"fact": _plain("fact"), "sourced": _where("fact", "sourced")},
    "genre": {"genre": _genre},
}
"""Of each kind: the program's answer, and what the labels say to the same question (empty: nothing)."""


def score(
    kind: Kind, corpus: Path, folder: Path | None = None, rounds: Sequence[str] = ()
) -> dict[str, float]:
    """The figures, flat: `voice.q.precision`, `voice.q.precision.low`, `voice.readers.macro_f1`, ...

    Items drawn or read once to learn from are left out, and items that nobody has settled. Of kinds with `read_once`
    what one reader alone said counts.
    """
    items = [
        item
        for item in labelled_items(kind, folder, rounds)
        if item.draw not in TO_LEARN_FROM and (kind.read_once or item.by_reader.keys() != {FIRST})
    ]
    items = [
        item for item in items if item.key[0] == set_of(corpus)
    ] or items  # a set may go by another name here
    if not items:
        raise ValueError(f"There are no labels of {kind.name} to score on.")
    answered = answers(kind.name, items, corpus)
    figures = {f"readers.{name}": value for name, value in agreement(kind, items).items()}
    for question, asked in ASKED[kind.name].items():
        pairs = [(asked(one.item.settled), one.answers.get(question, "")) for one in answered]
        known = [(label, answer) for label, answer in pairs if label]
        held = [(label, answer) for label, answer in known if answer]
        figures[f"{question}.unanswered"] = float(len(known) - len(held))
        if held:
            found = by_class([label for label, _ in held], [answer for _, answer in held])
            figures |= {f"{question}.{name}": value for name, value in found.items()}
            figures |= {f"{question}.{name}": value for name, value in _ceiling(asked, items).items()}
    return figures | more_of(kind.name)(answered, kind)


def _ceiling(asked: Callable[[Get], str], items: Sequence[Labelled]) -> dict[str, float]:
    """How far two readers agree on the same question."""
    pairs = [
        (asked(lambda q, i=item: i.answer(FIRST, q)), asked(lambda q, i=item: i.answer(SECOND, q)))  # type: ignore[misc]
        for item in items
    ]
    both = [(a, b) for a, b in pairs if a and b]
    if not both:
        return {}
    first, second = [a for a, _ in both], [b for _, b in both]
    return with_interval("readers.macro_f1", first, second, "macro_f1") | with_interval(
        "readers.kappa", first, second, "kappa"
    )


def _spans(answered: Sequence[Answered], kind: Kind) -> dict[str, float]:
    """How far the program's stretches of the text cover the readers'."""
    figures: dict[str, float] = {}
    for name in kind.spans:
        found = [(settled_span(one.item, name), one.spans.get(name)) for one in answered]
        pairs = [(label, answer) for label, answer in found if label is not None and answer is not None]
        figures |= {f"{name}.overlap_{measure}": value for measure, value in overlap(pairs).items()}
    return figures


def _polar(answered: Sequence[Answered], kind: Kind) -> dict[str, float]:
    """Of calls that are not neutral the share that is right, and of polar labels the share that is found."""
    figures: dict[str, float] = {}
    for reading in ("lexicon", "trained"):
        pairs = [(one.item.settled("tone"), one.answers.get(reading, "")) for one in answered]
        pairs = [(label, answer) for label, answer in pairs if label not in ("", "x") and answer]
        hits = sum(label == answer != "0" for label, answer in pairs)
        figures |= share(f"{reading}.polar.precision", hits, sum(answer != "0" for _, answer in pairs))
        figures |= share(f"{reading}.polar.recall", hits, sum(label != "0" for label, _ in pairs))
    tones = [one.item.settled("tone") for one in answered if one.answers]
    return figures | share(
        "mention_of_the_actor", sum(t not in ("", "x") for t in tones), sum(t != "" for t in tones)
    )


def _whole_articles(answered: Sequence[Answered], kind: Kind) -> dict[str, float]:
    """Recall and precision of attributions over whole articles, and Pearson's r of their density with readers'.

    `recall_own` and `density_own_r` leave out the readers' attributions within quotation marks, which the quoted make.
    What stands within somebody's indirect speech cannot be left out: readers of whole articles mark no content.
    """
    found = upheld = said = held = found_own = held_own = 0
    densities: list[tuple[float, float, float]] = []
    for one in answered:
        cues = settled_cues(one.item)
        own = [not any(start <= cue[0] < end for start, end in one.spoken) for cue in cues]
        met = [[_is_cue_of(a, cue) for cue in cues] for a in one.attributions]
        upheld += sum(any(row) for row in met)
        hits = [any(row[number] for row in met) for number in range(len(cues))]
        found, found_own = found + sum(hits), found_own + sum(h and o for h, o in zip(hits, own, strict=True))
        said, held, held_own = said + len(one.attributions), held + len(cues), held_own + sum(own)
        if one.words:
            densities.append((len(one.attributions) / one.words, len(cues) / one.words, sum(own) / one.words))
    figures = share("attributions.recall", found, held) | share("attributions.precision", upheld, said)
    figures |= share("attributions.recall_own", found_own, held_own)
    readers = [
        tuple(len(cues_of(one.item, reader)) / one.words for reader in (FIRST, SECOND))
        for one in answered
        if one.words
    ]
    return figures | {
        "attributions.density_r": pearson([(ours, every) for ours, every, _ in densities]),
        "attributions.density_own_r": pearson([(ours, own) for ours, _, own in densities]),
        "readers.density_r": pearson(readers),
    }


def _is_cue_of(attribution: Attribution, cue: tuple[int, int]) -> bool:
    """Whether a reader's cue is that of the attribution; a post's is one character anywhere in it (a colon)."""
    if attribution.group == "post" and cue[1] - cue[0] == 1 and attribution.content:
        return _meet(cue, (attribution.content[0][0], attribution.cue_end))
    return _meet(cue, (attribution.cue_start, attribution.cue_end))


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _pages(answered: Sequence[Answered], kind: Kind) -> dict[str, float]:
    """Provenance classes against whose text a page is."""
    known = [(one.item.settled("whose"), one.answers.get("class", "")) for one in answered]
    known = [(whose, found) for whose, found in known if whose and found]
    said = [whose for whose, found in known if found == ProvenanceClass.UNCREDITED_REPRINT]
    figures = share("uncredited_reprint.precision", sum(whose == "unknown" for whose in said), len(said))
    said = [whose for whose, found in known if found == ProvenanceClass.CREDITED_REPRINT]
    figures |= share("credited_reprint.precision", sum(whose in CREDITED for whose in said), len(said))
    own = [found for whose, found in known if whose == "own"]
    figures |= share("own_taken_for_reprint", sum(found in REPRINTS for found in own), len(own))
    return figures | _reliability(answered) | _spans(answered, kind)


# Whose text a page is, by its labels, where a class is right: `unknown` contradicts none that names nobody.
_RIGHT: Mapping[str, tuple[str, ...]] = {
    ProvenanceClass.ORIGINAL: ("own", "contributed", "unknown"),
    ProvenanceClass.PARTIAL_REUSE: ("own", "contributed", "unknown"),
    ProvenanceClass.REWRITTEN: ("own", "contributed", "unknown"),
    ProvenanceClass.CREDITED_REPRINT: ("agency", "other"),
    ProvenanceClass.AGGREGATOR_COPY: ("agency", "other"),
    ProvenanceClass.UNCREDITED_REPRINT: ("unknown",),
    ProvenanceClass.REPRINT_CREDIT_UNCLEAR: ("unknown",),
}


class _Classed(NamedTuple):
    """A labelled page: its outlet, its class with the confidence that is printed, and whether the class is right."""

    outlet: str
    ground: tuple[str, str]
    right: bool


def _reliability(answered: Sequence[Answered]) -> dict[str, float]:
    """Of each confidence that is printed how often its classes are right; and the same, learned from other outlets.

    `reliability.CONFIDENCE`: the share right of all classes printed with it. `class.NAME.CONFIDENCE`: of one class.
    `reliability.by_outlets.error`: the mean distance of an outlet's share right from what the labels of all other
    outlets foretell, over its pages; `.gap`: by how much they foretell too much.
    """
    pages = [
        _Classed(
            one.answers["outlet"],
            (one.answers["class"], one.answers["confidence"]),
            one.item.settled("whose") in _RIGHT[one.answers["class"]],
        )
        for one in answered
        if one.item.settled("whose") and one.answers.get("class") in _RIGHT
    ]
    figures: dict[str, float] = {}
    for printed in sorted({page.ground[1] for page in pages}):
        rights = [page.right for page in pages if page.ground[1] == printed]
        figures |= share(f"reliability.{printed}", sum(rights), len(rights))
    for ground in sorted({page.ground for page in pages}):
        rights = [page.right for page in pages if page.ground == ground]
        figures |= share(f"class.{'.'.join(ground)}", sum(rights), len(rights))
    foretold = [_from_other_outlets(page, pages) for page in pages]
    gaps = [told - page.right for told, page in zip(foretold, pages, strict=True)]
    if pages:
        figures["reliability.by_outlets.gap"] = sum(gaps) / len(gaps)
        outlets = {page.outlet for page in pages}
        figures["reliability.by_outlets.error"] = sum(
            abs(sum(gap for gap, page in zip(gaps, pages, strict=True) if page.outlet == outlet))
            for outlet in outlets
        ) / len(gaps)
    return figures


def _from_other_outlets(page: _Classed, pages: Sequence[_Classed]) -> float:
    others = [one.right for one in pages if one.ground == page.ground and one.outlet != page.outlet]
    return confidence(sum(others), len(others))


More = Callable[[Sequence[Answered], Kind], dict[str, float]]
_MORE: Mapping[str, More] = {
    "mentions": _polar,
    "articles": _whole_articles,
    "credits": _pages,
}


def more_of(kind: str) -> More:
    """What is asked of a kind of labels beside its questions: spans, calls, whole articles."""
    return _MORE.get(kind, _spans)


def render(figures: Mapping[str, float]) -> str:
    """The figures, one a line; intervals beside what they belong to."""
    lines = []
    for name, value in figures.items():
        if name.endswith((".low", ".high", ".n")):
            continue
        number = f"{value:.0f}" if value.is_integer() and value > 1 else f"{value:.3f}"
        if f"{name}.low" in figures:
            number += f" ({figures[f'{name}.low']:.3f} to {figures[f'{name}.high']:.3f})"
        if f"{name}.n" in figures:
            number += f"  n = {figures[f'{name}.n']:.0f}"
        lines.append(f"{name:<34} {number}")
    return "\n".join(lines)
