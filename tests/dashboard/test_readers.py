"""Two readers of one dashboard do not meet; a folder that is renewed under a reader is read anew; what is printed."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Browser, Page, expect

from scoring import update
from tests.dashboard.browser import visit, whole
from tests.dashboard.paper import sheets
from tests.dashboard.screenshots import views
from tests.dashboard.server import serving

pytestmark = pytest.mark.browser
WIDE = {"width": 1280, "height": 900}
WAIT = 120_000  # milliseconds, in which an upload is scored
BASKETS = (["Meridian Wire", "The Valley Ledger"], ["The Daily Bolt"])
MENU = ("Who copies", "Check an article", "Stories")  # in the menu, and on no printed page as an entry
MOST_SHEETS = 4
LEAST_ON_A_SHEET = 25  # words


@pytest.fixture(scope="module")
def folder(sample_scores: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample's scores, which may be changed."""
    return Path(shutil.copytree(sample_scores, tmp_path_factory.mktemp("renewed") / "scores"))


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """A running dashboard on it."""
    with serving(folder) as running:
        yield running


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Callable[[], Page]]:
    """Opens pages, each of a reader of its own."""
    contexts = []

    def arrives() -> Page:
        contexts.append(chromium.new_context(viewport=WIDE, reduced_motion="reduce"))
        return contexts[-1].new_page()

    yield arrives
    for context in contexts:
        context.close()


def menu(page: Page, name: str) -> None:
    """Open a page from the menu, within the session."""
    page.get_by_test_id("stSidebarNavLink").filter(has_text=re.compile(f"{name}$")).click()


def test_two_readers_do_not_meet(reader: Callable[[], Page], address: str, tmp_path: Path) -> None:
    """Each keeps its own basket on every page, and an upload is seen by nobody but who made it."""
    one, other = reader(), reader()
    for page, basket in zip((one, other), BASKETS, strict=True):
        visit(page, address, outlet=basket)
    for page, basket in zip((one, other), BASKETS, strict=True):
        menu(page, "Who copies")
        expect(page.get_by_role("heading", name="Who copies")).to_be_visible()
        told = f"Basket: {len(basket)} outlet{'s' if len(basket) > 1 else ''}"
        expect(page.get_by_role("button", name=re.compile(told))).to_be_visible()
    words = "The harbour board said on Monday that the ferry would sail again. “We are ready,” said Mara Ellwood. "
    rows = [
        {"outlet": outlet, "title": f"Ferry {n}", "text": words * 4 + f"Note {outlet} {n}."}
        for outlet in ("Quay Post", "Hill Herald")
        for n in range(2)
    ]
    table = tmp_path / "mine.csv"
    pl.DataFrame(rows).write_csv(table)
    menu(one, "Check an article")
    one.get_by_role("tab", name="Files").click()
    one.set_input_files('input[type="file"]', str(table))
    one.get_by_role("button", name="Open them as a corpus of their own").click()
    expect(one.get_by_text("You are looking at your own texts")).to_be_visible(timeout=WAIT)
    expect(one.get_by_test_id("stMain")).to_contain_text("your own texts · 4 articles")
    menu(other, "Start")
    expect(other.get_by_role("heading", name="Start")).to_be_visible()
    expect(other.get_by_test_id("stMain")).to_contain_text(re.compile(r"scores · 10\d articles"))
    expect(other.get_by_text("You are looking at your own texts")).to_have_count(0)
    menu(other, "Check an article")
    expect(other.get_by_role("textbox", name="Text of the article")).to_be_visible()
    expect(other.get_by_role("link", name="Back to your last check")).to_have_count(0)


def test_a_folder_renewed_under_the_reader(
    reader: Callable[[], Page], address: str, folder: Path, tmp_path: Path
) -> None:
    """After `masthead update` the next click shows the new counts, in the old session and in a new one."""
    before = pl.read_parquet(folder / "articles.parquet").height
    page = reader()
    visit(page, address, outlet=BASKETS[0])
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text(f"{before} articles")
    new = tmp_path / "new" / "Meridian Wire"
    new.mkdir(parents=True)
    (new / "ferry.txt").write_text(
        "Ferries sail again\n\nThe board said on Monday that ferries would sail. Nobody was hurt, said Mara Ellwood."
    )
    update(folder, [new.parent])
    after = pl.read_parquet(folder / "articles.parquet").height
    assert after == before + 1
    for name, heading in (
        ("Compare", "Compare outlets"),
        ("Outlet", BASKETS[0][0]),
        ("Article", None),
        ("Start", "Start"),
    ):
        menu(page, name)
        if heading:
            expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()
        expect(main).to_contain_text(f"{after} articles")
        whole(page)
        expect(page.get_by_test_id("stException")).to_have_count(0)
        expect(page.get_by_test_id("stAlert").filter(has_text="score the corpus again")).to_have_count(0)
    fresh = reader()
    visit(fresh, address, "outlet", outlet=BASKETS[0][0])
    rows = pl.read_parquet(folder / "outlets.parquet").filter(outlet=BASKETS[0][0])
    expect(fresh.get_by_test_id("stMain")).to_contain_text(f"{rows['articles'][0]} articles")


def test_every_page_is_printed_without_what_only_a_screen_can_use(
    reader: Callable[[], Page], address: str, folder: Path
) -> None:
    """On paper: the heading and the answer on the first sheet, no menu, no basket, no empty sheet, few sheets."""
    page = reader()
    for name, asked in views(folder).items():
        visit(page, address, "" if name == "outlets" else name, **asked)
        whole(page)
        title = " ".join(page.get_by_role("heading", level=1).inner_text().split())
        answer = page.locator('[data-testid="stMain"] :is(.mh-sentence, [data-testid="stMarkdown"] p, li)')
        shown = [" ".join(words.split()) for words in answer.all_inner_texts()]
        paper = sheets(page)
        assert title in paper[0], name
        assert any(words and words[:60] in paper[0] for words in shown if words[:8] != "Masthead"), name
        assert len(paper) <= MOST_SHEETS, (name, len(paper))
        assert all(len(sheet.split()) >= LEAST_ON_A_SHEET for sheet in paper[:-1]), name
        everything = " ".join(paper)
        assert not [entry for entry in MENU if entry in everything and entry != title], name
        assert "Basket" not in everything, name
        assert "Skip to main content" not in everything, name
