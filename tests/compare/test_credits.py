import gzip
import json
import re
from pathlib import Path

import pytest

from scoring.compare.agencies import agency_of_outlet
from scoring.compare.credits import find_credits, names_outlet
from scoring.compare.houses import agencies
from scoring.schema.kinds import CreditKind
from scoring.schema.lists import read_rows
from scoring.text.blocks.find import Block
from scoring.text.page_text import PageText

GOLDEN = json.loads((Path(__file__).parent / "golden_credits.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", GOLDEN, ids=[case["comment"] for case in GOLDEN])
def test_golden(case: dict[str, object]) -> None:
    """Each case's credits, kind and source, and nothing else."""
    found = find_credits(PageText(str(case["text"])))
    assert [[credit.kind, credit.source] for credit in found] == case["credits"]


@pytest.mark.parametrize("case", GOLDEN, ids=[case["comment"] for case in GOLDEN])
def test_positions_cut_the_credit_out_of_the_text(case: dict[str, object]) -> None:
    """A credit's offsets are those of its words."""
    text = str(case["text"])
    for credit in find_credits(PageText(text)):
        assert text[credit.start : credit.end] == credit.text


def test_byline_and_canonical_address() -> None:
    """Credits outside the text: the byline field, and an address that declares another site the original."""
    byline = find_credits(PageText("It rained."), byline="Ada Lindqvist, Associated Press")
    assert [(credit.kind, credit.source, credit.start) for credit in byline] == [("text", "ap", 0)]
    assert find_credits(PageText("It rained."), byline="Ada Lindqvist") == []
    many = "Ada Lindqvist, Tom Vey, Post Staff, Associated Press, Ola Berg"
    assert find_credits(PageText("It rained."), byline=many) == []
    moved = find_credits(
        PageText("It rained."), canonical_url="https://www.harbourpost.example/a", url="https://hub.example/a"
    )
    assert [(credit.kind, credit.source) for credit in moved] == [("canonical", "harbourpost.example")]
    same = find_credits(
        PageText("It rained."), canonical_url="https://hub.example/a", url="https://m.hub.example/b"
    )
    assert same == []


def test_blocks_decide_what_a_caption_is() -> None:
    """The same bracket is a picture's credit under a caption and nothing in a list of related headlines."""
    text = "A ferry in the harbour (AFP)\nIt rained for two days in the town."
    ends = text.index("\n")

    def blocks(kind: str) -> tuple[Block, ...]:
        return (Block(0, ends, kind, ()), Block(ends + 1, len(text), "body", ()))

    assert [credit.kind for credit in find_credits(PageText(text), blocks("caption"))] == ["photo"]
    assert find_credits(PageText(text), blocks("related")) == []


def test_outlets_of_the_corpus_are_credited_by_name() -> None:
    """A name that no list knows is a credit where it is an outlet's that shares text with the article."""
    text = "It rained for two days.\n\n(Courtesy: Meridian Wire)"
    assert find_credits(PageText(text)) == []
    credit = find_credits(PageText(text), outlets=["The Meridian Wire"])[0]
    assert (credit.kind, credit.source, credit.agency) == (CreditKind.TEXT, "Meridian Wire", False)
    assert names_outlet(credit, "Meridian Wire")


def test_lists_are_sound() -> None:
    """Every agency has an id and a country; no form means two; forms of credit compile and have a kind."""
    rows = list(read_rows("wire_services.csv", "id", "name", "forms", "country", "domains"))
    forms = [form for row in rows for form in row["forms"].split("|")]
    assert len({row["id"] for row in rows}) == len(rows)
    assert len(set(forms)) == len(forms)
    assert all(re.fullmatch("[A-Z]{2}", row["country"]) and row["name"] and row["forms"] for row in rows)
    for row in read_rows("credit_forms.csv", "kind", "place", "pattern", "triggers"):
        re.compile(row["pattern"])
        assert row["kind"] in set(CreditKind)
        assert row["place"] in ("line", "agency_line", "any")
        assert row["triggers"] == row["triggers"].lower() != ""


def test_agencies_of_the_world_are_listed() -> None:
    """The agencies that any list of the kind must have, and their own outlets."""
    wanted = "AP AFP Reuters UPI dpa EFE ANSA TASS Sputnik Xinhua Kyodo Yonhap PTI ANI IANS Anadolu IRNA SANA"
    wanted += " WAM NAN PA AAP CP Bloomberg KCNA Ukrinform Interfax"
    assert all(name in agencies().forms for name in wanted.split())
    assert agency_of_outlet("Reuters") == agency_of_outlet("reuters.com") == "reuters"
    assert agency_of_outlet("Harbour Post") is None


@pytest.mark.shared
def test_polnear(shared: Path) -> None:
    """Agency datelines of real articles are found; agencies in running text make no credit."""
    dateline = re.compile(r"^[A-Z][\w .,'-]{2,50}\((AP|AFP|UPI|Reuters)\) ?[-–—]", re.MULTILINE)
    missed, wrong = [], []
    for name in ("dev", "train"):
        with gzip.open(shared / f"benchmarks/polnear/{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                text = json.loads(line)["text"]
                has = bool(dateline.search(text))
                found = [c for c in find_credits(PageText(text)) if c.kind == CreditKind.TEXT]
                if has and not found:
                    missed.append(text[:80])
                wrong += [
                    c
                    for c in found
                    if not re.search(r"[(\[—–-] ?\W?$|By ", text[max(0, c.start - 3) : c.start] or "By ")
                ]
    assert missed == []
    assert len(wrong) <= 2
