"""Who copies from whom, on a folder of outlets in the form of the VAST Challenge 2021, mini-challenge 1.

One folder per outlet, one text file per article, with lines SOURCE, TITLE, PUBLISHED, LOCATION and AUTHOR above
the text. The set has no answer key; word-for-word copies are computed here by the containment of 4-grams,
independently of the program's own way of comparing.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import polars as pl

from scoring.compare.compare import compare, passages_by_article, rewrites_by_article
from scoring.compare.credits import find_credits
from scoring.compare.provenance import provenance_of
from scoring.compare.records import Provenance
from scoring.compare.tokens import tokenise, words_of
from scoring.schema.kinds import ProvenanceClass
from scoring.text.blocks.find import find_blocks
from scoring.text.page_text import PageText
from scoring.text.words import find_words, word_keys

# The outlets that copy word for word, each with the one it copies; None: several.
KNOWN_FLOWS = {
    "All News Today": "Homeland Illumination",
    "Central Bulletin": "The Abila Post",
    "International News": "Kronos Star",
    "News Online Today": None,
    "Who What News": "The World",
    "World Source": "International Times",
}
# The outlets that reword other outlets' articles, and the outlets these can come from.
NOT_REUSED = (ProvenanceClass.ORIGINAL, ProvenanceClass.NO_BODY)
REWRITING = ("Athena Speaks", "Daily Pegasus", "The Orb")
KNOWN_GRAM_WORDS = 4
KNOWN_CONTAINMENT = 0.8
# Header lines stand within this many lines of the top.
_HEAD_LINES = 25
_HEADER = re.compile(r"^\s*(SOURCE|TITLE|PUBLISHED|LOCATIONS?|AUTHOR)\s*:\s*(.*?)\s*$")
_DATES = (
    (re.compile(r"\b(\d{4}/\d{1,2}/\d{1,2})\b"), ("%Y/%m/%d",)),
    (re.compile(r"\b(\d{1,2} ?[A-Z][a-z]+,? +\d{4})\b"), ("%d %B %Y", "%d%B %Y", "%d %B, %Y")),
    (re.compile(r"\b([A-Z][a-z]+ \d{1,2}, \d{4})\b"), ("%B %d, %Y",)),
)
_DATE_LINE_CHARACTERS = 40
ARTICLES: dict[str, pl.DataType | type[pl.DataType]] = {
    "article_id": pl.String,
    "outlet": pl.String,
    "title": pl.String,
    "byline": pl.String,
    "published": pl.Datetime("us"),
    "has_time": pl.Boolean,
    "text": pl.String,
    "url": pl.String,
    "canonical_url": pl.String,
}


def _date(line: str) -> datetime | None:
    for pattern, forms in _DATES:
        match = pattern.search(line)
        for form in forms if match else ():
            try:
                return datetime.strptime(" ".join(match[1].split()) if match else "", form)
            except ValueError:
                continue
    return None


def _article(path: Path) -> tuple[str | None, str | None, datetime | None, str]:
    """Title, author, date and text of one file."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    headers: dict[str, str] = {}
    date: datetime | None = None
    body: list[str] = []
    for number, line in enumerate(text.replace("\r", "").split("\n")):
        header = _HEADER.match(line) if number < _HEAD_LINES else None
        if header:
            headers[header[1]] = header[2]
            date = date or (_date(header[2]) if header[1] == "PUBLISHED" else None)
        elif not date and number < _HEAD_LINES and len(line) <= _DATE_LINE_CHARACTERS and _date(line):
            date = _date(line)
        else:
            body.append(line)
    return headers.get("TITLE"), headers.get("AUTHOR"), date, "\n".join(body).strip()


def read_folder(folder: Path) -> pl.DataFrame:
    """The articles of a folder of outlets, as the comparison needs them.

    Raises ValueError, with the remedy, if there are no articles.
    """
    rows = []
    for path in sorted(folder.glob("*/*.txt")):
        title, author, date, text = _article(path)
        outlet = path.parent.name
        rows.append((f"{outlet}/{path.stem}", outlet, title, author, date, False, text, None, None))
    if not rows:
        raise ValueError(f"{folder} holds no articles; give the folder that has one folder for each outlet.")
    return pl.DataFrame(rows, schema=ARTICLES, orient="row").sort("article_id")


def classify(articles: pl.DataFrame) -> dict[str, Provenance]:
    """The provenance of every article, found as `masthead score` finds it."""
    tokens = tokenise(articles["article_id"].to_list(), articles["text"].to_list())
    compared = compare(articles, tokens)
    passages, rewrites = passages_by_article(compared.passages), rewrites_by_article(compared.rewrites)
    repeated: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for article_id, start, end in compared.repeated.select("article_id", "start", "end").iter_rows():
        repeated[article_id].append((start, end))
    found: dict[str, Provenance] = {}
    for row, (article_id, outlet, title, byline, text, url, canonical) in enumerate(
        articles.select("article_id", "outlet", "title", "byline", "text", "url", "canonical_url").iter_rows()
    ):
        page = PageText(text, words_of(tokens["starts"][row], tokens["ends"][row]))
        blocks = find_blocks(page, title=title, byline=byline, repeated=repeated[article_id])
        credits_found = find_credits(page, blocks, byline=byline, canonical_url=canonical, url=url)
        found[article_id] = provenance_of(
            outlet=outlet,
            words=page.words,
            blocks=blocks,
            passages=passages.get(article_id, ()),
            credits=credits_found,
            rewrite=rewrites.get(article_id),
        )
    return found


