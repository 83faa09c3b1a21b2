"""Who copies and Stories in a real browser: a cell is clicked, a headline is searched, a narrow screen shows lists."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.dashboard.browser import settle, visit

pytestmark = pytest.mark.browser
WIDE, NARROW = {"width": 1280, "height": 1000}, {"width": 390, "height": 844}
WAIT = 30_000


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page of a fresh session."""
    context = chromium.new_context(viewport=WIDE, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_a_click_on_a_cell_opens_its_articles(page: Page, address: str) -> None:
    """The pair is in the address, and its articles with their links stand beside the matrix."""
    visit(page, address, "copies")
    page.locator(".st-key-wide-matrix .mark-text.role-mark text").first.click(timeout=WAIT)
    page.wait_for_url("**pair=**", timeout=WAIT)
    expect(page.locator(".mh-card a[href*='against=']").first).to_be_visible(timeout=WAIT)


def test_a_headline_is_searched_and_its_story_opened(page: Page, address: str) -> None:
    """Words, Enter, a click: the story's answer."""
    visit(page, address, "stories")
    page.get_by_label("Words in a headline").fill("headline 5:")
    page.keyboard.press("Enter")
    page.wait_for_url("**find=**", timeout=WAIT)
    settle(page)
    page.locator(".mh-story a").first.click()
    expect(page.get_by_text("told it in").first).to_be_visible(timeout=WAIT)


def test_a_narrow_screen_shows_lists_instead_of_matrices(page: Page, address: str) -> None:
    """At 390 pixels the matrices are gone, and lists say the same."""
    page.set_viewport_size(NARROW)
    visit(page, address, "copies")
    expect(page.locator(".st-key-wide-matrix")).to_be_hidden()
    expect(page.locator(".mh-pair").first).to_be_visible()
    visit(page, address, "stories", story="a5")
    expect(page.locator("ul.mh-narrow").first).to_be_visible()
    expect(page.locator(".st-key-wide-sources")).to_be_hidden()
