"""Attributions against human annotation: spans, density per article, and the order of outlets by density.

The file is JSON lines (gzip or not) with `text` and `brat`, the brat stand-off annotation in which events
join
a Source, a Cue and a Content, each of one or more fragments (`T3<tab>Content 120 168;170 211<tab>...`).
`outlet`
is used where present. This is the form of PolNeAR (Newell et al. 2018, LREC).

**Overlap F1** (`overlap_*`) gives partial credit span by span, as is usual for attribution and opinion spans
(Johansson & Moschitti 2010; Pareti et al. 2013): precision is the mean over predicted spans of the share of
its
words that the best matching human span covers; recall is the mean over human spans of the share of its words
that the best matching predicted span covers. `jaccard_*` divides by the union of both words instead, which
also
punishes spans that are too long or too short on the other side. `words_*` asks only which words of an article
stand in any span of the role, summed over articles. `exact_*` counts spans with the same words; edges of
punctuation are not counted. A span of several fragments is one span.
"""

import gzip
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.stats import spearmanr

from scoring.actors.cast import find_cast
from scoring.actors.gazetteer import load
from scoring.evaluate.resampling import Ints, with_limits
from scoring.schema.kinds import CountedAs
from scoring.sourcing.cues import UTTERED_FRAMES, load_cues
from scoring.sourcing.extract import find_attributions
from scoring.sourcing.measures import counted_as
from scoring.sourcing.records import Attribution, Span
from scoring.text.page_text import PageText
from scoring.text.quotations import find_quotations
from scoring.text.sentences import split_sentences
from scoring.text.set_off import Paragraph
from scoring.text.words import Words

ROLES = ("source", "cue", "content")
PER_WORDS = 1000
_ENTITY = re.compile(r"^(T\d+)\t\S+ ([\d ;]+)(?:\t|$)", re.M)
_EVENT = re.compile(r"^E\d+\t(\S.*)$", re.M)
_ARGUMENT = re.compile(r"(Source|Cue|Content)\d*:(T\d+)")
PEOPLE = (
    "People among themselves, measured once on articles of PolNeAR that several people marked: overlap F1 0.83 for "
    "sources and 0.84 for contents, Pearson r 0.88 for the narrow density and 0.69 for that of all attributions."
)
# Fewer articles than this do not allow a correlation.
MIN_FOR_CORRELATION = 3
WordSet = frozenset[int]


@dataclass(frozen=True, slots=True)
class Marked:
    """One article as people marked it: for each attribution, role -> fragments (absent roles left out)."""

    text: str
    outlet: str
    attributions: tuple[Mapping[str, tuple[Span, ...]], ...]


