"""Labelled sentences as examples, a split that no article crosses, and further targets in the same sentences."""

import hashlib
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scoring.tone.trained import CLASSES, Item

Weights = NDArray[np.float64]
"""Shares of the three classes, summing to 1."""

Span = tuple[int, int]
HELD_OUT_FOLDS = 10
"""One article in this many is held out, for model selection, the temperature and the neutral band."""

_POLARITIES = {2.0: 0, 4.0: 1, 6.0: 2}
_LONGEST_SENTENCE = 600  # characters; anything longer is a list or pages run together
_SHORTEST_NAME = 2
_SHORTEST_BEFORE_SUFFIX = 4

_PRONOUN = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Hh]im|[Hh]is|[Hh]er|[Tt]hem|[Tt]heir|[Ww]e|I|[Uu]s|[Oo]ur"
    r"|me|my|you|your|[Ww]ho)\b"
)
_ROLE = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur)\s(?:[a-z][a-z-]+\s){0,2}?"
    r"(?:president|senator|governor|mayor|minister|officials?|police|officers?|administration|government|"
    r"company|campaign|committee|lawmakers?|prosecutors?|judges?|court|lawyers?|attorney|candidate|nominee|secretary|"
    r"director|agency|department|party|group|protesters|supporters|critics|voters|journalists?|reporters?|"
    r"media|team|people|man|woman|men|women|students?|victims?|leaders?|members?|congressman|congresswoman|"
    r"chairman|spokesman|spokeswoman|executive|military|troops|soldiers|families|family|immigrants|migrants|workers|"
    r"democrats|republicans)\b"
)
_NAME = re.compile(
    r"(?:[A-Z][\w’'-]*[a-z]\.?|[A-Z]\.|[A-Z]{2,}|[A-Z][A-Z.]+)"
    r"(?:\s(?:of\s(?=[A-Z]))?(?:[A-Z][\w’'-]*[a-z]|[A-Z]\.|[A-Z]{2,}))*"
)
_SUFFIXES = ("'s", "’s", "’", "'", ".")
_NO_NAMES = frozenset(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December The A An In On At But And If When While As It This That There These
    Those For From With After Before He She They We You His Her Their Our My I So Or Not No Yes What Who How
    Why Where Now Then Also Still Even Just More Most Some Many All By To Of Is Are Was Were Be Its It's
    """.split()  # noqa: SIM905 a hundred one-word literals would read worse
)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, its target, its other mentions, the shares of the labels given, and the article."""

    sentence: str
    target: Span
    further: tuple[Span, ...]
    label: Weights
    article: str

    @property
    def item(self) -> Item:
        """The target as the reader takes it."""
        return self.sentence, *self.target


def read_examples(path: Path) -> list[Example]:
    """The targets of a file in NewsMTSC's form; a target labelled twice gets the mean of its labels."""
    examples: list[Example] = []
    for line in path.read_text(encoding="utf8").splitlines():
        row = json.loads(line)
        sentence = row["sentence_normalized"]
        by_span: dict[Span, list[dict[str, object]]] = {}
        for target in row["targets"]:
            by_span.setdefault((target["from"], target["to"]), []).append(target)
        article = "_".join(row["primary_gid"].split("_")[:3])
        for span, targets in by_span.items():
            label = np.zeros(len(CLASSES))
            for target in targets:
                label[_POLARITIES[float(str(target["polarity"]))]] += 1 / len(targets)
            further = _further(sentence, span, targets)
            examples.append(Example(sentence, span, further, label, article))
    return examples


def held_out(example: Example) -> bool:
    """Whether the example's article belongs to the held-out part; an article is never split."""
    digest = hashlib.sha256(example.article.encode()).hexdigest()[:8]
    return int(digest, 16) % HELD_OUT_FOLDS == 0


def unlabelled_items(examples: Sequence[Example], a_sentence: int = 4, seed: int = 3) -> list[Item]:
    """Names, roles and pronouns in the same sentences that nobody labelled, at most `a_sentence` per sentence."""
    draw = random.Random(seed)  # noqa: S311 a repeatable choice, no secret
    labelled: dict[str, list[Span]] = {}
    for example in examples:
        labelled.setdefault(example.sentence, []).extend([example.target, *example.further])
    items: list[Item] = []
    for sentence, spans in labelled.items():
        if len(sentence) > _LONGEST_SENTENCE:
            continue
        found = list(_candidates(sentence, spans))
        draw.shuffle(found)
        items += [(sentence, start, end) for start, end in found[:a_sentence]]
    return items


def _further(sentence: str, target: Span, rows: Sequence[dict[str, object]]) -> tuple[Span, ...]:
    spans = [
        (mention["from"], mention["to"])
        for row in rows
        for mention in row.get("further_mentions", [])  # type: ignore[attr-defined]
    ]
    return tuple(
        (start, end)
        for start, end in dict.fromkeys(spans)
        if 0 <= start < end <= len(sentence) and (start, end) != target
    )


def _candidates(sentence: str, labelled: Sequence[Span]) -> Iterator[Span]:
    """Spans that look like somebody, which do not overlap labelled spans or each other."""
    taken = list(labelled)
    for pattern in (_NAME, _ROLE, _PRONOUN):
        for match in pattern.finditer(sentence):
            span = _name_within(sentence, *match.span()) if pattern is _NAME else match.span()
            if span is None or any(span[0] < end and span[1] > start for start, end in taken):
                continue
            taken.append(span)
            yield span


def _name_within(sentence: str, start: int, end: int) -> Span | None:
    """The name without capitalised ordinary words before it and an ending after it; None if nothing is left."""
    words = sentence[start:end].split()
    while words and words[0] in _NO_NAMES:
        start += len(words.pop(0)) + 1
    name = " ".join(words)
    if len(name) < _SHORTEST_NAME:
        return None
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) > _SHORTEST_BEFORE_SUFFIX:
            end -= len(suffix)
            name = name[: -len(suffix)]
    return (start, end) if sentence[start:end].strip() == sentence[start:end] and end > start else None
