"""What stands among an article's lines and is none of it, on pages that mark their parts."""

from collections.abc import Mapping, Sequence

from scoring.text.blocks.apart import (
    leave_note_on_writer,
    leave_related,
    leave_tail,
    leave_teasers,
)
from scoring.text.blocks.find import find_blocks
from scoring.text.blocks.line import Line
from scoring.text.blocks.lines import find_lines
from scoring.text.blocks.path import ARTICLE, ASIDE
from scoring.text.page_text import PageText

PROSE = "The harbour master said on Monday that the {} would sail again once the storm had passed."
KEPT: Mapping[str, object] = {"link_share": 0.0, "tag": "p", "kept": True, "heading": 0, "part": "main"}
HEADING = {**KEPT, "tag": "h3", "heading": 3}
LINKED_HEADING = {**HEADING, "link_share": 1.0}
LINK = {**KEPT, "link_share": 1.0}
OUTSIDE = {**KEPT, "part": "outside"}

Page = Sequence[tuple[str, Mapping[str, object]]]


def text_of(*boats: str) -> list[tuple[str, Mapping[str, object]]]:
    """A paragraph on each boat."""
    return [(PROSE.format(boat), KEPT) for boat in boats]


def lines_of(page: Page) -> list[Line]:
    """The page's lines with their features."""
    return find_lines(PageText("\n".join(text for text, _ in page)), markup=[markup for _, markup in page])


def teaser(boat: str) -> list[tuple[str, Mapping[str, object]]]:
    """Another article in brief."""
    return [
        (f"All you must know about the {boat}", LINKED_HEADING),
        ("March 27, 2025", KEPT),
        (PROSE.format(boat), KEPT),
        ("Read More", LINK),
    ]


def test_other_articles_in_brief_are_none_of_the_article() -> None:
    """Linked headings with a paragraph and a link to read on go; one such box, and headings without links, stay."""
    page = [*text_of("ferry", "barge"), *teaser("dinghy"), *teaser("cutter")]
    lines, regions = lines_of(page), [ARTICLE] * len(page)
    leave_teasers(lines, regions)
    assert regions == [ARTICLE] * 2 + [ASIDE] * 8
    lone = [*text_of("ferry", "barge"), *teaser("dinghy"), *text_of("cutter")]
    regions = [ARTICLE] * len(lone)
    leave_teasers(lines_of(lone), regions)
    assert regions == [ARTICLE] * len(lone)
    plain = [(text, HEADING if markup is LINKED_HEADING else markup) for text, markup in page]
    regions = [ARTICLE] * len(plain)
    leave_teasers(lines_of(plain), regions)
    assert regions == [ARTICLE] * len(plain)


def test_links_below_the_last_paragraph_are_none_of_the_article_but_addresses_are_sources() -> None:
    """A list of links after the text goes; the same between paragraphs stays, and so does a page of links alone."""
    links = [(f"What the crossing costs from Port {name}", LINK) for name in ("Alder", "Ella", "Brook")]
    source = ("https://harbour.example/accounts", LINK)
    page = [*text_of("ferry", "barge"), *links, *text_of("dinghy"), *links, source]
    regions = [ARTICLE] * len(page)
    leave_tail(lines_of(page), regions)
    assert regions == [ARTICLE] * 6 + [ASIDE] * 3 + [ARTICLE]
    listed = [*text_of("ferry"), *links]
    regions = [ARTICLE] * len(listed)
    leave_tail(lines_of(listed), regions)
    assert regions == [ARTICLE] * len(listed)


def test_what_stands_outside_the_part_below_its_text_is_none_of_the_article() -> None:
    """Above the last paragraph of the part trafilatura is believed, below it the page."""
    note = (
        "The Elva Post is a paper for the coast that its readers own and that nobody else pays for.",
        OUTSIDE,
    )
    page = [*text_of("ferry"), note, *text_of("barge"), note]
    regions = [ARTICLE] * len(page)
    leave_tail(lines_of(page), regions)
    assert regions == [ARTICLE, ARTICLE, ARTICLE, ASIDE]


