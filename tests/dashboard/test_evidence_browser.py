"""Evidence in a real browser: a span is judged and found judged again, a filter narrows, a group is unfolded."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from scoring.schema.corrections import FILE_NAME, read_corrections
from tests.dashboard.browser import visit, whole
from tests.dashboard.server import serving
from tests.dashboard.synthetic import PLAIN_OUTLETS

pytestmark = pytest.mark.browser
WIDE, NARROW = {"width": 1280, "height": 1000}, {"width": 390, "height": 844}
WAIT = 30_000
ASKED = {"outlet": PLAIN_OUTLETS[0], "metric": "sourcing_density"}


@pytest.fixture
def folder(synthetic: Path, tmp_path: Path) -> Path:
    """A copy of the invented folder that may be judged."""
    return Path(shutil.copytree(synthetic, tmp_path / "scores"))


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    """A running dashboard on it."""
    with serving(folder) as running:
        yield running


@pytest.fixture(autouse=True)
def _sessions_end(chromium: Browser) -> Iterator[None]:
    """No session outlives its test's dashboard."""
    yield
    for context in chromium.contexts:
        context.close()


def opened(chromium: Browser, address: str, size: dict[str, int], **asked: str) -> Page:
    """The page of a new session."""
    page = chromium.new_context(viewport=size, reduced_motion="reduce").new_page()  # type: ignore[arg-type]
    visit(page, address, "evidence", **ASKED, **asked)
    whole(page)
    return page


def test_a_span_is_judged_noted_and_taken_back(chromium: Browser, address: str, folder: Path) -> None:
    """By keyboard and mouse; another session sees it; the file is gone when all is taken back."""
    page = opened(chromium, address, WIDE)
    page.get_by_role("radio", name="Wrong").first.click()
    expect(page.get_by_text("0 of 1 judged right")).to_be_visible(timeout=WAIT)
    whole(page)  # the cards, too, are those of the new run
    page.get_by_role("button", name="Note").first.click()
    page.get_by_role("textbox", name="What is wrong").fill("a **date**")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your note: a **date**")).to_be_visible(timeout=WAIT)
    (row,) = read_corrections(folder).rows.values()
    assert (row.verdict, row.note) == ("wrong", "a **date**")

    other = opened(chromium, address, NARROW, only="judged.wrong")
    expect(other.get_by_role("radio", name="Wrong")).to_have_count(1, timeout=WAIT)
    expect(other.get_by_role("radio", name="Wrong")).to_be_checked()
    whole(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("textbox", name="What is wrong")).to_have_count(0, timeout=WAIT)
    page.get_by_role("button", name="Take back the last").click()
    expect(page.get_by_text("Your note")).to_have_count(0, timeout=WAIT)
    whole(page)
    page.get_by_role("button", name="Take back the last").click()
    expect(page.get_by_text("0 of 1 judged right")).to_have_count(0, timeout=WAIT)
    expect(page.get_by_role("button", name="Take back the last")).to_have_count(0, timeout=WAIT)
    assert not (folder / FILE_NAME).exists()


def test_a_filter_narrows_and_a_group_unfolds(chromium: Browser, address: str) -> None:
    """The chip is in the address; a group's sentences are there when it is opened; its link leads to all of them."""
    page = opened(chromium, address, NARROW, view="grouped")
    page.get_by_role("button", name=re.compile("^unnamed · ")).first.click()
    page.wait_for_url("**only=source.unnamed**", timeout=WAIT)
    whole(page)  # the groups before are gone, one of which would fold again
    group = page.locator("details.mh-group").first
    expect(group.locator("summary")).to_contain_text("span", timeout=WAIT)
    expect(group.locator(".mh-card").first).to_be_hidden()
    group.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(group.locator(".mh-card").first).to_be_visible()
    group.get_by_role("link", name="Read and judge all").click()
    page.wait_for_url("**who=**", timeout=WAIT)
    assert "only=source.unnamed" in page.url
    expect(page.get_by_role("radio", name="Right").first).to_be_visible(timeout=WAIT)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
