"""The sample corpus is what its key says, so that other tests can lean on the key."""

import csv
import re
from collections import Counter
from difflib import SequenceMatcher
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from dateutil import parser as dates

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
RUN = 8  # words in a row that two texts share only if one took them from the other
SHARE_TOLERANCE = 0.05
LEAST_PARAGRAPH = 5  # words; shorter lines are labels
SITE_LINE = 7  # pages with one and the same line; no paragraph is reprinted so often
KINDS = {"original", "credited_reprint", "uncredited_reprint", "aggregator_copy", "partial_reuse"}
CREDIT_KINDS = {"text", "photo", "contributed", "source_link", "none"}
USUAL_LEAST = 3  # pages that show a phenomenon, so that one odd page does not decide a test
FEWER = {"updated_version": 2, "exact_duplicate": 1, "language_de": 1, "language_es": 1}


class _VisibleText(HTMLParser):
    """The text a reader of the page sees, one line for each text node."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Step into a part that browsers do not show."""
        self._hidden += tag in ("head", "style", "script") and tag != "meta"

    def handle_endtag(self, tag: str) -> None:
        """Step out of it."""
        self._hidden -= tag in ("head", "style", "script")

    def handle_data(self, data: str) -> None:
        """Keep what is shown."""
        if not self._hidden:
            self.lines.append(data)


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one of the sample's CSV files, without its comment lines."""
    lines = (SAMPLE / name).read_text(encoding="utf-8").splitlines(keepends=True)
    return list(csv.DictReader(line for line in lines if not line.startswith("# ")))


def page(file: str) -> list[str]:
    """The visible lines of a page."""
    text = (SAMPLE / file).read_text(encoding="utf-8")
    if not file.endswith(".html"):
        return text.splitlines()
    reader = _VisibleText()
    reader.feed(text)
    return reader.lines


def words(lines: list[str]) -> list[str]:
    """Words in lower case, apostrophes made alike."""
    return [word.lower().replace("’", "'") for line in lines for word in WORD.findall(line)]


def prose(file: str) -> list[str]:
    """Words of the lines that read like paragraphs: long, ended like a sentence, no post, no site line."""
    return words(
        [
            line
            for line in page(file)
            if len(line.split()) >= LEAST_PARAGRAPH
            and line.rstrip()[-1] in ".?!…”’\"'"
            and "(@" not in line
            and COUNT_OF_LINE[line] < SITE_LINE
        ]
    )


def runs(tokens: list[str]) -> set[tuple[str, ...]]:
    """Every run of eight words."""
    return {tuple(tokens[i : i + RUN]) for i in range(len(tokens) - RUN + 1)}


KEY = rows("KEY.csv")
MANIFEST = rows("manifest.csv")
COUNT_OF_LINE = Counter(line for row in KEY for line in page(row["file"]))
BY_FILE = {row["file"]: row for row in KEY}
REPRINTS = [row for row in KEY if row["origin_file"]]
INDEPENDENT = [row for row in KEY if not row["origin_file"] and not row["version_of"]]


def test_every_page_has_one_row_in_the_manifest_and_one_in_the_key() -> None:
    """No page is without its rows, and no row without its page."""
    pages = sorted(str(path.relative_to(SAMPLE)) for path in (SAMPLE / "articles").rglob("*.*"))
    assert [row["file"] for row in MANIFEST] == [row["file"] for row in KEY]
    assert sorted(BY_FILE) == pages


def test_the_corpus_is_large_enough() -> None:
    """Stories, outlets, articles and independent texts reach the promised numbers."""
    outlets = Counter(row["outlet"] for row in MANIFEST if row["outlet"])
    assert len(KEY) >= 95
    assert len({row["story"] for row in KEY}) >= 10
    assert len(outlets) >= 9
    assert min(outlets.values()) >= 8
    assert len(INDEPENDENT) >= 45
    assert sum(row["file"].endswith(".html") for row in KEY) >= 8


