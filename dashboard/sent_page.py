"""A page to be sent, as one HTML file: it needs no program and no network, and nothing in it runs."""

import re
from pathlib import Path

from dashboard.wording import as_html

_STYLE = Path(__file__).with_name("style.css")
_PAPER = (
    "body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; "
    "color: #1f1f1f; background: white; } h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2rem; } "
    ".mh-facing { max-height: none; } .mh-stretch { margin-top: 1rem; } "
    "@media print { body { zoom: 0.7; margin: 0; max-width: none; } h2 { margin-top: 0.8rem; } }"
)
_LINK = re.compile(r'<a\b(?:[^>]*?( class="[^"]*"))?[^>]*>')


def unlinked(html: str) -> str:
    """HTML of the dashboard without its links, which lead nowhere outside it.

    >>> unlinked('<td><a href="./outlet?outlet=A" target="_self">A</a> &lt;a&gt;</td>')
    '<td><span>A</span> &lt;a&gt;</td>'
    >>> unlinked('<a class="mh-source-link" href="./article?article=1">Rain</a>')
    '<span class="mh-source-link">Rain</span>'
    """
    return _LINK.sub(lambda link: f"<span{link[1] or ''}>", html).replace("</a>", "</span>")


def page_html(title: str, body: str) -> bytes:
    """A page that may show its own style and nothing else, so that no text in it can run or fetch anything."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{as_html(title)}</title><style>{_STYLE.read_text(encoding='utf-8')}{_PAPER}</style></head>"
        f"<body><main>{body}</main></body></html>"
    ).encode()
