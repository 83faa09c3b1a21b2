"""Blocks: kinds, reasons, coverage; the founding articles and the sample corpus."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.corpus.pages.page import read_page
from scoring.schema.kinds import BODY_KINDS, FURNITURE_KINDS, BlockKind
from scoring.text.blocks.apart import leave_second_printing
from scoring.text.blocks.find import Block, find_blocks
from scoring.text.blocks.lines import find_lines
from scoring.text.blocks.path import ARTICLE, ASIDE, COMMENTS, END, follow_parts
from scoring.text.page_text import PageText
from scoring.text.words import find_words

OPENING = (
    "The harbour of Port Elva reopened on Monday after a week of storms, the harbour master told reporters, "
    "and the first ferry left with forty passengers and a brass band on board."
)
SECOND = (
    "Two cranes on the northern quay were damaged so badly that they will have to be taken down, she said, "
    "and the repair of the sea wall is expected to take until the end of the month."
)
THIRD = (
    "Fishermen who had been waiting in the inner basin since Thursday complained that nobody had told them "
    "when they would be allowed to sail, and asked the council for help with their losses."
)
BODY = (OPENING, SECOND, THIRD)
OTHERS = (
    "Council postpones vote on new tram line",
    "Museum finds lost map behind a cupboard",
    "Goats return to the castle hill",
    "Bakers warn of dearer bread this winter",
    "Old lighthouse is sold to a poet",
)


def blocks_of(*lines: str, **known: object) -> list[tuple[str, str]]:
    """The blocks of a page of these lines, as kind and text."""
    text = "\n".join(lines)
    return [
        (block.kind, text[block.start : block.end])
        for block in find_blocks(PageText(text), **known)  # type: ignore[arg-type]
    ]


def kind_of(part: str, *lines: str, **known: object) -> str:
    """The kind of the block that begins with `part`."""
    return next(kind for kind, text in blocks_of(*lines, **known) if text.startswith(part))


def share_of_furniture(text: str, blocks: tuple[Block, ...]) -> float:
    """Furniture words over all words."""
    words = find_words(text)
    return sum(words.count(b.start, b.end) for b in blocks if b.kind in FURNITURE_KINDS) / len(words)


def test_a_plain_article_is_all_body() -> None:
    """Nothing of an article that came without its page is furniture."""
    assert [kind for kind, _ in blocks_of(*BODY)] == ["body"] * 3


def test_headline_byline_and_date_stand_above_the_body() -> None:
    """The lines between headline and body are the writer's name and the day."""
    kinds = [kind for kind, _ in blocks_of("Harbour reopens", "Ana Brook", "3 March 2021", *BODY)]
    assert kinds == ["headline", "byline", "dateline", "body", "body", "body"]


def test_the_title_finds_the_headline_below_a_breadcrumb() -> None:
    """The print of the title nearest the body is the headline; the breadcrumb that holds it is navigation."""
    title = "Harbour of Port Elva reopens after storms"
    blocks = blocks_of(f"Home Coast {title[:-8]}...", title, *BODY, title=f"{title} | The Elva Post")
    assert [kind for kind, _ in blocks[:2]] == ["navigation", "headline"]


def test_a_dateline_is_the_first_part_of_its_line() -> None:
    """Place, day and agency are parted from the paragraph that they open."""
    blocks = blocks_of("Harbour reopens", f"PORT ELVA, March 3 (Reuters) — {OPENING}", SECOND, THIRD)
    assert blocks[1:3] == [("dateline", "PORT ELVA, March 3 (Reuters) —"), ("body", OPENING)]


@pytest.mark.parametrize(
    "opening",
    [
        "SUN-KISSED holidaymakers were left on the quay on Monday, and nobody told them why it was.",
        "Ana Brook (D-Elva) said that she had not been asked about the harbour, and would vote against it.",
        "WHY? Because nobody had asked the harbour master whether the sea wall would stand another winter.",
    ],
)
def test_no_dateline_where_capitals_or_brackets_mean_something_else(opening: str) -> None:
    """A word in capitals, a party in brackets and a question are no datelines."""
    assert blocks_of(opening, SECOND, THIRD)[0] == ("body", opening)


