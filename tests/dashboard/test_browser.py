"""The dashboard in a real browser: what a person does with it, from opening a page to scoring a file."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from scoring.catalogue.find import catalogue
from tests.dashboard.browser import choose, settle, visit
from tests.dashboard.pages import HOSTILE_ARTICLE, SCRIPT
from tests.dashboard.synthetic import PLAIN_OUTLETS, SMALL_OUTLET

pytestmark = pytest.mark.browser
ONE, OTHER = PLAIN_OUTLETS[:2]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
SCORING_MILLISECONDS = 120_000
PAGES = (
    "outlets", "outlet", "compare", "weights", "tone", "stories", "copies", "evidence", "article", "method",
    "check",
)  # fmt: skip
LEAST_WIDTH_OVER = 2  # pixels that rounding may add
CHOICES_WHOLE = """[...document.querySelectorAll('[role="radiogroup"]')].every(
    group => group.scrollWidth <= group.clientWidth + 2)"""


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A fresh session of the browser."""
    fresh = chromium.new_context(viewport=WIDE, accept_downloads=True, reduced_motion="reduce")
    yield fresh
    fresh.close()


def downloaded(page: Page, label: str) -> bytes:
    """The bytes behind a download button."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=label, exact=True).click()
    return Path(waiting.value.path()).read_bytes()


def test_every_page_opens_fits_and_asks_nobody_else(context: BrowserContext, address: str) -> None:
    """Each page is drawn without an error from this machine alone; at 390 pixels nothing runs out at the side."""
    page = context.new_page()
    elsewhere: list[str] = []
    errors: list[str] = []
    page.on(
        "request",
        lambda r: (
            elsewhere.append(r.url)
            if not r.url.startswith((address, "data:", "blob:", "ws://127.0.0.1"))
            else None
        ),
    )
    page.on("pageerror", lambda error: errors.append(str(error)))
    for name in PAGES:
        page.set_viewport_size(WIDE)
        visit(page, address, "" if name == "outlets" else name, outlet=[ONE, OTHER])
        expect(page.locator('[data-testid="stException"]')).to_have_count(0)
        page.set_viewport_size(NARROW)
        most = NARROW["width"] + LEAST_WIDTH_OVER
        page.wait_for_function(f"document.querySelector('[data-testid=\"stMain\"]').scrollWidth <= {most}")
        page.wait_for_function(CHOICES_WHOLE)
    assert not elsewhere
    assert not errors


def test_from_a_choice_to_a_number_to_its_sentence(context: BrowserContext, address: str) -> None:
    """Choose two outlets, compare them, follow a number to its sentences and a sentence to its article."""
    page = context.new_page()
    visit(page, address)
    for name in (ONE, OTHER):
        choose(page, "Outlets to compare", name)
        settle(page)
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Compare these 2 side by side").click()
    page.wait_for_url("**/compare*")
    settle(page)
    assert page.url.count("outlet=") == len((ONE, OTHER))
    choose(page, "Metric opened", "Sourcing density")
    settle(page)
    page.get_by_role("link", name="Its sentences").first.click()
    page.wait_for_url("**/evidence*metric=sourcing_density*")
    card = page.locator(".mh-card").first
    sentence = card.locator(".mh-evidence").inner_text()
    card.get_by_role("link").click()
    page.wait_for_url("**/article*")
    page.wait_for_selector(".mh-text .mh-focus")
    assert page.locator(".mh-text .mh-focus").first.inner_text().startswith(sentence[:5])
    page.reload()
    page.wait_for_selector(".mh-text .mh-focus")  # the address alone reopens the view


def test_downloads_are_the_exported_bytes(context: BrowserContext, address: str, synthetic: Path) -> None:
    """The CSV from the button is, byte for byte, the file that the command line wrote; charts come as pictures."""
    page = context.new_page()
    visit(page, address)
    page.get_by_role("button", name="Export").click()
    for name in ("outlets", "scores"):
        assert downloaded(page, f"{name}.csv") == (synthetic / f"{name}.csv").read_bytes()
    visit(page, address, "compare", outlet=[ONE, OTHER], reading="page")
    rows = list(csv.reader(io.StringIO(downloaded(page, "Scores shown (CSV)").decode())))
    exported = list(csv.reader(io.StringIO((synthetic / "scores.csv").read_bytes().decode())))
    assert rows[0] == exported[0]
    measured = [metric for metric in catalogue().values() if "page" in metric.readings]
    assert len(rows) == len((ONE, OTHER)) * len(measured) + 1
    assert all(row in exported for row in rows)
    assert downloaded(page, "PNG").startswith(b"\x89PNG")
    assert b"<svg" in downloaded(page, "SVG")


def test_a_click_on_a_row_opens_its_metric(context: BrowserContext, address: str) -> None:
    """The row that is clicked in the picture is opened below it, and is in the address."""
    page = context.new_page()
    visit(page, address, "compare", outlet=[ONE, OTHER], reading="page")
    picture = page.get_by_test_id("stVegaLiteChart").first
    box = picture.bounding_box()
    assert box is not None
    for height, before in ((0.16, ""), (0.76, "metric=opinion_share")):
        picture.click(position={"x": box["width"] / 2, "y": box["height"] * height})
        page.wait_for_url(lambda url, before=before: "metric=" in url and (not before or before not in url))
        settle(page)


def test_script_in_an_article_is_text(context: BrowserContext, address: str) -> None:
    """A script, an image with a handler and closing tags in an article are read, not run."""
    page = context.new_page()
    visit(page, address, "article", article=HOSTILE_ARTICLE)
    assert SCRIPT in page.locator(".mh-text").inner_text()
    assert page.title() != "owned"
    assert page.locator(".mh-text script, .mh-text img").count() == 0


def test_keyboard_reaches_the_first_number(context: BrowserContext, address: str) -> None:
    """Numbers are links that the tabulator key reaches and Enter opens."""
    page = context.new_page()
    visit(page, address)
    page.locator('.mh-table a[href*="evidence"]').first.focus()
    assert page.evaluate("document.activeElement.tagName") == "A"
    page.keyboard.press("Enter")
    page.wait_for_url("**/evidence*")


def test_not_enough_data_is_said_in_words(context: BrowserContext, address: str) -> None:
    """An outlet of too few texts has words where others have numbers."""
    page = context.new_page()
    visit(page, address)
    page.get_by_text("Not enough data: 1 outlet").click()
    line = page.locator(".mh-verdict", has_text=SMALL_OUTLET)
    expect(line).to_contain_text("more independent texts needed")


def test_a_slider_moves_the_ranks_and_the_address(context: BrowserContext, address: str) -> None:
    """A weight changed from the keyboard changes the table at once, and the address alone reopens it."""
    page = context.new_page()
    visit(page, address, "weights")
    expect(page.get_by_text("the table's weights.")).to_be_visible()
    slider = page.get_by_role("slider", name="Sourcing density")
    slider.focus()
    page.keyboard.press("End")
    page.wait_for_url("**w=sourcing_density%3A5*")
    expect(page.get_by_text("1 weight changed")).to_be_visible()
    settle(page)
    table = page.locator(".mh-table").inner_text()
    assert "up" in table or "down" in table
    page.reload()
    settle(page)
    assert page.locator(".mh-table").inner_text() == table
    page.get_by_role("button", name="Reset to the table").click()
    expect(page.get_by_text("the table's weights.")).to_be_visible()


def test_a_pasted_copy_lands_on_its_verdict(context: BrowserContext, address: str, synthetic: Path) -> None:
    """One click after pasting an article of the corpus, the page says whose it is; the corpus stays open."""
    text = max(pl.read_parquet(synthetic / "texts.parquet")["text"], key=len)
    page = context.new_page()
    visit(page, address, "check")
    page.get_by_role("textbox", name="Text of the article").fill(text)
    page.get_by_role("button", name="Check the text").click()
    sentence = page.locator(".mh-sentence")
    expect(sentence).to_contain_text("of its words stand word for word in", timeout=SCORING_MILLISECONDS)
    settle(page)
    expect(page.get_by_text("You are looking at your own texts")).to_have_count(0)
    shared = page.url
    page.get_by_role("link", name="Read that article in the corpus").click()
    page.wait_for_url("**/article*")
    other = context.new_page()  # a link is all that another session needs
    other.goto(shared)
    expect(other.locator(".mh-sentence")).to_contain_text("word for word", timeout=SCORING_MILLISECONDS)
    other.get_by_role("link", name="Check another text").click()
    expect(other.get_by_role("textbox", name="Text of the article")).to_be_visible()


def test_upload_is_scored_and_shown(context: BrowserContext, address: str, tmp_path: Path) -> None:
    """A CSV that is uploaded is scored here and the pages show it; a bad file gets its reason."""
    words = "The harbour board said on Monday that the ferry would sail again. “We are ready,” said Mara Ellwood. "
    rows = [
        {
            "outlet": outlet,
            "title": f"Ferry {n}",
            "text": words * 6 + f"Note {outlet} {n}.",
            "published": f"2023-01-0{n + 1}",
        }
        for outlet in ("Quay Post", "Hill Herald")
        for n in range(7)
    ]
    table = tmp_path / "mine.csv"
    pl.DataFrame(rows).write_csv(table)
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"no parquet at all")
    page = context.new_page()
    visit(page, address, "check")
    page.get_by_role("tab", name="Files").click()
    page.set_input_files('input[type="file"]', str(broken))
    page.get_by_role("button", name="Check the files").click()
    page.wait_for_selector('[data-testid="stAlert"]', timeout=SCORING_MILLISECONDS)
    assert page.locator('[data-testid="stException"]').count() == 0
    visit(page, address, "check")
    page.get_by_role("tab", name="Files").click()
    page.set_input_files('input[type="file"]', str(table))
    expect(page.get_by_text("the first rows")).to_be_visible()
    page.get_by_role("button", name="Open them as a corpus of their own").click()
    page.wait_for_url("**own=*", timeout=SCORING_MILLISECONDS)
    page.wait_for_selector(".mh-table", timeout=SCORING_MILLISECONDS)
    settle(page)
    expect(page.locator(".mh-table")).to_contain_text("Hill Herald")  # the other prints the same texts
    expect(page.get_by_text("You are looking at your own texts")).to_be_visible()
    page.locator('.mh-table a[href*="evidence"]').first.click()
    page.wait_for_url("**/evidence*")
    expect(page.get_by_text("You are looking at your own texts")).to_be_visible()
    page.get_by_role("button", name="Back to the corpus").click()
    expect(page.get_by_text("You are looking at your own texts")).to_have_count(0)


def test_click_on_a_tone_looks_closer_at_it(context: BrowserContext, address: str) -> None:
    """A click on a mark of the picture chooses the outlet and the actor whose mentions are told apart below."""
    page = context.new_page()
    visit(page, address, "tone", outlet=[ONE, OTHER], actors=["china", "russia"], voice="outlet")
    marks = page.locator(
        "[data-testid='stVegaLiteChart'] .mark-symbol path[aria-label*='Outlet: " + OTHER + "']"
    )
    marks.last.click()
    expect(page.get_by_text(OTHER + " mentions Russia")).to_be_visible()
