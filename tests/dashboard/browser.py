"""Drives Debian's chromium: opens a page of the dashboard and waits until it is drawn."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, sync_playwright

DRAWN_MILLISECONDS = 45_000
SETTLE_MILLISECONDS = 250


def executable() -> str | None:
    """Where the browser is, if there is one."""
    return shutil.which("chromium")


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser, closed afterwards."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def settle(page: Page) -> None:
    """Wait until the script has run and charts are drawn."""
    page.wait_for_selector(
        '[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=DRAWN_MILLISECONDS
    )
    page.wait_for_timeout(SETTLE_MILLISECONDS)
    page.wait_for_selector(
        '[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=DRAWN_MILLISECONDS
    )


# What is still to come: the script's end, parts of the page that it has not drawn again, pictures.
_WHOLE = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  const charts = [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')];
  return app?.dataset.testScriptState === 'notRunning'
    && !app.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')
    && charts.every(chart => !chart.checkVisibility() || chart.querySelector('svg, canvas'));
}"""


def whole(page: Page) -> None:
    """Wait until everything that the page is going to show is there."""
    page.wait_for_function(_WHOLE, timeout=DRAWN_MILLISECONDS)


def choose(page: Page, control: str, option: str) -> None:
    """Choose an option of a select box by typing its name, once the whole page is there.

    A box that is drawn while the script still runs may be drawn again, and then its open list is gone.
    """
    chooser = page.get_by_role("combobox", name=control)
    chooser.wait_for(timeout=DRAWN_MILLISECONDS)
    whole(page)
    chooser.click()
    chooser.press_sequentially(option)
    page.get_by_role("option", name=option, exact=True).click()


def visit(page: Page, address: str, name: str = "", **parameters: str | list[str]) -> None:
    """Open a page of the dashboard with a selection."""
    query = urlencode(parameters, doseq=True)
    page.goto(f"{address}/{name}" + (f"?{query}" if query else ""))
    page.wait_for_selector("h1", timeout=DRAWN_MILLISECONDS)
    settle(page)
