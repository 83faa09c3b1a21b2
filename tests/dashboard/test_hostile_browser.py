"""Hostile text as every name, and in a paste, in a real browser: it is read, and nothing runs or becomes a picture."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.dashboard.browser import visit, whole
from tests.dashboard.hostile import MARK, NASTY, make_hostile_scores
from tests.dashboard.server import serving
from tests.dashboard.test_hostile_names import views

pytestmark = pytest.mark.browser
NARROW = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 900}
ROUNDED = 2  # pixels
WAIT = 120_000  # milliseconds, in which a text is checked
LONG = "unbroken" * 200
# What names must not become: whatever of this there is on a page.
_BECOME = f"""() => {{
  const page = document.querySelector('[data-testid="stApp"]');
  const all = selector => [...page.querySelectorAll(selector)];
  const leads = e => /^(javascript|data):|evil/.test((e.getAttribute('href') || '').split('?')[0]);
  const amid = e => (e.previousSibling?.textContent || '').includes('smile');
  return [
    ...all('script, .katex, img[alt="Streamlit logo"], img[src="x"]'),
    ...all('a').filter(leads),
    ...all('em, strong, b, code, del, a, h1, h2, h3, li, span').filter(e => e.textContent.trim() === '{MARK}'),
    ...all('span[role="img"], [data-testid="stIconMaterial"]').filter(amid),
  ].map(e => e.outerHTML.slice(0, 200));
}}"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which every name is hostile."""
    return make_hostile_scores(tmp_path_factory.mktemp("hostile-browser") / "scores")


@pytest.fixture(scope="module")
def address(hostile: Path) -> Iterator[str]:
    """A running dashboard on it."""
    with serving(hostile) as running:
        yield running


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """A fresh page that must not ask anybody else for anything, nor open a dialogue."""
    context = chromium.new_context(viewport=WIDE, reduced_motion="reduce")
    fresh = context.new_page()
    gone: list[str] = []
    fresh.on(
        "request", lambda request: gone.append(request.url) if "evil" in request.url.split("?")[0] else None
    )
    fresh.on("dialog", lambda dialog: (gone.append(dialog.message), dialog.dismiss()))
    yield fresh
    context.close()
    assert not gone


def check(page: Page) -> None:
    """The page is whole, shows no traceback, and every name is nothing but words, wide and narrow."""
    whole(page)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert page.title() != "owned"
    assert page.evaluate(_BECOME) == []
    page.set_viewport_size(NARROW)
    page.wait_for_function(
        f"document.querySelector('[data-testid=\"stMain\"]').scrollWidth <= {NARROW['width'] + ROUNDED}"
    )
    page.set_viewport_size(WIDE)


def test_every_page_of_hostile_names(page: Page, address: str, hostile: Path) -> None:
    """On every page nothing runs, nothing becomes an icon, a link or a formula, and nothing is wider than the page."""
    for name, asked in views(hostile).items():
        visit(page, address, "" if name == "outlets" else name, **asked)
        if name not in ("method", "check"):
            page.wait_for_function(
                f"document.querySelector('[data-testid=\"stMain\"]').textContent.includes('{MARK}')"
            )
        check(page)


def test_a_hostile_paste(page: Page, address: str) -> None:
    """A paste whose headline, outlet, byline and words are hostile is measured and shown as it is."""
    visit(page, address, "check")
    text = f"By {NASTY}\n" + "\n\n".join(
        f"The harbour board said on Monday that ferry {n} would sail. {NASTY} {LONG} “We are ready,” said Mara Ellwood."
        for n in range(4)
    )
    page.get_by_role("textbox", name="Text of the article").fill(text)
    page.get_by_role("textbox", name="Headline").fill(" ".join(NASTY.split()))
    page.get_by_role("button", name="Check the text").click()
    expect(page.locator(".mh-sentence")).to_be_visible(timeout=WAIT)
    assert MARK in page.locator(".mh-text").inner_text()
    check(page)