def read_marked(path: Path) -> Iterator[Marked]:
    """The articles of an annotated file. Raises ValueError, naming the line, if one is not such a record."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                text, brat = row["text"], row["brat"]
            except (json.JSONDecodeError, KeyError, TypeError) as error:
                raise ValueError(
                    f"{path}, line {number}: each line must be a JSON object with `text` and `brat`"
                    f" ({error})."
                ) from None
            yield Marked(text, str(row.get("outlet") or ""), tuple(read_brat(brat)))


def read_brat(brat: str) -> Iterator[dict[str, tuple[Span, ...]]]:
    """The attributions of one stand-off annotation, each as role -> ascending fragments.

    >>> entities = "T1\\tSource 0 2\\tHe\\nT2\\tContent 8 10;12 14\\ta b\\n"
    >>> list(read_brat(entities + "E1\\tX:T9 Source:T1 Content:T2"))
    [{'source': ((0, 2),), 'content': ((8, 10), (12, 14))}]
    """
    fragments = {
        name: [_span(part) for part in spans.strip().split(";")] for name, spans in _ENTITY.findall(brat)
    }
    for event in _EVENT.findall(brat):
        roles: dict[str, list[Span]] = defaultdict(list)
        for role, name in _ARGUMENT.findall(event):
            roles[role.lower()].extend(fragments.get(name, []))
        if roles:
            yield {role: tuple(sorted(spans)) for role, spans in roles.items() if spans}


def _span(part: str) -> Span:
    start, end = part.split()
    return int(start), int(end)


def evaluate(path: Path) -> dict[str, float]:
    """Figures of the rules on an annotated file, as flat keys: `content.overlap_f1`, `density.pearson`, ...

    Densities are attributions per 1,000 words, of all (`density`) and of statements and evidence with an outside source
    (`narrow`). A correlation that cannot be computed (too few articles or outlets,
    no variance) is NaN.
    """
    by_article: list[dict[str, float]] = []
    markings: dict[str, list[Marked]] = defaultdict(list)
    densities: list[tuple[float, float]] = []
    narrow: list[tuple[float, float]] = []
    by_outlet: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for marked in read_marked(path):
        page = PageText(marked.text)
        words = page.words
        found = predict(page)
        sums: dict[str, float] = defaultdict(float)
        by_article.append(sums)
        markings[marked.text].append(marked)
        for role in ROLES:
            human = _word_sets(words, (roles.get(role, ()) for roles in marked.attributions))
            ours = _word_sets(words, (spans_of(attribution, role) for attribution in found))
            _count(role, human, ours, sums)
        if len(words):
            per = PER_WORDS / len(words)
            densities.append((len(found) * per, len(marked.attributions) * per))
            stated = sum(counted_as(attribution) == CountedAs.SOURCING for attribution in found)
            narrow.append(
                (stated * per, sum(is_statement(marked.text, one) for one in marked.attributions) * per)
            )
            tally = by_outlet[marked.outlet]
            tally[0] += len(found)
            tally[1] += len(marked.attributions)
            tally[2] += len(words)
    if not by_article:
        raise ValueError(f"{path} holds no annotated article.")
    figures: dict[str, float] = {"articles": float(len(by_article))}
    figures |= _spans(by_article)
    pairs, stated_pairs = (np.array(rows, dtype=float).reshape(-1, 2) for rows in (densities, narrow))
    figures |= _of_densities("density", pairs) | _of_densities("narrow", stated_pairs)
    figures["density.mae"] = float(np.abs(pairs[:, 0] - pairs[:, 1]).mean()) if len(pairs) else float("nan")
    figures |= with_limits(["narrow.pearson"], lambda at: _pearson(stated_pairs[at]), len(stated_pairs))
    figures |= _people(markings.values())
    outlets = np.array([(a / n, b / n) for name, (a, b, n) in by_outlet.items() if name and n], dtype=float)
    figures["density.outlets"] = float(len(outlets))
    figures["density.outlet_spearman"] = (
        float(spearmanr(outlets[:, 0], outlets[:, 1]).statistic)
        if len(outlets) >= MIN_FOR_CORRELATION
        else float("nan")
    )
    return figures


def _of_densities(name: str, pairs: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> dict[str, float]:
    """Pearson's r and the means of densities found and human, a row for each article."""
    predicted, human = pairs.mean(axis=0).tolist() if len(pairs) else (float("nan"), float("nan"))
    return {f"{name}.pearson": _pearson(pairs), f"{name}.predicted": predicted, f"{name}.human": human}


def _people(markings: Iterable[Sequence[Marked]]) -> dict[str, float]:
    """`people.*`: how far people agree on texts that several marked, each marking against the first.

    markings: those of each text.
    """
    sums: dict[str, float] = defaultdict(float)
    densities: list[tuple[float, float]] = []
    several = [given for given in markings if len(given) > 1]
    for first, *others in several:
        words = PageText(first.text).words
        for other in others:
            for role in ROLES:
                one, two = (
                    _word_sets(words, (roles.get(role, ()) for roles in marked.attributions))
                    for marked in (first, other)
                )
                _count(role, one, two, sums)
            stated = [sum(is_statement(m.text, a) for a in m.attributions) for m in (first, other)]
            densities.append((stated[0] / max(1, len(words)), stated[1] / max(1, len(words))))
    figures = {"people.articles": float(len(several))}
    if several:
        figures |= {f"people.{role}.overlap_f1": _figures(role, sums)[f"{role}.overlap_f1"] for role in ROLES}
        figures["people.narrow.pearson"] = _pearson(np.array(densities, dtype=float).reshape(-1, 2))
    return figures


