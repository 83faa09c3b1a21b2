"""Three people's jobs in a real browser, from a cold start to the file that they would send.

Each step waits for what it has brought about; none waits for a time.
"""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.dashboard.accessibility import faults
from tests.dashboard.browser import choose, whole
from tests.dashboard.paper import printed, sheets
from tests.dashboard.server import serving

pytestmark = pytest.mark.browser
WIDE = {"width": 1280, "height": 900}
WAIT = 60_000  # milliseconds; far beyond any step on a slow machine
FIRST_DAY = "2022-01-01"
TAKER = "Newsbasket24"
ONE, OTHER = "Meridian Wire", "The Valley Ledger"


@pytest.fixture(scope="module")
def address(sample_scores: Path) -> Iterator[str]:
    """A running dashboard on the sample."""
    with serving(sample_scores) as running:
        yield running


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh page, whose errors fail the test."""
    context = chromium.new_context(viewport=WIDE, accept_downloads=True, reduced_motion="reduce")
    context.set_default_timeout(WAIT)
    fresh = context.new_page()
    errors: list[str] = []
    fresh.on("pageerror", lambda error: errors.append(str(error)))
    yield fresh
    context.close()
    assert not errors


def main_of(page: Page) -> Locator:
    """What the page shows beside the menu."""
    return page.get_by_test_id("stMain")


def taken(page: Page, label: str | re.Pattern[str]) -> bytes:
    """The bytes behind a download button."""
    with page.expect_download() as waiting:
        main_of(page).get_by_role("button", name=label).first.click()
    return Path(waiting.value.path()).read_bytes()


def opened(page: Page, address: str) -> None:
    """Start, as one finds it who opens the dashboard for the first time."""
    page.goto(address)
    expect(page.get_by_role("heading", name="Start")).to_be_visible()


def test_an_editor_learns_whose_text_it_is_and_sends_it(
    page: Page, address: str, sample_scores: Path
) -> None:
    """Cold start, a pasted copy, the verdict, both texts side by side, a page to send; axe finds nothing."""
    articles = pl.read_parquet(sample_scores / "articles.parquet")
    copy = articles.filter(provenance="uncredited_reprint").sort("article_id").row(0, named=True)
    texts = dict(pl.read_parquet(sample_scores / "texts.parquet").select("article_id", "text").iter_rows())
    opened(page, address)
    main_of(page).get_by_role("link", name="Check an article").click()
    page.get_by_role("textbox", name="Text of the article").fill(texts[copy["article_id"]])
    page.get_by_role("button", name="Check the text").click()
    sentence = page.locator(".mh-sentence")
    expect(sentence).to_contain_text("word for word in", timeout=2 * WAIT)
    told = sentence.inner_text()
    expect(page.locator(".mh-further", has_text="credit").first).to_be_visible()
    facing = page.locator(".mh-facing [tabindex]")
    expect(facing.first).to_be_visible()
    sides = [" ".join(side.split()) for side in facing.all_inner_texts()[:2]]
    assert sides[0][:40] in " ".join(texts[copy["article_id"]].split())
    whole(page)
    assert not [fault for fault in faults(page) if not fault.known]
    assert len(sheets(page)) == 1
    sent = taken(page, re.compile("The verdict as a page")).decode()
    report = page.context.new_page()
    report.set_content(sent)
    assert told in report.inner_text("body")
    assert report.get_by_role("heading", name="How the text measures").count() == 1
    shown = " ".join(report.inner_text("body").split())
    assert all(side[:40] in shown for side in sides)
    page.get_by_role("link", name="Read that article in the corpus").click()
    page.wait_for_url("**/article*")
    expect(main_of(page)).to_contain_text(copy["title"])


def test_an_editor_sends_the_page_of_an_outlet(page: Page, address: str) -> None:
    """Cold start, the outlet that takes most, its page as a file with verdicts and counts, the articles taken."""
    opened(page, address)
    page.get_by_role("link", name=TAKER, exact=True).first.click()
    page.wait_for_url("**/outlet*")
    expect(page.get_by_role("heading", name=TAKER)).to_be_visible()
    whole(page)
    verdicts = page.locator(".mh-pair-of .mh-verdict").all_inner_texts()
    values = page.locator(".mh-pair-of .mh-value").all_inner_texts()
    sent = taken(page, "This page to send (HTML)").decode()
    report = page.context.new_page()
    report.set_content(sent)
    words = " ".join(report.inner_text("body").split())
    assert verdicts
    assert all(" ".join(told.split()) in words for told in [*verdicts, *values])
    assert "Measured by Masthead" in words
    assert report.locator("a, script, img").count() == 0
    page.get_by_title("Show the articles").first.click()
    page.wait_for_url("**/copies*pair=*")
    expect(main_of(page).get_by_text(re.compile(r" took [\d,]+ words from "))).to_be_visible()


def test_a_researcher_follows_numbers_to_sentences_and_takes_them_along(
    page: Page, address: str, sample_scores: Path
) -> None:
    """Outlets and dates, Compare, a metric opened, its sentences; the CSV holds the numbers that were shown."""
    opened(page, address)
    for name in (ONE, OTHER):
        choose(page, "Outlets to compare", name)
        page.wait_for_url(re.compile("outlet=" + name.replace(" ", r"(\+|%20)")))
        whole(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Dates: all").click()
    page.get_by_role("spinbutton", name="year, From").click()
    page.keyboard.type(FIRST_DAY.replace("-", ""))
    page.get_by_text("Only articles of these days count").click()  # a date counts once its field is left
    page.wait_for_url(f"**from={FIRST_DAY}*")
    page.keyboard.press("Escape")
    whole(page)  # the address changes first, and then the links of the page
    page.get_by_role("link", name="Compare these 2 side by side").click()
    page.wait_for_url("**/compare*")
    assert f"from={FIRST_DAY}" in page.url
    expect(page.get_by_role("button", name=f"Dates: from {FIRST_DAY}")).to_be_visible()
    choose(page, "Metric opened", "Sourcing density")
    page.wait_for_url("**metric=sourcing_density*")
    expect(page.get_by_role("link", name="Method and limits: Sourcing density")).to_be_visible()
    whole(page)
    shown = page.locator(".mh-value").all_inner_texts()
    rows = list(csv.DictReader(io.StringIO(taken(page, re.compile("Scores shown")).decode())))
    sourcing = {row["outlet"]: row for row in rows if row["metric"] == "sourcing_density"}
    for name, words in zip((ONE, OTHER), shown, strict=True):
        row = sourcing[name]
        value, low, high = (f"{float(row[column]):.1f}" for column in ("value", "low", "high"))
        assert words.startswith(f"{value} ({low} to {high})"), words
        assert f"{int(row['articles'])} articles, {int(row['independent_texts'])} independent" in words
    dated = pl.read_parquet(sample_scores / "articles.parquet").filter(outlet=ONE)
    counted = dated.filter(pl.col("published").dt.date().cast(pl.String) >= FIRST_DAY).height
    assert int(sourcing[ONE]["articles"]) == counted < dated.height
    method = taken(page, "Their method (text)").decode()
    assert "## Sourcing density (`sourcing_density`)" in method
    assert f"Days: {FIRST_DAY} to the last" in method
    page.get_by_role("link", name="Its sentences").first.click()
    page.wait_for_url("**/evidence*metric=sourcing_density*")
    assert f"from={FIRST_DAY}" in page.url
    expect(main_of(page).locator('a[href*="article?"]').first).to_be_visible()


def test_a_teacher_sees_how_mentions_spread_and_prints_an_article(page: Page, address: str) -> None:
    """Start, the tone of an actor, the histogram, its sentences, an article, the printed page."""
    opened(page, address)
    main_of(page).get_by_role("link", name="Tone toward somebody").click()
    page.wait_for_url("**/tone*")
    expect(page.get_by_role("heading", name="Mention by mention")).to_be_visible()
    expect(page.get_by_text(re.compile(r" mentions .+ times? ")).first).to_be_visible()
    whole(page)
    charts = page.get_by_test_id("stVegaLiteChart")
    expect(charts.last.locator("svg").first).to_be_visible()
    page.get_by_role("link", name="Read these sentences").click()
    page.wait_for_url("**/evidence*")
    main_of(page).locator('a[href*="article?"]').first.click()
    page.wait_for_url("**/article*")
    text = page.locator(".mh-text")
    expect(text.first).to_be_visible()
    whole(page)
    paper = printed(page)
    assert text.first.locator(".headline").first.inner_text() in paper
    assert "Who copies" not in paper  # the menu stays on the screen