def test_photo_credit_makes_a_caption_and_agency_credit_a_credit() -> None:
    """A line that ends in a photo credit is a caption; agencies alone in brackets credit the text."""
    caption = "A ferry leaves Port Elva in the morning. (Reuters photo)"
    page = ("Harbour reopens", caption, *BODY, "(Elva Post/AFP)")
    assert kind_of("A ferry", *page) == "caption"
    assert kind_of("(Elva", *page) == "credit"


def test_a_name_alone_between_paragraphs_is_a_caption() -> None:
    """The name of someone in the article, alone on a line, is a caption; other words are a crosshead."""
    quoting = (
        "The storm took everything, said Ana Brook, whose boat was thrown on the quay and broke in two there."
    )
    page = (*BODY, "Ana Brook", quoting, "A wall gives way", SECOND[:-1] + " or longer.")
    assert kind_of("Ana Brook", *page) == "caption"
    assert kind_of("A wall", *page) == "crosshead"


def test_the_name_of_a_section_is_a_crosshead_between_two_paragraphs() -> None:
    """'Health' in a menu is navigation; alone between two paragraphs it heads the second."""
    page = ("Home", "Health", "Harbour reopens", OPENING, "Health", SECOND, "Education", THIRD)
    kinds = [kind for kind, _ in blocks_of(*page)]
    assert kinds == ["navigation", "navigation", "headline", "body", "crosshead", "body", "crosshead", "body"]


def test_an_embedded_post_is_body_of_its_own_kind() -> None:
    """A post ends in its writer's name and handle; a signature on its own line takes the line above along."""
    post = "The harbour is open again and the ferry has left with a band on board, thank you all for waiting."
    signature = "— Ana Brook (@anabrook) March 3, 2021"
    assert kind_of("The harbour is open", *BODY, f"{post} {signature}", THIRD) == "embed"
    assert kind_of("The harbour is open", *BODY, post, signature, THIRD) == "embed"
    assert "embed" in BODY_KINDS


def test_a_tail_of_headlines_is_related() -> None:
    """Headlines below the article are other articles', and the reason counts them."""
    text = "\n".join(["Harbour reopens", *BODY, "Newsletter", *OTHERS])
    blocks = find_blocks(PageText(text))
    assert [block.kind for block in blocks[-5:]] == ["related"] * 5
    assert blocks[-1].reasons == ("in a run of 5 headline-like lines outside the article",)


def test_teasers_of_other_articles_are_no_body() -> None:
    """Headlines and single sentences in turn announce other articles."""
    teasers = [
        line
        for headline in OTHERS
        for line in (
            headline,
            f"How the {headline.lower()} was told to us by a reader from the coast.",
        )
    ]
    kinds = [kind for kind, _ in blocks_of("Harbour reopens", *BODY, *teasers)]
    assert set(kinds[4:]) <= set(FURNITURE_KINDS)
    assert kinds[1:4] == ["body"] * 3


def test_comments_begin_at_their_heading_and_hold_what_follows() -> None:
    """Below 'Leave a Reply' or '2 comments' even whole sentences are readers' words."""
    said = "I have lived here all my life and I never saw the harbour master out in a storm, not once."
    kinds = [
        kind for kind, _ in blocks_of("Harbour reopens", *BODY, "2 comments", "Gull77", said, "Report abuse")
    ]
    assert kinds[4:] == ["comment"] * 4


def test_a_heading_of_comments_above_the_article_does_not_swallow_it() -> None:
    """'Comments (5)' among the tools under a headline announces nothing."""
    kinds = [kind for kind, _ in blocks_of("Harbour reopens", "Share", "Comments (5)", *BODY)]
    assert kinds[-3:] == ["body"] * 3


