"""Every page for those who do not see it, see it badly, or use the keyboard: axe-core's rules and the tabulator key."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.dashboard.accessibility import STREAMLITS, Fault, faults, stops_before_the_first_number
from tests.dashboard.browser import visit, whole
from tests.dashboard.screenshots import views
from tests.dashboard.server import serving

pytestmark = pytest.mark.browser
WIDE = {"width": 1280, "height": 900}
MOST_STOPS = 10
# Further states of pages, in which other parts are shown: looked at in the dark, where colours fail first.
MORE: dict[str, tuple[str, dict[str, str | list[str]]]] = {
    "outlets, opened": ("", {"plain": "yes", "parts": "yes", "sort": "index"}),
    "compare, shared stories": ("compare", {"stories": "shared"}),
    "compare, over time": ("compare", {"stories": "time"}),
    "tone, over time": ("tone", {"view": "time"}),
    "tone, profile": ("tone", {"view": "profile"}),
    "stories, list": ("stories", {}),
    "method, figures": ("method", {"part": "figures"}),
    "method, dictionary": ("method", {"part": "dictionary"}),
}  # fmt: skip


@pytest.fixture(scope="module")
def address(sample_scores: Path) -> Iterator[str]:
    """A running dashboard on the sample."""
    with serving(sample_scores) as running:
        yield running


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh page in the light theme."""
    context = chromium.new_context(viewport=WIDE, reduced_motion="reduce", color_scheme="light")
    yield context.new_page()
    context.close()


def in_theme(page: Page, theme: Literal["light", "dark"]) -> list[Fault]:
    """The faults of the open page in a theme."""
    page.emulate_media(color_scheme=theme)
    page.wait_for_function(
        f"getComputedStyle(document.querySelector('[data-testid=\"stApp\"]')).colorScheme === '{theme}'"
    )
    whole(page)
    return faults(page)


def test_axe_finds_nothing_but_what_is_streamlits(page: Page, address: str, sample_scores: Path) -> None:
    """On every page, in both themes: no severe fault beyond the named ones, each of which is still there."""
    found: dict[str, list[Fault]] = {}
    for name, asked in views(sample_scores).items():
        visit(page, address, "" if name == "outlets" else name, **asked)
        found[name] = in_theme(page, "light") + in_theme(page, "dark")
    for name, (place, asked) in MORE.items():
        visit(page, address, place, **asked)
        found[name] = in_theme(page, "dark")
    ours = {name: [fault for fault in all_ if not fault.known] for name, all_ in found.items()}
    assert not any(ours.values()), {name: faults_ for name, faults_ in ours.items() if faults_}
    seen = {(fault.rule, fault.place) for all_ in found.values() for fault in all_}
    assert seen == set(STREAMLITS), "Streamlit has mended what the list of its faults still names."


def test_the_first_number_is_near_by_keyboard(page: Page, address: str, sample_scores: Path) -> None:
    """Ten stops of the tabulator key at most, on every page."""
    stops = {}
    for name, asked in views(sample_scores).items():
        visit(page, address, "" if name == "outlets" else name, **asked)
        stops[name] = stops_before_the_first_number(page)
    assert all(count <= MOST_STOPS for count in stops.values()), stops
