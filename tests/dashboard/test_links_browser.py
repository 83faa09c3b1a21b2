"""Links in HTML in a real browser: followed within the session, by mouse and keyboard; narrow screens and paper."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.dashboard.browser import settle, visit
from tests.dashboard.synthetic import PLAIN_OUTLETS

pytestmark = pytest.mark.browser
ONE, OTHER = PLAIN_OUTLETS[:2]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
WAIT = 30_000
NUMBER = '.mh-table a[href*="metric=sourcing_density"]'
TITLE = 'a.mh-source-link[href*="./article"]'


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A fresh session of the browser."""
    fresh = chromium.new_context(viewport=WIDE, reduced_motion="reduce")
    yield fresh
    fresh.close()


def hears(page: Page) -> None:
    """Wait until links are followed within the session; before that the browser follows them as it does."""
    page.wait_for_function("'linksWithin' in document.documentElement.dataset", timeout=WAIT)


def loads(page: Page) -> list[str]:
    """The documents that the page loads from now on; none while it stays in its session."""
    hears(page)
    loaded: list[str] = []
    page.on("request", lambda r: loaded.append(r.url) if r.resource_type == "document" else None)
    return loaded


def arrive(page: Page, name: str, heading: str) -> None:
    """Wait until a page of the dashboard has come."""
    page.wait_for_url(lambda url: f"/{name}?" in url, timeout=WAIT)
    expect(page.locator("h1")).to_have_text(re.compile(heading), timeout=WAIT)
    settle(page)
    hears(page)


def test_a_click_stays_in_the_session_and_keeps_basket_and_dates(
    context: BrowserContext, address: str
) -> None:
    """From a number to its sentences to the article nothing is loaded anew, and what was chosen goes along."""
    page = context.new_page()
    visit(page, address, outlet=[ONE, OTHER], **{"from": "2023-01-10"})
    loaded = loads(page)
    page.locator(NUMBER).first.click()
    arrive(page, "evidence", "sentences")
    expect(page.get_by_role("button", name="Basket: 2 outlets")).to_be_visible()
    expect(page.get_by_role("button", name="Dates: from 2023-01-10")).to_be_visible()
    page.locator(TITLE).first.click()
    arrive(page, "article", "Headline")
    assert "from=2023-01-10" in page.url
    assert f"basket={ONE.replace(' ', '+')}" in page.url
    expect(page.get_by_role("button", name="Basket: 2 outlets")).to_be_visible()
    assert not loaded


def test_back_and_forward_go_the_way_that_was_come(context: BrowserContext, address: str) -> None:
    """Each page that was seen is one step of the browser's history, with its own address."""
    page = context.new_page()
    visit(page, address, "evidence", outlet=ONE, metric="sourcing_density")
    came_from = page.url
    hears(page)
    page.locator(TITLE).first.click()
    arrive(page, "article", "Headline")
    went_to = page.url
    page.go_back()
    arrive(page, "evidence", "sentences")
    assert page.url == came_from
    page.go_forward()
    arrive(page, "article", "Headline")
    assert page.url == went_to


def test_a_link_works_by_keyboard_in_a_new_tab_and_as_an_address(
    context: BrowserContext, address: str
) -> None:
    """Enter follows it; with Control it opens beside, and the page stays; its address alone opens the same view."""
    page = context.new_page()
    visit(page, address)
    before = page.url
    link = page.locator(NUMBER).first
    with context.expect_page() as opened:
        link.click(modifiers=["Control"])
    arrive(opened.value, "evidence", "sentences")
    assert page.url == before
    loaded = loads(page)
    link.focus()
    page.keyboard.press("Enter")
    arrive(page, "evidence", "sentences")
    assert not loaded
    assert page.url == opened.value.url
    shown = page.locator(".mh-card").first.inner_text()
    page.reload()
    settle(page)
    assert page.locator(".mh-card").first.inner_text() == shown


def test_a_link_to_the_same_page_changes_it(context: BrowserContext, address: str) -> None:
    """The spans of another metric are marked, and the row of choices says so."""
    page = context.new_page()
    visit(page, address, "article", article="a9")
    loaded = loads(page)
    page.get_by_role("link", name="span", exact=False).first.click()
    expect(page.locator(".mh-text .mh-evidence").first).to_be_visible(timeout=WAIT)
    expect(page.get_by_role("radio", name="Spans: ", exact=False)).to_be_checked()
    page.get_by_role("radio", name="Clean text").click()
    expect(page.locator(".mh-text .mh-evidence")).to_have_count(0, timeout=WAIT)
    assert "layers=text" in page.url
    assert not loaded


def test_the_words_of_a_link_are_in_view(context: BrowserContext, address: str) -> None:
    """Who follows a sentence sees it in the article without scrolling."""
    page = context.new_page()
    page.set_viewport_size({"width": 1280, "height": 500})
    visit(page, address, "evidence", outlet=ONE, metric="quotation_share")
    page.locator(TITLE).first.click()
    arrive(page, "article", "Headline")
    expect(page.locator(".mh-text .mh-focus").first).to_be_in_viewport(timeout=WAIT)


def test_no_column_is_cut_on_a_narrow_screen(context: BrowserContext, address: str) -> None:
    """Start's table and the actors of an outlet are cards, Compare's picture is a list."""
    page = context.new_page()
    page.set_viewport_size(NARROW)
    for name, asked in (("", {}), ("outlet", {"outlet": ONE}), ("weights", {})):
        visit(page, address, name, **asked)
        cut = "tables => tables.filter(t => t.scrollWidth > t.parentElement.clientWidth + 2).length"
        assert page.locator(".mh-rows").evaluate_all(cut) == 0
        assert page.locator(".mh-rows").count()
    visit(page, address, "compare", outlet=[ONE, OTHER])
    expect(page.locator(".st-key-wide-matrix")).to_be_hidden()
    expect(page.locator(".mh-narrow")).to_be_visible()
    page.set_viewport_size(WIDE)
    expect(page.locator(".st-key-wide-matrix")).to_be_visible()
    expect(page.locator(".mh-narrow")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_has_no_menus_and_dark_words(chromium: Browser, address: str, scheme: str) -> None:
    """Printed, a page has no sidebar, no buttons, no choices; words of charts are dark on either theme."""
    context = chromium.new_context(viewport=WIDE, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    for name in ("", "compare", "article", "check", "weights"):
        visit(page, address, name, outlet=[ONE, OTHER], article="a9")
        page.emulate_media(media="print")
        for control in ("stSidebar", "stHeader", "stPopover", "stButton", "stDownloadButton", "stPageLink", "stSlider",
                        "stForm", "stSelectbox", "stMultiSelect", "stButtonGroup", "stFileUploader"):  # fmt: skip
            for box in page.get_by_test_id(control).all():
                expect(box).to_be_hidden(timeout=WAIT)
        colours = "all => [...new Set(all.map(e => getComputedStyle(e).fill))]"
        words = page.locator('[data-testid="stVegaLiteChart"] svg text').evaluate_all(colours)
        assert words in ([], ["rgb(31, 31, 31)"])
        page.emulate_media(media="screen")
    context.close()