def test_an_insert_does_not_end_the_article() -> None:
    """A share tool or an advertisement between paragraphs is furniture; the paragraphs stay body."""
    kinds = [kind for kind, _ in blocks_of(OPENING, "Advertisement", SECOND, "Story continues below", THIRD)]
    assert kinds == ["body", "navigation", "body", "navigation", "body"]


def test_lines_that_the_outlet_repeats_are_furniture() -> None:
    """What stands in other articles of the outlet too is furniture however much it reads like a paragraph."""
    about = (
        "The Elva Post has been printed on the quay since the year of the great flood; its readers own it."
    )
    text = "\n".join([*BODY, about])
    start = text.index(about)
    blocks = find_blocks(PageText(text), repeated=[(start, start + len(about))])
    assert blocks[-1].kind in FURNITURE_KINDS
    assert blocks[-1].reasons[0] == "line repeated in other articles of this outlet"
    assert find_blocks(PageText(text))[-1].kind == "body"


def test_a_summary_that_the_body_prints_again_is_the_standfirst() -> None:
    """The first print stays part of the article, the second is a paragraph of it."""
    blocks = blocks_of("Harbour reopens", SECOND, OPENING, SECOND, THIRD)
    assert [kind for kind, _ in blocks] == ["headline", "standfirst", "body", "body", "body"]


def test_markup_decides_where_the_words_do_not() -> None:
    """The same sentence is furniture as a link in a menu, and body as a paragraph that trafilatura keeps."""
    sentence = "The ferry sails every morning from the northern quay."
    text = "\n".join([*BODY, sentence])
    plain = {"link_share": 0.0, "tag": "p", "kept": True, "heading": 0, "part": ""}
    linked = {"link_share": 1.0, "tag": "nav", "kept": False, "heading": 0, "part": ""}
    kinds = [find_blocks(PageText(text), markup=[plain] * 3 + [last])[-1].kind for last in (plain, linked)]
    assert kinds[0] == "body"
    assert kinds[1] in FURNITURE_KINDS


def test_on_pages_that_mark_their_parts_trafilatura_and_the_part_decide() -> None:
    """Results below the text are furniture by their form; kept on such a page they belong to the article."""
    text = "\n".join([*BODY, *(f"Northern Quay {n}-{n + 1} Old Wharf" for n in range(6))])
    kinds = {}
    for part in ("", "main"):
        line = {"link_share": 0.0, "tag": "li", "kept": True, "heading": 0, "part": part}
        kinds[part] = find_blocks(PageText(text), markup=[line] * (len(BODY) + 6))[-1].kind
    assert kinds[""] in FURNITURE_KINDS
    assert kinds["main"] not in FURNITURE_KINDS
    outside = {"link_share": 0.0, "tag": "p", "kept": False, "heading": 0, "part": "outside"}
    inside = {"link_share": 0.0, "tag": "p", "kept": True, "heading": 0, "part": "main"}
    tail = "Buy tickets for the ferry and see the northern quay from the sea this summer with us."
    markup = [*[inside] * len(BODY), outside]
    blocks = find_blocks(PageText("\n".join([*BODY, tail])), markup=markup)
    assert blocks[-1].kind in FURNITURE_KINDS


def test_main_text_and_comments_exclude_each_other() -> None:
    """Trafilatura leaves comments out: what it keeps is none even below a heading, what it leaves out may be some."""
    kept = {"link_share": 0.0, "tag": "p", "kept": True, "heading": 0, "part": "main"}
    left = kept | {"kept": False}
    words = "The quay was dry on that day and we could all see the cranes, whatever the harbour master says of it."

    def kinds(comments: list[str], mark: dict[str, object]) -> list[str]:
        said = [line.replace("that day", f"day {day}") for day in range(3) for line in comments]
        page = PageText("\n".join([*BODY, *BODY, *said]))
        markup = [*[kept] * 2 * len(BODY), *[mark] * 3 * len(comments)]
        return [block.kind for block in find_blocks(page, markup=markup)][2 * len(BODY) :]

    assert kinds(["Comments", "Lisa", words], kept).count("body") == 3
    assert kinds(["Lisa, 12 May 2020, 10:42 AM", words], left) == ["comment"] * 6