def test_the_key_uses_only_the_names_it_declares() -> None:
    """Kinds and credit kinds are from the closed lists, and origins are files of the corpus."""
    assert {row["kind"] for row in KEY} == KINDS
    assert {row["credit_kind"] for row in KEY} == CREDIT_KINDS
    for row in KEY:
        assert row["origin_file"] == "" or BY_FILE[row["origin_file"]]
        assert row["version_of"] == "" or BY_FILE[row["version_of"]]["story"] == row["story"]
        assert bool(row["credit"]) == (row["credit_kind"] != "none")
        assert row["kind"] != "original" or not row["origin_file"]


@pytest.mark.parametrize("row", KEY, ids=lambda row: row["file"])
def test_the_words_are_as_counted(row: dict[str, str]) -> None:
    """A page has 250 to 900 visible words, and the key's parts fit within them."""
    visible = len(words(page(row["file"])))
    assert visible == int(row["page_words"])
    assert 250 <= visible <= 900
    assert int(row["body_words"]) + int(row["furniture_words"]) <= visible


@pytest.mark.parametrize("row", KEY, ids=lambda row: row["file"])
def test_the_credit_stands_on_the_page(row: dict[str, str]) -> None:
    """The credit line is on the page, word for word."""
    assert any(row["credit"] in line for line in page(row["file"]))


def test_some_pages_are_mostly_furniture() -> None:
    """At least three pages hold more furniture than everything else."""
    assert sum(2 * int(row["furniture_words"]) > int(row["page_words"]) for row in KEY) >= 3


def test_every_phenomenon_is_explained_and_there() -> None:
    """The read-me explains exactly the names in the key, and each occurs as often as promised."""
    readme = (SAMPLE / "README.md").read_text(encoding="utf-8").partition("## Phenomena")[2]
    explained = {name for row in readme.splitlines() for name in re.findall(r"`(\w+)`", row.split(" | ")[0])}
    found = Counter(name for row in KEY for name in row["phenomena"].split(";"))
    assert set(found) == explained
    assert [name for name in found if found[name] < FEWER.get(name, USUAL_LEAST)] == []


def test_independent_texts_share_no_run_of_eight_words() -> None:
    """Nothing but a reprint may look like one."""
    first: dict[tuple[str, ...], str] = {}
    for row in INDEPENDENT:
        for run in runs(prose(row["file"])):
            assert first.setdefault(run, row["file"]) == row["file"], " ".join(run)


@pytest.mark.parametrize("row", REPRINTS, ids=lambda row: row["file"])
def test_the_share_taken_is_as_measured(row: dict[str, str]) -> None:
    """Common blocks of at least eight words make up the share of the body that the key gives."""
    blocks = SequenceMatcher(
        None, prose(row["origin_file"]), prose(row["file"]), autojunk=False
    ).get_matching_blocks()
    taken = sum(block.size for block in blocks if block.size >= RUN)
    assert taken / int(row["body_words"]) == pytest.approx(float(row["reused_share"]), abs=SHARE_TOLERANCE)


def test_a_reprint_is_younger_than_its_origin() -> None:
    """Where both dates are known, the origin's comes first."""
    published = {row["file"]: row["published"] for row in MANIFEST}
    for row in REPRINTS:
        when = [dates.parse(published[file]) for file in (row["origin_file"], row["file"]) if published[file]]
        for earlier, later in pairwise(moment.replace(tzinfo=None) for moment in when):
            assert earlier < later, row["file"]


def test_no_outlet_reprints_itself() -> None:
    """Within an outlet there are versions and duplicates, never reprints."""
    outlet = {row["file"]: row["outlet"] for row in MANIFEST}
    assert all(outlet[row["file"]] != outlet[row["origin_file"]] for row in REPRINTS)


def test_the_exact_duplicate_is_exact() -> None:
    """One outlet printed the same page under two addresses."""
    twins = [row for row in KEY if "exact_duplicate" in row["phenomena"].split(";")]
    for row in twins:
        assert (SAMPLE / row["file"]).read_bytes() == (SAMPLE / row["version_of"]).read_bytes()


def test_addresses_lead_nowhere() -> None:
    """Every address is on a reserved domain and used once; where no outlet is known there is none."""
    urls = [row["url"] for row in MANIFEST if row["url"]]
    assert len(urls) == len(set(urls))
    assert all(re.fullmatch(r"https://www\.\w+\.example/\S+", url) for url in urls)
    assert all(bool(row["url"]) == bool(row["outlet"]) for row in MANIFEST)
