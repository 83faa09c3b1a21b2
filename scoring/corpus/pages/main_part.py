"""Which lines stand in the part of a page that the page itself declares to be its article.

Pages since HTML5 name their parts: `<main>`, `<article>`, `itemprop="articleBody"`, or a class such as `entry-content`.
Such names are given to teasers and side columns too, so a part counts only if it holds most of the main text. Older
pages have no such parts; nothing is said of their lines.
"""

import re
from collections import Counter
from collections.abc import Sequence

from lxml import html as lxml_html

from scoring.corpus.pages.visible_lines import PROSE_WORDS, PageLine
from scoring.schema.kinds import PagePart

HTML5 = ("article", "main", "section", "header", "footer", "nav", "figure", "aside")
"""Elements that came with HTML5. Four of the 389 pages of 2007 and 2008 in L3S-GN1 have one of them."""
_DECLARED = re.compile(
    r"(?:^|[\s_-])(?:article|story|post|entry|content|blog)-?_?(?:body|content|text|main|copy)(?:$|[\s_-])"
    r"|articlebody|storybody|mw-parser-output|field-name-body|rich-?text|prose",
    re.IGNORECASE,
)
"""What an element says of itself (in its id or class) that holds the text of an article."""
_ROLES = ("main", "article")
HOLDS = 0.7
"""Share of the words of the main text that a part must hold to be the main part."""
_MOSTLY_LINKS = 0.5


def names_parts(tree: lxml_html.HtmlElement) -> bool:
    """Whether the page is written with the elements of HTML5."""
    return next(tree.iter(*HTML5), None) is not None


def parts_of(
    lines: Sequence[PageLine], kept: Sequence[bool], holders: Sequence[lxml_html.HtmlElement | None]
) -> list[PagePart]:
    """The part in which each line of an HTML5 page stands; `holders` are the elements that hold the lines.

    The main text is what trafilatura has `kept`, or, where it keeps nothing, the long lines that are no links.
    """
    anything = any(kept)
    words: Counter[lxml_html.HtmlElement] = Counter()
    total = 0
    for line, keep, holder in zip(lines, kept, holders, strict=True):
        if anything and not keep:
            continue
        count = len(line.text.split())
        if anything or (count >= PROSE_WORDS and line.link_share < _MOSTLY_LINKS):
            total += count
            if holder is not None:
                words[holder] += count
    within: Counter[lxml_html.HtmlElement] = Counter()
    for holder, count in words.items():
        within.update(dict.fromkeys((holder, *holder.iterancestors()), count))
    holding = [
        element for element, count in within.items() if count >= HOLDS * total and _declares_article(element)
    ]
    if not holding:
        return [PagePart.UNKNOWN] * len(lines)
    main = max(holding, key=lambda element: sum(1 for _ in element.iterancestors()))
    inside = set(main.iter())
    return [PagePart.MAIN if holder in inside else PagePart.OUTSIDE for holder in holders]


def _declares_article(element: lxml_html.HtmlElement) -> bool:
    return (
        element.tag in _ROLES
        or element.get("role") in _ROLES
        or element.get("itemprop") == "articleBody"
        or _DECLARED.search(f"{element.get('class') or ''} {element.get('id') or ''}") is not None
    )