def test_reasons_of_links_are_shares() -> None:
    """A line of links says how many of its words are."""
    text = "\n".join([*BODY, "Cinema tonight"])
    plain = {"link_share": 0.0, "tag": "p", "kept": True, "heading": 0, "part": ""}
    linked = {"link_share": 0.82, "tag": "li", "kept": False, "heading": 0, "part": ""}
    assert "82% of words are links" in find_blocks(PageText(text), markup=[plain] * 3 + [linked])[-1].reasons


def test_another_language_is_read_by_its_form() -> None:
    """Long lines in a language whose words the program does not know are body, short ones around are not."""
    body = (
        "Der Hafen wurde am Montag nach einer Woche voller Stürme wieder geöffnet, teilte die "
        "Hafenmeisterin mit; die erste Fähre fuhr mit vierzig Fahrgästen ab.",
        "Zwei Kräne am nördlichen Kai sind so schwer beschädigt, dass sie bis Ende des Monats abgebaut "
        "werden, und auch die Mauer muss erneuert werden.",
    )
    assert [kind for kind, _ in blocks_of("Startseite", *body, "Teilen")] == [
        "navigation",
        "body",
        "body",
        "navigation",
    ]


def test_three_words_are_an_article_and_a_button_is_not() -> None:
    """A very short text is held for the article unless it is a phrase of furniture; nothing makes nothing."""
    assert blocks_of("Harbour open again.") == [("body", "Harbour open again.")]
    assert blocks_of("Share this article") == [("navigation", "Share this article")]
    assert blocks_of("", " ", "\t") == []


