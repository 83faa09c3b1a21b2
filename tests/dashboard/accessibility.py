"""What axe-core finds fault with on a page, and how many stops of the tabulator key come before its first number."""

from dataclasses import dataclass
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SEVERE = frozenset({"critical", "serious", "moderate"})
# Streamlit's own, which cannot be mended from here: the rule, the `data-testid` that it stands in, and why.
STREAMLITS = {
    ("list", "stSidebarNavItems"): "The menu's list holds its sections in `div`, which a list may not hold.",
    ("listitem", "stSidebarNavItems"): "For the same reason each entry of the menu is an item of no list.",
}
_PLACE = """selector => {
  const at = document.querySelector(selector)?.closest('[data-testid]');
  return at ? at.dataset.testid : '';
}"""
# Where the focus is: before the number (true), at it or after it, or in nothing of the page (false).
_BEFORE = """() => {
  const main = document.querySelector('[data-testid="stMain"]'), at = document.activeElement;
  const control = '[data-testid="stCaptionContainer"], [data-testid="stWidgetLabel"], label, button, input, style, ' +
    '[data-testid="stMultiSelect"], [data-testid="stSelectbox"], [data-testid="stDateInput"], [class*="st-key-frame"]';
  const head = main.querySelector('h1');
  const words = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const node = words.currentNode, holder = node.parentElement;
    const follows = head.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (!follows || head.contains(node) || !/[0-9]/.test(node.data)) continue;
    if (holder.closest(control) || !holder.checkVisibility()) continue;
    return !at.contains(node) && !!(at.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING)
      || at === main;
  }
  return null;
}"""
FAR = 40


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """A rule that a part of the page breaks, and the `data-testid` of what it stands in."""

    rule: str
    place: str
    said: str

    @property
    def known(self) -> bool:
        """Whether it is one of Streamlit's."""
        return (self.rule, self.place) in STREAMLITS


def faults(page: Page) -> list[Fault]:
    """Every severe fault of the page as it is shown now, Streamlit's own too."""
    response: dict[str, Any] = Axe().run(page).response
    return sorted(
        Fault(
            violation["id"],
            page.evaluate(_PLACE, node["target"][0]),
            f"{node['html'][:200]}: {node['failureSummary']}",
        )
        for violation in response["violations"]
        for node in violation["nodes"]
        if node["impact"] in SEVERE
    )


def stops_before_the_first_number(page: Page) -> int:
    """How often the tabulator key is pressed on a page just opened until a number is the next thing that is read.

    The way leads over the link that skips the menu. A number is the first one below the page's heading that is neither
    in a control nor in a caption.
    """
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.testid") == "stSkipToContent"
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.dataset.testid !== 'stSkipToContent'")
    for stops in range(1, FAR):
        page.keyboard.press("Tab")
        if not page.evaluate(_BEFORE):
            return stops
    return FAR
