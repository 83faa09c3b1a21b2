"""Pages that say they are no article, and articles about such pages."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from scoring.corpus.finishing.no_article import REASONS, no_article_reason
from scoring.corpus.read import read_corpus
from scoring.schema.lists import read_rows

from ..writing import story, write_table, write_text

Shown = tuple[str | None, Sequence[str]]
"""A page's title and its lines."""

PAGES: dict[str, Shown] = {
    "error": (
        "Page not found | The Elva Post",
        (
            "404",
            "Sorry, the page you are looking for has sailed without us.",
            "Try searching for it, or return to the homepage.",
        ),
    ),
    "denied": (
        "Access Denied",
        (
            "Access Denied",
            'You don\'t have permission to access "http://elva.example/ferry" on this server.',
            "Reference #18.4a3f",
        ),
    ),
    "challenge": (
        "Just a moment...",
        (
            "elva.example",
            "Checking your browser before accessing elva.example.",
            "This process is automatic and may take a few seconds of your time.",
        ),
    ),
    "scripts": (
        "The Elva Post",
        ("You need to enable JavaScript to run this app, or so the Elva Post believes.",),
    ),
    "consent": (
        "Before you continue",
        (
            "We value your privacy",
            "We and our 812 partners keep cookies and unique identifiers on your device for advertising.",
            "You may withdraw your consent at any time at the foot of each page.",
            "Accept all",
            "Reject all",
            "Manage options",
        ),
    ),
    "paywall": (
        "Subscribe to continue reading",
        (
            "Subscribe to continue reading the Elva Post, the paper of the coast.",
            "Unlimited access for just two crowns a month, and cancel anytime.",
            "Already a subscriber? Log in.",
        ),
    ),
    "login": (
        "Log in | The Elva Post",
        ("Please log in to continue.", "Email address", "Password", "Forgot your password?"),
    ),
    "region": (
        "The Elva Post",
        ("This content is not available in your region.", "Contact us by e-mail if you think it should be."),
    ),
    "parked": (
        "elva.example",
        (
            "This domain is for sale.",
            "Make an offer on this domain today, or ask its registrar.",
            "Related searches",
        ),
    ),
    "empty": (
        "Search results for ferry",
        (
            "No results found for ferry.",
            "Please check the spelling or try different keywords instead of these.",
        ),
    ),
}
OTHER_LANGUAGES: list[tuple[str, Shown]] = [
    ("error", ("Seite nicht gefunden", ("Die angeforderte Seite ist leider ausgelaufen.",))),
    ("error", (None, ("La page que vous recherchez n’existe plus.", "Page d’accueil"))),
    ("consent", (None, ("Mit Werbung und Cookies weiterlesen", "Werbefrei", "Datenschutz", "Alle ablehnen"))),
    ("paywall", (None, ("Cet article est réservé aux abonnés du Courrier d’Elva.", "Déjà abonné ?"))),
    ("challenge", (None, ("Verifica que eres humano para seguir, por favor.",))),
    ("region", (None, ("Este contenido no está disponible en tu país.",))),
]
PARAGRAPHS = (
    "The bridge over the Elva will stay closed until spring, the council said on Monday.",
    "Its engineers found two cracks in the northern pier, and a third that nobody could explain.",
    "Shopkeepers on the quay asked for a ferry, and the harbour master promised to look for one.",
    "A petition with nine hundred names lies in the town hall, where it may be signed until Friday.",
)
ARTICLES: dict[str, Shown] = {
    "on a law about cookies": (
        "Parliament votes on cookie consent",
        (
            "A new law on cookie consent passed its second reading on Tuesday by nine votes.",
            "Sites may no longer hide the words reject all behind a second button, its sponsor said.",
            "We use cookies is a sentence that every reader in the country has learned to hate, she told members.",
            "Publishers warned that advertising would suffer, and that small papers would close first.",
            "Privacy campaigners in the gallery were asked by the clerk to stop clapping.",
        ),
    ),
    "on an exhibition": (
        "404: the museum of pages that nobody finds",
        (
            "Page not found, says the neon sign above the door of the museum’s new room.",
            "Inside hang forty broken links, printed on linen by a weaver from the coast.",
            "The curator spent two winters asking the owners of dead sites for a souvenir.",
            "Children under nine are let in free, and may draw an error page of their own.",
        ),
    ),
    "on an outage": (
        "Bank’s customers locked out for nine hours",
        (
            "Customers who opened the bank’s app on Friday read only the words “bad gateway”.",
            "Others were told that something went wrong, and to please try again later.",
            "The bank said that a digger had cut a cable near its second computer hall.",
            "By evening its branches had given out cash by the light of torches, a clerk said.",
        ),
    ),
    "on passwords": (
        "Why a baker changed her password daily",
        (
            "Every morning before the ovens were warm, the baker pressed forgot password and chose a new one.",
            "It was her son who found out that the account had been opened by somebody in another town.",
            "The police in Elva say that they have heard of nine such cases since the spring.",
        ),
    ),
    "on a paper's offer": (
        "The Gull puts its sports pages behind a wall",
        (
            "Readers of the Gull who wish to follow the rowing must subscribe from Monday on.",
            "Unlimited access will cost four crowns a month, the paper’s owner said at the harbour.",
            "Rowers hung a banner from the boathouse that said they would read the results aloud.",
        ),
    ),
    "titled Blocked": ("Blocked", PARAGRAPHS),
    "titled Blocked, of one paragraph": ("Blocked", PARAGRAPHS[:1]),
    "titled Not found": ("Not found", PARAGRAPHS),
    "below a banner": (
        "Bridge stays closed",
        ("We use cookies", "Accept all", "Reject all", "Manage options", "Cookie settings", *PARAGRAPHS),
    ),
    "above an offer": (
        "Bridge stays closed",
        (
            *PARAGRAPHS,
            "Subscribe now",
            "Already a subscriber? Log in.",
            "Unlimited access for two crowns a month",
        ),
    ),
    "above a login box": ("Bridge stays closed", ("Log in", "Password", "Forgot password?", *PARAGRAPHS)),
    "without a title": (None, PARAGRAPHS),
    "of one paragraph": (None, (PARAGRAPHS[0],)),
    "invented": ("Nine lanterns", story().split("\n")),
}