@pytest.mark.parametrize("unit", ["x ", "word ", "a", "( ", "A. ", "- ", "A-", "@", "'", "1 "])
def test_a_line_of_400_000_characters_is_one_block(unit: str) -> None:
    """Only the ends of a long line are examined, so that no pattern can run away on it."""
    text = unit * (400_000 // len(unit))
    assert len(find_blocks(PageText(text), title="A")) == 1


ODD_LINES = (
    *("Share", "0", "×", "", "  ", "By Ana Brook", "© 2021 Elva Post", "Leave a Reply", "a\u2028b", "İ"),
    *("(Reuters photo)", "Home > Coast", "Related Articles", "http://elva.example/x"),
    "PORT ELVA (AP) — " + OPENING,
)
PIECES = st.sampled_from((*BODY, *OTHERS, *ODD_LINES))


@given(st.lists(PIECES | st.text(max_size=30), max_size=25), st.none() | st.sampled_from(OTHERS))
def test_blocks_cover_every_visible_character_once(pieces: list[str], title: str | None) -> None:
    """Blocks ascend, do not overlap, leave out nothing but spaces, and each has a known kind and a reason."""
    text = "\n".join(pieces)
    blocks = find_blocks(PageText(text), title=title)
    position = 0
    for block in blocks:
        assert text[position : block.start].strip() == ""
        assert block.start < block.end
        assert block.kind in set(BlockKind)
        assert all(block.reasons)
        assert block.reasons
        position = block.end
    assert text[position:].strip() == ""


def test_the_sample_corpus_agrees_with_its_key(sample_folder: Path) -> None:
    """On pages whose furniture was counted when they were written, the ratio is off by 0.005 in the mean."""

    def rows(name: str) -> dict[str, dict[str, str]]:
        with (sample_folder / name).open(encoding="utf8") as file:
            return {
                row["file"]: row for row in csv.DictReader(line for line in file if not line.startswith("# "))
            }

    known = rows("manifest.csv")
    errors = []
    for file, key in rows("KEY.csv").items():
        text, markup = (sample_folder / file).read_text(encoding="utf8"), None
        if file.endswith(".html"):
            page = read_page(text)
            text = page.text
            markup = [line.markup for line in page.lines]
        told = known.get(file, {})
        blocks = find_blocks(
            PageText(text),
            title=told.get("title") or None,
            byline=told.get("byline") or None,
            markup=markup,
        )
        expected = int(key["furniture_words"]) / len(find_words(text))
        errors.append(abs(share_of_furniture(text, blocks) - expected))
    assert sum(errors) / len(errors) < 0.005
    assert max(errors) < 0.05


def founding(shared: Path, number: str) -> tuple[str, tuple[Block, ...]]:
    """A founding article and its blocks."""
    text = next((shared / "seeds").glob(f"{number}_*.txt")).read_text(encoding="utf8")
    return text, find_blocks(PageText(text))


@pytest.mark.shared
def test_founding_article_with_the_tail_of_headlines_is_mostly_furniture(shared: Path) -> None:
    """003 is more than half furniture, and has the highest share of the five."""
    shares = {n: share_of_furniture(*founding(shared, n)) for n in ("000", "001", "002", "003", "004")}
    assert shares["003"] > 0.5
    assert max(shares, key=lambda number: shares[number]) == "003"


@pytest.mark.shared
def test_founding_article_with_the_breadcrumb(shared: Path) -> None:
    """004: the breadcrumb is navigation, the lone name a caption, the tail furniture, and all else body."""
    _, blocks = founding(shared, "004")
    kinds = [block.kind for block in blocks]
    assert kinds[:2] == ["navigation", "headline"]
    assert kinds.count("caption") == 1
    assert set(kinds[-3:]) <= set(FURNITURE_KINDS)
    assert set(kinds[2:-3]) == {"body", "caption"}


def test_two_witnesses_of_a_page_with_parts_overrule_the_wording() -> None:
    """A bare list entry that both keep is body below its article; a paragraph that both reject is furniture."""
    prose = "The harbour master said on Monday that the ferry would sail again once the storm had passed."
    listed = ["Tour dates", *(f"Port Alder {day} Hall" for day in range(3, 9))]
    text = "\n".join([prose, prose.replace("ferry", "barge"), *listed])
    kept = {"link_share": 0.0, "tag": "li", "kept": True, "heading": 0, "part": "main"}
    rejected = kept | {"tag": "p", "kept": False, "part": "outside"}
    blocks = find_blocks(PageText(text), markup=[kept] * (2 + len(listed)))
    assert all(block.kind in BODY_KINDS for block in blocks[:2])
    lines = find_lines(PageText(text), markup=[kept, rejected, *[kept] * len(listed)])
    regions = [ARTICLE, ARTICLE, *[END] * len(listed)]
    follow_parts(lines, regions)
    assert regions == [ARTICLE, ASIDE, *[ARTICLE] * len(listed)]


def test_lists_and_headings_between_the_paragraphs_of_the_articles_part_are_its_text() -> None:
    """What trafilatura leaves out there is text, unless a comment; outside the part or below the text it is not."""
    prose = "The harbour master said on Monday that the ferry would sail again once the storm had passed."
    kept = {"link_share": 0.0, "tag": "p", "kept": True, "heading": 0, "part": "main"}
    left = kept | {"kept": False}
    page = [
        (prose, kept, ARTICLE),
        ("Port Alder 3 Hall", left | {"tag": "li"}, ARTICLE),
        ("Tour dates of the band", left | {"tag": "h2"}, ARTICLE),
        ("The band plays in seven towns", left, ARTICLE),
        ("Seven towns", left, END),
        ("The band plays in eight towns", left | {"link_share": 1.0}, END),
        ("Port Alder 4 Hall", left | {"tag": "li", "part": "unknown"}, END),
        ("Port Alder 5 Hall", left | {"tag": "li", "part": "outside"}, END),
        (prose.replace("ferry", "barge"), kept, ARTICLE),
        ("Port Alder 6 Hall", left | {"tag": "li"}, END),
    ]
    lines = find_lines(
        PageText("\n".join(text for text, _, _ in page)), markup=[markup for _, markup, _ in page]
    )
    regions = [ARTICLE, *[END] * 7, ARTICLE, END]
    follow_parts(lines, regions)
    assert regions == [region for _, _, region in page]
    regions = [ARTICLE, *[COMMENTS] * 7, ARTICLE, END]
    follow_parts(lines, regions)
    assert regions == [ARTICLE, *[COMMENTS] * 7, ARTICLE, END]


def test_a_text_that_the_page_prints_for_each_screen_counts_once() -> None:
    """A second printing that is much of the article is none of it; a sentence printed again in a long text stays."""
    first = "The harbour master said on Monday that the ferry would sail again once the storm had passed."
    texts = [first, "Fares", first.replace("ferry", "barge"), first.replace("Monday", "Friday")]
    lines = find_lines(PageText("\n".join([*texts, *texts])))
    regions = [ARTICLE] * 8
    leave_second_printing(lines, regions)
    assert regions == [ARTICLE] * 4 + [ASIDE] * 4
    lines = find_lines(PageText("\n".join([*texts, first])))
    regions = [ARTICLE] * 5
    leave_second_printing(lines, regions)
    assert regions == [ARTICLE] * 5


def test_names_that_two_witnesses_keep_are_crossheads_and_no_captions() -> None:
    """A name alone is a caption, but a crosshead where trafilatura and the part of the article have it."""
    prose = "The harbour master, Ana Brook, said that the ferry would sail again once the storm had passed."
    text = "\n".join([prose, prose.replace("ferry", "barge"), "Ana Brook", prose.replace("ferry", "dinghy")])
    kept = {"link_share": 0.0, "tag": "p", "kept": True, "heading": 0, "part": "main"}
    name = kept | {"tag": "h3"}
    for part, kind in (("main", "crosshead"), ("unknown", "caption")):
        markup = [one | {"part": part} for one in (kept, kept, name, kept)]
        assert find_blocks(PageText(text), markup=markup)[2].kind == kind


@pytest.mark.shared
def test_founding_article_with_dateline_photo_and_text_credit(shared: Path) -> None:
    """001: headline, caption, dateline, body, the credit, and six or more pieces of furniture below it."""
    text, blocks = founding(shared, "001")
    kinds = [block.kind for block in blocks]
    assert kinds[:4] == ["headline", "caption", "dateline", "body"]
    credit = kinds.index("credit")
    assert set(kinds[3:credit]) == {"body"}
    assert text[blocks[credit].start : blocks[credit].end].endswith("AFP)")
    assert set(kinds[credit + 1 :]) <= set(FURNITURE_KINDS)


@pytest.mark.shared
def test_founding_article_with_embedded_posts(shared: Path) -> None:
    """000: the date put ahead of the text is parted from it; two posts, two crossheads, no furniture."""
    _, blocks = founding(shared, "000")
    kinds = [block.kind for block in blocks]
    assert kinds[0] == "dateline"
    assert (kinds.count("embed"), kinds.count("crosshead")) == (2, 2)
    assert not set(kinds) & set(FURNITURE_KINDS)


@pytest.mark.shared
def test_founding_article_of_the_aggregator(shared: Path) -> None:
    """002: what the aggregator added is a credit and furniture; the rest is the article."""
    _, blocks = founding(shared, "002")
    kinds = [block.kind for block in blocks]
    assert kinds[0] == "headline"
    assert kinds[-3:] == ["credit", "related", "navigation"]
    assert kinds.count("body") == 12


def test_a_last_paragraph_that_ends_in_an_agencys_name_is_body() -> None:
    """A sign-off closes it; below a headline the same line is a caption."""
    told = "The harbour of Port Ella reopened on Monday after a week of storms, the mayor said on the quay. (AFP)"
    more = "It had been closed since the storm tore away the northern mole and sank two of the boats moored there."
    for text, kind in (
        (told, "body"),
        (f"{more}\n\n{told}", "body"),
        (f"{told}\n\n{more}\n\n{more}", "caption"),
    ):
        blocks = find_blocks(PageText(text))
        assert {b.kind for b in blocks if text[b.start : b.end].endswith("(AFP)")} == {kind}


CAPTIONS = (
    "Image copyright Port Photos Image caption The first ferry left the harbour of Port Elva on a wet Monday morning",
    "Media playback is unsupported on your device Media caption The harbour master says the storms are over now",
    "Facebook Twitter Pinterest The first ferry leaves the harbour of Port Elva. Photograph: Ann Berg/Coast Pictures",
    "FILE PHOTO: A crane falls on the quay of Port Elva, Tarnia, October 26, 2017. REUTERS/Ann Berg/File Photo",
    "A crane stands on the northern quay of Port Elva, where it rained, on October 26, 2017. REUTERS/ Ann Berg",
)


@pytest.mark.parametrize("caption", CAPTIONS)
def test_a_caption_that_reads_like_a_paragraph_is_told_by_its_ends(caption: str) -> None:
    """What opens a caption, and the photographer at its end, are no part of the body, wherever it stands."""
    assert kind_of(caption[:20], OPENING, SECOND, caption, THIRD) == "caption"


def test_the_far_right_is_a_side_of_politics() -> None:
    """A first paragraph about the far right is no caption, which says who stands `second from left`."""
    first = "The mayor of Port Elva has few friends on the far right of the council, " + OPENING
    assert kind_of("The mayor", first, SECOND, THIRD) == "body"
    assert (
        kind_of("Ann Berg", "Ann Berg, second from left, on the quay of Port Elva", OPENING, SECOND)
        == "caption"
    )


def test_a_lone_r_in_brackets_is_a_party() -> None:
    """A paragraph about a governor (R) is no caption, which says who stands on the left (L) as well."""
    shown = "Gov. Ann Berg (R) and Sen. Tom Lee (L) on the quay of Port Elva"
    assert kind_of("Gov. Ann", "Gov. Ann Berg (R) " + OPENING, SECOND, THIRD) == "body"
    assert kind_of("Gov. Ann", shown, OPENING, SECOND) == "caption"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Slideshow (14 Images)", "navigation"),
        ("Port Elva: the town that waits for its first tram line Read more", "related"),
    ],
)
def test_links_within_the_article_are_no_part_of_it(line: str, kind: str) -> None:
    """A link to pictures, or to another article, is furniture between paragraphs too."""
    assert kind_of(line[:9], OPENING, SECOND, line, THIRD) == kind


