import gzip
import json
import re
from pathlib import Path

import pytest

from scoring.compare.agencies import agency_of_outlet
from scoring.compare.credits import find_credits, names_outlet
from scoring.compare.houses import agencies
from scoring.compare.records import Credit
from scoring.compare.suppliers import agencies_in, suppliers_in
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
    own = "Ada Lindqvist, Tom Vey, Ola Berg, Post Staff, Associated Press"
    assert find_credits(PageText("It rained."), byline=own) == []
    two = "Ada Lindqvist, Tom Vey, Ola Berg, Associated Press, USA Today"
    assert find_credits(PageText("It rained."), byline=two) == []
    long = "Ada Lindqvist, Tom Vey, Ola Berg, Associated Press"
    assert [credit.source for credit in find_credits(PageText("It rained."), byline=long)] == ["ap"]
    page = "Ada Lindqvist, Tom Vey, Ola Berg, Ana Brook, Lee Berg, Associated Press"
    assert find_credits(PageText("It rained."), byline=page) == []
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
        assert row["place"] in ("line", "agency_line", "house_line", "any", "any_name")
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


def test_the_house_whose_site_a_page_is_on_is_not_another() -> None:
    """Whatever the outlet is called here, its own house is credited by nobody else."""
    text = "It rained in the harbour.\n\nCNN's Ana Brook contributed to this report."
    assert find_credits(PageText(text), url="https://edition.cnn.com/rain") == []
    assert [c.source for c in find_credits(PageText(text), url="https://harbourpost.example/rain")] == ["CNN"]
    wire = "It rained in the harbour.\n\nCopyright ©2019 Dow Jones & Company, Inc. All Rights Reserved."
    assert find_credits(PageText(wire), url="https://www.wsj.com/rain") == []
    assert [c.source for c in find_credits(PageText(wire), url="https://harbourpost.example/rain")] == [
        "dowjones"
    ]


@pytest.mark.parametrize(
    ("credit", "outlet", "own"),
    [
        ("Courier", "The Kingsmere Courier", True),
        ("KC", "The Kingsmere Courier", True),
        ("Kingsmere Courier Magazine", "Kingsmere Courier", True),
        ("KINGSMERE COURIER Pro", "Kingsmere Courier", True),
        ("Kingsmere Courier Canada", "Kingsmere Courier", True),
        ("Yahoo View", "yahoo.com", True),
        ("World Source", "The World", False),
        ("Courier", "Harbour Post", False),
    ],
)
def test_an_outlets_own_short_names(credit: str, outlet: str, own: bool) -> None:
    """What an outlet calls itself is not another outlet."""
    named = Credit(0, 1, CreditKind.TEXT, credit, agency=False, text=credit)
    assert names_outlet(named, outlet) is own


def test_which_possessives_count() -> None:
    """A writer's house counts where the credit lists writers, and not where it lists agencies."""
    assert [found.source for found in suppliers_in("CNN's Ana Brook and Reuters")] == ["CNN", "reuters"]
    assert agencies_in("AP's Ana Brook") == []
    assert agencies_in("Harbour Post/AFP") == ["afp"]


def test_a_foreign_line_is_asked_by_itself() -> None:
    """A byline that looks like a menu's is read although another line of the page credits a picture."""
    text = "Photo: AFP\n\nBy ANA BROOK, Associated Press\n\nIt rained in the harbour."
    start = text.index("By ANA")
    blocks = [Block(0, 10, "caption", ()), Block(start, start + 30, "navigation", ())]
    assert ("text", "ap") in [(c.kind, c.source) for c in find_credits(PageText(text), blocks)]


def test_a_line_of_links_at_the_foot_may_say_who_helped() -> None:
    """A short line that looks like a menu's credits the text below its last paragraph; a sentence also above it."""
    paragraph = "It rained for two days in the harbour town, and the ferries that cross to the islands stayed in port."
    line = "With Post wires"
    foot = f"{paragraph}\n\n{line}"
    blocks = [Block(0, len(paragraph), "body", ()), Block(foot.index(line), len(foot), "navigation", ())]
    assert [c.kind for c in find_credits(PageText(foot), blocks)] == ["contributed"]
    head = f"{line}\n\n{paragraph}"
    blocks = [Block(0, len(line), "navigation", ()), Block(head.index(paragraph), len(head), "body", ())]
    assert find_credits(PageText(head), blocks) == []
    notice = "This story was published in partnership with Harbourside."
    head = f"{notice}\n\n{paragraph}"
    blocks = [Block(0, len(notice), "navigation", ()), Block(head.index(paragraph), len(head), "body", ())]
    assert [c.source for c in find_credits(PageText(head), blocks)] == ["Harbourside"]


def test_a_photographers_name_is_no_byline() -> None:
    """A name before an agency's is a photographer's where a picture elsewhere on the page has that name's credit."""
    paragraph = "It rained for two days in the harbour town, and the ferries that cross to the islands stayed in port."
    line = "Ana Brook, AP"
    assert [c.kind for c in find_credits(PageText(f"{line}\n{paragraph}"))] == ["text"]
    gallery = f"{line}\n{paragraph}\nA ferry in the harbour (AP Photo/Ana Brook)"
    assert "text" not in {c.kind for c in find_credits(PageText(gallery))}


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        (
            "Enlarge this image toggle caption Ana Brook/Getty Images Ana Brook/Getty Images",
            "Ana Brook/Getty Images",
        ),
        (
            "Enlarge this image toggle caption Dale K de la Rey/AFP/Getty Images",
            "Dale K de la Rey/AFP/Getty Images",
        ),
        ("The port is shut for a week. | Ola Berg-Pool/Getty Images", "Ola Berg-Pool/Getty Images"),
        ("Enlarge this image toggle caption Ana Lind Brook/AP Ana Lind Brook/AP", "Ana Lind Brook/AP"),
        ("Image copyright AFP Image caption The port was shut for a week", "AFP"),
        ("The port. Photograph: Tim Vey/Harbour.com", "Photograph: Tim Vey/Harbour.com"),
        ("Photo by A. Ola Berg. It rained.", "Photo by A. Ola Berg"),
    ],
)
def test_a_pictures_credit_is_shown_whole(line: str, credit: str) -> None:
    """From the photographer's first name to the house's last word, and no word of what stands beside it."""
    paragraph = "It rained for two days in the harbour town, and the ferries that cross to the islands stayed in port."
    found = find_credits(PageText(f"{line}\n{paragraph}"))
    assert {(c.kind, c.text) for c in found} == {("photo", credit)}


def test_a_state_behind_a_place_is_no_agency() -> None:
    """`PHILADELPHIA, PA -` is a place in Pennsylvania; in brackets the same letters are the agency's."""
    text = "It rained for two days in the harbour town, and the ferries stayed in port."
    assert find_credits(PageText(f"PHILADELPHIA, PA – {text}")) == []
    assert [c.source for c in find_credits(PageText(f"LONDON (PA) – {text}"))] == ["pa"]
    assert [c.source for c in find_credits(PageText(f"LONDON, AFP – {text}"))] == ["afp"]