def page_of(shown: Shown) -> str:
    """The page of a title and lines."""
    title, lines = shown
    head = f"<title>{title}</title>" if title else ""
    body = "".join(f"<p>{line}</p>" for line in lines)
    return f"<!doctype html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"


def test_every_kind_is_tested() -> None:
    """There is a page of each kind here, and the list knows no other kinds."""
    assert set(PAGES) == set(REASONS)
    assert {row["kind"] for row in read_rows("no_article_phrases.csv", "kind")} == set(REASONS)


@pytest.mark.parametrize("kind", PAGES)
def test_pages_that_are_no_article(kind: str) -> None:
    """One of each kind is told, with its title and without, and in capitals."""
    title, lines = PAGES[kind]
    reason = f"{REASONS[kind]}, no article"
    assert no_article_reason(title, lines) == reason
    assert no_article_reason(None, lines) == reason
    assert no_article_reason(title, [line.upper() for line in lines]) == reason


@pytest.mark.parametrize(("kind", "shown"), OTHER_LANGUAGES)
def test_pages_in_other_languages(kind: str, shown: Shown) -> None:
    """Such pages are written in the language of their site."""
    assert no_article_reason(*shown) == f"{REASONS[kind]}, no article"


def test_pages_that_are_no_article_are_in_the_rejects(tmp_path: Path) -> None:
    """Each page is refused with its kind, the article between them is read."""
    for kind, shown in PAGES.items():
        write_text(tmp_path / "pages" / f"{kind}.html", page_of(shown))
    write_text(tmp_path / "pages" / "sound.html", page_of(("Bridge stays closed", PARAGRAPHS)))
    corpus = read_corpus([tmp_path / "pages"])
    assert corpus.articles["title"].to_list() == ["Bridge stays closed"]
    assert dict(corpus.rejects.select("file", "reason").rows()) == {
        f"pages/{kind}.html": (f"{REASONS[kind]}, no article") for kind in PAGES
    }


def test_a_row_that_is_no_article_is_refused(tmp_path: Path) -> None:
    """Scrapers put what they were shown into tables: the row is refused, its line told."""
    title, lines = PAGES["denied"]
    rows: list[dict[str, object]] = [
        {"title": title, "text": " ".join(lines)},
        {"title": "Bridge stays closed", "text": " ".join(PARAGRAPHS)},
    ]
    corpus = read_corpus([write_table(tmp_path / "a.csv", rows)])
    assert corpus.articles.height == 1
    assert corpus.rejects.rows() == [("a.csv", 2, f"{REASONS['denied']}, no article")]


@pytest.mark.parametrize("about", ARTICLES)
def test_articles_about_such_pages_are_articles(about: str) -> None:
    """What an article quotes, or has beside it, does not make it a page of that kind."""
    assert no_article_reason(*ARTICLES[about]) is None


def test_articles_about_such_pages_are_read(tmp_path: Path) -> None:
    """The same from files: all are in the corpus."""
    for about, shown in ARTICLES.items():
        write_text(tmp_path / "pages" / f"{about}.html", page_of(shown))
    corpus = read_corpus([tmp_path / "pages"])
    assert not corpus.rejects.height
    assert corpus.articles.height + corpus.duplicates.height == len(ARTICLES)


def test_links_do_not_count(tmp_path: Path) -> None:
    """A menu of links below the words of an error page does not make it an article."""
    menu = "".join(
        f"<p><a href='/{number}'>{PARAGRAPHS[number % 4]}</a></p>" for number in range(len(PARAGRAPHS) * 2)
    )
    page = page_of(PAGES["error"]).replace("</body>", f"{menu}</body>")
    write_text(tmp_path / "p" / "error.html", page)
    write_text(tmp_path / "p" / "a.txt")
    assert read_corpus([tmp_path / "p"]).rejects["reason"].to_list() == [f"{REASONS['error']}, no article"]


def test_one_quoted_phrase_beside_a_sentence_is_an_article() -> None:
    """A single phrase of such pages says it only where hardly anything else is said."""
    phrase = "This story is no longer available."
    assert no_article_reason(None, [phrase]) == f"{REASONS['error']}, no article"
    assert no_article_reason(None, [phrase, PARAGRAPHS[0]]) is None


def test_a_long_text_is_not_looked_through() -> None:
    """A text of very many sentences is an article whatever its first line says."""
    title, lines = PAGES["error"]
    assert no_article_reason(title, [*lines, "It is gone. " * 40]) is None