def known_copies(articles: pl.DataFrame) -> dict[str, set[str]]:
    """For each article of a copying outlet: the outlets whose text it contains word for word, by 4-grams."""
    grams: dict[str, set[tuple[str, ...]]] = {}
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for article_id, text in articles.select("article_id", "text").iter_rows():
        keys = word_keys(text, find_words(text))
        grams[article_id] = set(zip(*(keys[shift:] for shift in range(KNOWN_GRAM_WORDS)), strict=False))
        for gram in grams[article_id]:
            holders[gram].append(article_id)
    outlet_of = dict(articles.select("article_id", "outlet").iter_rows())
    copies: dict[str, set[str]] = {}
    for article_id, own in grams.items():
        outlet = outlet_of[article_id]
        if outlet not in KNOWN_FLOWS:
            continue
        common = Counter(other for gram in own for other in holders[gram] if outlet_of[other] != outlet)
        sources = {
            outlet_of[other] for other, count in common.items() if count > KNOWN_CONTAINMENT * len(own)
        }
        wanted = KNOWN_FLOWS[outlet]
        if sources and (wanted is None or wanted in sources):
            copies[article_id] = sources if wanted is None else {wanted}
    return copies


def _flow_figures(articles: pl.DataFrame, found: Mapping[str, Provenance]) -> dict[str, float]:
    """`flow.TAKER<SOURCE`: numbers of articles, exact and reworded ones separately."""
    outlet_of = dict(articles.select("article_id", "outlet").iter_rows())
    flows: Counter[str] = Counter()
    for article_id, provenance in found.items():
        if provenance.kind != ProvenanceClass.ORIGINAL and provenance.origin_outlet:
            way = "rewritten" if provenance.kind == ProvenanceClass.REWRITTEN else "exact"
            flows[f"flow.{way}.{outlet_of[article_id]}<{provenance.origin_outlet}"] += 1
    return {name: float(count) for name, count in sorted(flows.items())}


def evaluate(path: Path) -> dict[str, float]:
    """Read a folder of outlets, compare its articles, and check the result against what is known about them.

    `flows.known_recall`: of the articles that are word-for-word copies by 4-grams, the share traced to the right
    source. `rewritten.share`: of the articles of outlets known to reword, the share found to be rewritten or reused.
    Then counts by class, by outlet and class, and by flow.
    """
    articles = read_folder(path)
    found = classify(articles)
    outlet_of = dict(articles.select("article_id", "outlet").iter_rows())
    copies = known_copies(articles)
    right = sum(
        found[i].kind != ProvenanceClass.ORIGINAL and found[i].origin_outlet in sources
        for i, sources in copies.items()
    )
    figures = {"articles": float(articles.height), "flows.known_articles": float(len(copies))}
    if copies:
        figures["flows.known_recall"] = right / len(copies)
    for outlet in KNOWN_FLOWS:
        mine = {i: sources for i, sources in copies.items() if outlet_of[i] == outlet}
        hits = sum(
            found[i].kind != ProvenanceClass.ORIGINAL and found[i].origin_outlet in sources
            for i, sources in mine.items()
        )
        if mine:
            figures[f"known.{outlet}"] = hits / len(mine)
    rewriters = [i for i in found if outlet_of[i] in REWRITING]
    if rewriters:
        figures["rewritten.share"] = sum(found[i].kind not in NOT_REUSED for i in rewriters) / len(rewriters)
    for kind in ProvenanceClass:
        figures[f"class.{kind}"] = float(sum(provenance.kind == kind for provenance in found.values()))
    return figures | _flow_figures(articles, found)


def render(figures: Mapping[str, float]) -> str:
    """The figures as text: what is known, the classes, and who takes from whom."""
    lines = [f"{int(figures['articles'])} articles"]
    if "flows.known_recall" in figures:
        known = int(figures["flows.known_articles"])
        lines.append(f"known copies given to their source: {figures['flows.known_recall']:.3f} of {known}")
    lines += [f"  {name[6:]}: {value:.3f}" for name, value in figures.items() if name.startswith("known.")]
    if "rewritten.share" in figures:
        lines.append(f"articles of rewriting outlets found: {figures['rewritten.share']:.3f}")
    lines.append("classes")
    lines += [f"  {name[6:]}: {int(value)}" for name, value in figures.items() if name.startswith("class.")]
    for way, title in (("exact", "taken word for word"), ("rewritten", "reworded")):
        lines.append(f"{title} (taker < source: articles)")
        prefix = f"flow.{way}."
        flows = [(name[len(prefix) :], value) for name, value in figures.items() if name.startswith(prefix)]
        lines += [
            f"  {name.replace('<', ' < ')}: {int(value)}"
            for name, value in sorted(flows, key=lambda f: -f[1])
        ]
    return "\n".join(lines)