def _spans(by_article: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The figures of all spans, and those of exact and overlap F1 with intervals: whole articles drawn again."""
    names = sorted({name for sums in by_article for name in sums})
    table = np.array([[sums.get(name, 0.0) for name in names] for sums in by_article])
    given = [f"{role}.{measure}_f1" for role in ROLES for measure in ("exact", "overlap")]

    def figures(at: Ints) -> dict[str, float]:
        sums = dict(zip(names, table[at].sum(axis=0).tolist(), strict=True))
        return {name: value for role in ROLES for name, value in _figures(role, sums).items()}

    def drawn(at: Ints) -> list[float]:
        found = figures(at)
        return [found[name] for name in given]

    return figures(np.arange(len(table))) | with_limits(given, drawn, len(table))


def is_statement(text: str, roles: Mapping[str, tuple[Span, ...]]) -> bool:
    """Whether people marked speech or evidence of an outside source, by the verb of their cue.

    A noun (`his claim`) is none, and neither I nor we are an outside source.
    """
    source, cue = (
        " ".join(text[start:end] for start, end in roles.get(role, ())) for role in ("source", "cue")
    )
    if not source or source.lower() in OWN_SOURCES:
        return False
    words = _WORD.findall(cue.lower().replace("’", "'"))
    if "according" in words:
        return True
    return any(
        known.frame in UTTERED_FRAMES
        and tuple(words[at + 1 : at + 1 + len(known.particle)]) == known.particle
        and (at == 0 or words[at - 1] not in BEFORE_A_NOUN)
        for at, word in enumerate(words)
        for known in load_cues().get(word, ())
    )


OWN_SOURCES = frozenset({"i", "we", "me", "us", "my", "our"})
BEFORE_A_NOUN = frozenset({"the", "a", "his", "her", "their", "its"})
_WORD = re.compile(r"[a-z'-]+")


def predict(page: PageText) -> list[Attribution]:
    """Our attributions in a plain text, each line taken for a paragraph of the body."""
    text = page.text
    paragraphs = _paragraphs(text)
    sentences = [span for start, end, _ in paragraphs for span in split_sentences(text, start, end)]
    cast = find_cast(page.named, load(), sentences)
    return find_attributions(page, paragraphs, sentences, find_quotations(text, paragraphs), cast)


def _paragraphs(text: str) -> list[Paragraph]:
    return [(match.start(), match.end(), "body") for match in re.finditer(r"[^\s][^\n]*", text)]


def spans_of(attribution: Attribution, role: str) -> tuple[Span, ...]:
    """The fragments of one role of an attribution; empty for a source that is not named."""
    if role == "content":
        return attribution.content
    if role == "cue":
        return ((attribution.cue_start, attribution.cue_end),)
    if attribution.source_start < 0:
        return ()
    return ((attribution.source_start, attribution.source_end),)


def _word_sets(words: Words, spans: Iterable[Sequence[Span]]) -> list[WordSet]:
    """For each span, the numbers of the words that begin in it; spans without a word are left out."""
    found: list[WordSet] = []
    for fragments in spans:
        inside: set[int] = set()
        for start, end in fragments:
            covered = words.between(start, end)
            inside.update(range(covered.start, covered.stop))
        if inside:
            found.append(frozenset(inside))
    return found


def _count(role: str, human: list[WordSet], ours: list[WordSet], sums: dict[str, float]) -> None:
    """Add one article's counts of a role to the running sums."""
    sums[f"{role}.human"] += len(human)
    sums[f"{role}.ours"] += len(ours)
    sums[f"{role}.exact"] += sum((Counter(human) & Counter(ours)).values())
    for name, spans, others in (("ours", ours, human), ("human", human, ours)):
        meeting = _by_word(others)
        for span in spans:
            met = {number for word in span for number in meeting.get(word, ())}
            shared = [(len(span & others[number]), len(others[number])) for number in met]
            sums[f"{role}.overlap_{name}"] += max((both / len(span) for both, _ in shared), default=0.0)
            sums[f"{role}.jaccard_{name}"] += max(
                (both / (len(span) + size - both) for both, size in shared), default=0.0
            )
    all_human, all_ours = frozenset().union(*human), frozenset().union(*ours)
    sums[f"{role}.words_both"] += len(all_human & all_ours)
    sums[f"{role}.words_ours"] += len(all_ours)
    sums[f"{role}.words_human"] += len(all_human)


def _by_word(spans: list[WordSet]) -> dict[int, list[int]]:
    """Word -> the numbers of the spans that hold it."""
    found: dict[int, list[int]] = defaultdict(list)
    for number, span in enumerate(spans):
        for word in span:
            found[word].append(number)
    return found


def _figures(role: str, sums: Mapping[str, float]) -> dict[str, float]:
    def get(name: str) -> float:
        return sums.get(f"{role}.{name}", 0.0)

    ours, human = get("ours"), get("human")
    measures = {
        "overlap": (_ratio(get("overlap_ours"), ours), _ratio(get("overlap_human"), human)),
        "exact": (_ratio(get("exact"), ours), _ratio(get("exact"), human)),
        "jaccard": (_ratio(get("jaccard_ours"), ours), _ratio(get("jaccard_human"), human)),
        "words": (
            _ratio(get("words_both"), get("words_ours")),
            _ratio(get("words_both"), get("words_human")),
        ),
    }
    figures: dict[str, float] = {f"{role}.predicted": ours, f"{role}.human": human}
    for name, (precision, recall) in measures.items():
        figures[f"{role}.{name}_precision"] = precision
        figures[f"{role}.{name}_recall"] = recall
        figures[f"{role}.{name}_f1"] = _ratio(2 * precision * recall, precision + recall)
    return figures


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _pearson(pairs: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
    if len(pairs) < MIN_FOR_CORRELATION or not pairs.std(axis=0).all():
        return float("nan")
    return float(np.corrcoef(pairs[:, 0], pairs[:, 1])[0, 1])


def render(figures: Mapping[str, float]) -> str:
    """The figures as a small table for the terminal."""
    lines = [
        f"Sourcing on {figures['articles']:.0f} articles",
        "",
        f"{'role':<8} {'measure':<8} {'precision':>9} {'recall':>7} {'F1':>6}",
    ]
    for role in ROLES:
        lines.extend(
            f"{role:<8} {measure:<8} {figures[f'{role}.{measure}_precision']:>9.3f} "
            f"{figures[f'{role}.{measure}_recall']:>7.3f} {figures[f'{role}.{measure}_f1']:>6.3f}"
            f"{_told_limits(figures, f'{role}.{measure}_f1')}"
            for measure in ("exact", "overlap", "jaccard", "words")
        )
    lines += [
        "",
        f"attributions per 1,000 words: {figures['density.predicted']:.1f} found, "
        f"{figures['density.human']:.1f} human",
        f"density, Pearson r over articles: {figures['density.pearson']:.3f}",
        f"narrow (statements of outside sources): {figures['narrow.predicted']:.1f} found, "
        f"{figures['narrow.human']:.1f} human, Pearson r {figures['narrow.pearson']:.3f}"
        f"{_told_limits(figures, 'narrow.pearson')}",
        f"density, mean absolute error: {figures['density.mae']:.2f}",
        f"order of {figures['density.outlets']:.0f} outlets, Spearman rho: "
        f"{figures['density.outlet_spearman']:.3f}",
        *_told_people(figures),
    ]
    return "\n".join(lines)


def _told_people(figures: Mapping[str, float]) -> list[str]:
    """What people reach among themselves: on this file's own articles if it holds any that several people marked."""
    count = figures["people.articles"]
    if not count:
        return [PEOPLE]
    shares = ", ".join(f"{role} {figures[f'people.{role}.overlap_f1']:.3f}" for role in ROLES)
    told = f"people on the {count:.0f} of these articles that several marked: overlap F1 {shares}"
    r = figures["people.narrow.pearson"]
    return [told if math.isnan(r) else f"{told}; narrow density, Pearson r {r:.3f}", PEOPLE]


def _told_limits(figures: Mapping[str, float], name: str) -> str:
    """` (0.74 to 0.78)`; empty where there is no interval."""
    low, high = figures.get(f"{name}.low", math.nan), figures.get(f"{name}.high", math.nan)
    return "" if math.isnan(low) else f" ({low:.2f} to {high:.2f})"
