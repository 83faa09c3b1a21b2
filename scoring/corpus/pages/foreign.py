"""What on a page is not its article: side columns, teasers, comments, navigation."""

import re
from collections.abc import Collection

from lxml import etree
from lxml import html as lxml_html

_FOREIGN_TAGS = ("aside", "nav", "dialog")
_FOREIGN = re.compile(
    r"(?:^|[\s_-])(?:related|side-?(?:bar|col|column|rail)|right-?(?:bar|col|column|rail)|recommend(?:ed|ations?)|"
    r"comments?|comment-?list|disqus\w*|replies|teasers?|most-?(?:read|popular|viewed|shared)|trending|"
    r"read-?next|more-?(?:stories|news|from)|latest-?(?:news|stories)|up-?next|see-?also|outbrain|taboola|onward)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
"""What an element says of itself (in its id or class) that is not the article."""
_TELLING = etree.XPath(
    f"descendant::*[@class or @id or self::article or {' or '.join(f'self::{tag}' for tag in _FOREIGN_TAGS)}]"
)
"""The elements that may say so, or hold an article of their own."""


def _says_foreign(element: lxml_html.HtmlElement) -> bool:
    if element.tag in _FOREIGN_TAGS:
        return True
    if element.tag in ("html", "body", "main", "article"):
        return False
    told = f"{element.get('class') or ''} {element.get('id') or ''}"
    return told != " " and _FOREIGN.search(told) is not None


def is_foreign(
    element: lxml_html.HtmlElement,
    within: lxml_html.HtmlElement | None = None,
    own: Collection[lxml_html.HtmlElement] = (),
) -> bool:
    """Whether the element stands, up to `within`, in something that is not the article.

    An element that holds the article's heading (`own`) belongs to the article, whatever it calls itself.
    """
    if _says_foreign(element) and element not in own:
        return True
    for above in element.iterancestors():
        if above is within or above in own:
            return False
        if _says_foreign(above) or (within is not None and above.tag in ("article", "li")):
            return True
    return False


def cut_foreign(tree: lxml_html.HtmlElement, heading: lxml_html.HtmlElement | None) -> None:
    """Cut out everything that is not the article, so that no name there is taken for the writer's."""
    body = tree.find("body")
    if body is None:
        return
    own = set() if heading is None else {heading, *heading.iterancestors()}
    scope = next((element for element in own if element.tag == "article"), None)
    for element in _TELLING(body):
        if element in own:
            continue
        nested = element.tag == "article" and scope is not None
        if element.getparent() is not None and (nested or _says_foreign(element)):
            element.drop_tree()