def test_a_newsletter_box_within_the_text_is_furniture() -> None:
    """It reads like a paragraph of sentences; a paragraph that speaks of a newsletter is one."""
    story = "The council met on Monday about the harbour, which was closed after the storm, and it opened it again."
    box = (
        "Harbour Daily All about ships, every day, in your inbox. By signing up you agree to receive email newsletters "
        "or alerts from the Herald. You can unsubscribe at any time."
    )
    spoken = "The mayor said that the newsletter of the harbour had been sent to all of the owners before the storm."
    text = "\n\n".join((story, f"{story} It did.", box, spoken, f"{story} So it was."))
    kinds = {text[block.start : block.end].strip(): block.kind for block in find_blocks(PageText(text))}
    assert kinds[box] not in BODY_KINDS
    assert kinds[spoken] == "body"


def test_headlines_in_capitals_between_the_paragraphs_lead_elsewhere() -> None:
    """A few of them are links to other articles; many head the items of a newsletter; crossheads are short."""
    link = "COUNCIL POSTPONES ITS VOTE ON A NEW TRAM LINE TO THE CASTLE"
    assert kind_of(link, OPENING, SECOND, link, THIRD) not in BODY_KINDS
    assert kind_of("A TIME TO WAIT", OPENING, SECOND, "A TIME TO WAIT", THIRD) == "crosshead"
    heads = [other.upper() + " OF PORT ELVA" for other in OTHERS]
    items = [line for head in heads for line in (head, f"{THIRD} So it was in {head.title()}.")]
    assert kind_of(heads[0], OPENING, *items) == "crosshead"
    assert kind_of(heads[0], OPENING, *items[:4], SECOND) not in BODY_KINDS