def test_a_heading_of_related_articles_near_the_end_ends_the_article() -> None:
    """What follows it goes, unless much of the text does."""
    boats = ("ferry", "barge", "dinghy", "cutter", "launch", "trawler", "tug")
    page = [*text_of(*boats), ("Related articles", HEADING), *text_of("raft")]
    regions = [ARTICLE] * len(page)
    leave_related(lines_of(page), regions)
    assert regions == [ARTICLE] * len(boats) + [ASIDE] * 2
    early = [*text_of("ferry"), ("Related articles", HEADING), *text_of(*boats)]
    regions = [ARTICLE] * len(early)
    leave_related(lines_of(early), regions)
    assert regions == [ARTICLE] * len(early)


def test_a_note_on_the_writer_below_the_text_is_none_of_the_article() -> None:
    """A last paragraph that begins with the writer's name goes, told by the byline or by a line above; others stay."""
    text = text_of("ferry", "barge", "dinghy", "cutter")
    note = ("Ana Brook is a reporter for the Elva Post and has sailed on every ferry of the coast.", KEPT)
    first_name = ("Ana started the Elva Post in an empty net loft and still writes most of it herself.", KEPT)
    for page, byline in (
        ([*text, note], "Ana Brook; Lee Berg"),
        ([*text, ("Written by Ana Brook", KEPT), note], ""),
        ([*text, ("Ana Brook", KEPT), first_name], "Ana Brook"),
    ):
        regions = [ARTICLE] * len(page)
        leave_note_on_writer(lines_of(page), regions, byline)
        assert regions[-1] == ASIDE
        assert set(regions[:-1]) == {ARTICLE}
    for page, byline in (
        ([*text, note], "Lee Berg"),
        ([note, *text], "Ana Brook"),
        ([*text, first_name], "Ana Brook"),
    ):
        regions = [ARTICLE] * len(page)
        leave_note_on_writer(lines_of(page), regions, byline)
        assert set(regions) == {ARTICLE}


def test_the_rules_reach_the_blocks_of_a_page() -> None:
    """Teasers and the note on the writer are furniture on a page that marks its parts."""
    page = [
        *text_of("ferry", "barge", "dinghy", "cutter"),
        ("Ana Brook is a reporter for the Elva Post and has sailed on every ferry of the coast.", KEPT),
        *teaser("raft"),
        *teaser("tug"),
    ]
    blocks = find_blocks(
        PageText("\n".join(text for text, _ in page)),
        byline="Ana Brook",
        markup=[markup for _, markup in page],
    )
    assert [block.kind for block in blocks[:4]] == ["body"] * 4
    assert "body" not in {block.kind for block in blocks[4:]}


def test_the_caption_of_a_figure_is_a_caption_however_long() -> None:
    """A `figcaption` that trafilatura leaves out is no paragraph; one that it keeps is as its words say."""
    caption = {**KEPT, "tag": "figcaption", "kept": False}
    for markup, kind in ((caption, "caption"), ({**caption, "kept": True}, "body")):
        page = [*text_of("ferry"), (PROSE.format("launch"), markup), *text_of("barge")]
        blocks = find_blocks(
            PageText("\n".join(text for text, _ in page)), markup=[markup for _, markup in page]
        )
        assert [block.kind for block in blocks] == ["body", kind, "body"]


def test_a_day_and_a_writer_above_the_text_are_a_byline_and_no_summary() -> None:
    """A line of two days and a name is a byline; a summary that has a day is none."""
    for line, kind in (
        ("May 21, 2025April 24, 2025 by The Tide Watcher", "byline"),
        ("Ferry raised by its owners on May 21, 2025, a year late", "standfirst"),
    ):
        page = [
            "Harbour reopens after nine days of storms",
            line,
            *(text for text, _ in text_of("ferry", "barge")),
        ]
        blocks = find_blocks(PageText("\n".join(page)), title=page[0])
        assert blocks[1].kind == kind
