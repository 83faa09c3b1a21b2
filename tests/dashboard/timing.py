"""How long a reader waits for the dashboard: pages cold and warm, what one does on them, links in tables.

    python -m tests.dashboard.timing SCORES [--tries 5] [--only PAGE ...]

Times are from the click (or the address entered) until everything is drawn, in Debian's chromium, 1280 pixels wide;
the median of the tries, the slowest in brackets. Cold: a server just started; warm: a new session on a server that
has shown the page before. A quiet machine is needed: nothing here is a test.
"""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

import polars as pl
from playwright.sync_api import Browser, Page

from tests.dashboard.browser import launched, whole
from tests.dashboard.screenshots import views
from tests.dashboard.server import serving

WIDE = {"width": 1280, "height": 900}
COLD, WARM, ACTION, LINK = 2.0, 1.0, 1.0, 0.8  # seconds: the aims
_MAIN = '[data-testid="stMain"]'


@dataclass(frozen=True, slots=True)
class Action:
    """Something that is done on a page: what it is, where, how, and what stands in the address when it is done."""

    name: str
    page: str
    asked: dict[str, str | list[str]]
    act: Callable[[Page], None]
    done: str
    aim: float = ACTION


def _entered(page: Page, address: str, name: str, asked: dict[str, str | list[str]]) -> float:
    """Seconds from entering an address until the page is whole."""
    begun = time.perf_counter()
    page.goto(f"{address}/{'' if name == 'outlets' else name}?{urlencode(asked, doseq=True)}")
    page.wait_for_selector("h1")
    whole(page)
    return time.perf_counter() - begun


def _click(selector: str) -> Callable[[Page], None]:
    return lambda page: page.locator(f"{_MAIN} {selector}").first.click()


def _menu(name: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_test_id("stSidebarNavLink").filter(has_text=name).first.click()


def _option(control: str, option: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        chooser = page.get_by_role("combobox", name=control).first
        chooser.click()
        chooser.fill(option)
        page.get_by_role("option", name=option, exact=True).first.click()

    return act


def _view(name: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_test_id("stButtonGroup").get_by_text(name, exact=True).click()


def actions(scores: Path) -> list[Action]:
    """What is timed beside the pages."""
    largest = (
        pl.read_parquet(scores / "outlets.parquet").sort("articles", descending=True)["outlet"].to_list()
    )
    three: dict[str, str | list[str]] = {"outlet": largest[:3]}
    number, outlet = '.mh-table a[href*="evidence"]', '.mh-table tbody th a[href*="outlet"]'
    return [
        Action("Start: a number in the table", "outlets", {}, _click(number), "/evidence", LINK),
        Action("Start: an outlet in the table", "outlets", {}, _click(outlet), "/outlet?", LINK),
        Action("Start: another metric across", "outlets", {}, _option("Across", "Specificity"), "x=spec"),
        Action(
            "Compare: a metric opened",
            "compare",
            three,
            _option("Metric opened", "Specificity"),
            "metric=spec",
        ),
        Action("Compare: shared stories", "compare", three, _view("Only shared stories"), "stories=shared"),
        Action("Tone: the bias profile", "tone", {}, _view("Bias profile"), "view=profile"),
        Action("Stories: one of the list", "stories", {}, _click(".mh-story a"), "story=", LINK),
        Action("Menu: from Start to Compare", "outlets", three, _menu("Compare"), "/compare"),
        Action("Menu: from Start to Tone", "outlets", three, _menu("Tone"), "/tone"),
    ]


def _fresh(browser: Browser) -> Page:
    page = browser.new_context(viewport=WIDE, reduced_motion="reduce").new_page()
    page.set_default_timeout(60_000)
    return page


def _told(name: str, seconds: list[float], aim: float) -> None:
    middle = median(seconds)
    verdict = "" if middle <= aim else f"  over {aim:g}"
    sys.stdout.write(f"{name:44} {middle:6.2f} ({max(seconds):.2f}){verdict}\n")
    sys.stdout.flush()


def time_cold(scores: Path, browser: Browser, tries: int) -> None:
    """The first page of a server just started."""
    seconds = []
    for _ in range(tries):
        with serving(scores) as address:
            page = _fresh(browser)
            seconds.append(_entered(page, address, "outlets", {}))
            page.context.close()
    _told("first page, cold", seconds, COLD)


def time_pages(scores: Path, address: str, browser: Browser, tries: int, only: list[str]) -> None:
    """Every page in new sessions of a warm server."""
    for name, asked in views(scores).items():
        if only and name not in only:
            continue
        seconds = []
        for _ in range(tries + 1):
            page = _fresh(browser)
            seconds.append(_entered(page, address, name, asked))
            page.context.close()
        _told(f"{name}, warm (first time {seconds[0]:.2f})", seconds[1:], WARM)


def time_actions(scores: Path, address: str, browser: Browser, tries: int, only: list[str]) -> None:
    """What is done on a page that stands, once it has been done before."""
    for action in actions(scores):
        if only and action.page not in only:
            continue
        seconds = []
        for _ in range(tries + 1):
            page = _fresh(browser)
            _entered(page, address, action.page, action.asked)
            begun = time.perf_counter()
            action.act(page)
            page.wait_for_function("part => location.href.includes(part)", arg=action.done)
            whole(page)
            seconds.append(time.perf_counter() - begun)
            page.context.close()
        _told(action.name, seconds[1:], action.aim)


def main() -> None:
    """Print the times that the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("scores", type=Path)
    parser.add_argument("--tries", type=int, default=5)
    parser.add_argument("--only", nargs="*", default=[], help="pages, by their names in the address")
    asked = parser.parse_args()
    with launched() as browser:
        if not asked.only:
            time_cold(asked.scores, browser, asked.tries)
        with serving(asked.scores) as address:
            time_pages(asked.scores, address, browser, asked.tries, asked.only)
            time_actions(asked.scores, address, browser, asked.tries, asked.only)


if __name__ == "__main__":
    main()
