import polars as pl
from polars.testing import assert_frame_equal

from scoring.compare.repeated_lines import find_repeated_lines

from .corpora import corpus, prose, tokens_of


def _lines(articles: pl.DataFrame) -> dict[str, list[str]]:
    text = dict(articles.select("article_id", "text").iter_rows())
    found: dict[str, list[str]] = {}
    for article_id, start, end, _ in find_repeated_lines(articles, tokens_of(articles)).iter_rows():
        found.setdefault(article_id, []).append(text[article_id][start:end])
    return found


def test_a_line_in_three_articles_is_repeated() -> None:
    """Twice may be chance; thrice is a habit, whatever the case and the marks."""
    forms = ("Share this story", "» Share this STORY!", "share this story…")
    rows = [
        {"article_id": f"{n}", "outlet": "Post", "text": f"{prose(n)}\n{form}"}
        for n, form in enumerate(forms)
    ]
    assert _lines(corpus(*rows[:2])) == {}
    assert _lines(corpus(*rows)) == {
        "0": ["Share this story"],
        "1": ["Share this STORY"],
        "2": ["share this story"],
    }


def test_other_outlets_and_unknown_ones_do_not_count() -> None:
    """Lines are counted within an outlet; an article without an outlet repeats nobody."""
    rows = [{"article_id": f"{n}", "outlet": None, "text": f"{prose(n)}\nShare this story"} for n in range(5)]
    assert _lines(corpus(*rows)) == {}
    assert _lines(corpus(*({**row, "outlet": f"O{n}"} for n, row in enumerate(rows)))) == {}


def test_versions_of_one_article_are_no_furniture() -> None:
    """Ten updates of one live report repeat each other's paragraphs, and none of that is furniture."""
    story = prose(40, 400)
    rows = [
        {"article_id": f"{n}", "outlet": "Post", "text": f"{story}\n\n{prose(100 + n, 60)}"}
        for n in range(10)
    ]
    assert _lines(corpus(*rows)) == {}
    others = [
        {"article_id": f"x{n}", "outlet": "Post", "text": f"{prose(200 + n)}\nSign up"} for n in range(3)
    ]
    assert set(_lines(corpus(*rows, *others))) == {"x0", "x1", "x2"}


def test_long_furniture_is_found_where_articles_differ() -> None:
    """A paragraph of terms under unlike articles is furniture; one of background in three articles is not."""
    terms, background = prose(41, 40), prose(42, 40)
    rows = [
        {
            "article_id": f"{n:02}",
            "outlet": "Post",
            "text": f"{prose(300 + n, 300)}\n{terms}" + (f"\n{background}" if n < 3 else ""),
        }
        for n in range(90)
    ]
    found = _lines(corpus(*rows))
    assert len(found) == 90
    assert all(lines == [terms.rstrip(".")] for lines in found.values())


def test_same_for_any_order() -> None:
    """The order of rows changes nothing."""
    rows = [{"article_id": f"{n}", "outlet": "Post", "text": f"{prose(n)}\nMore news\n"} for n in range(6)]
    articles = corpus(*rows)
    mixed = articles.sample(fraction=1, shuffle=True, seed=1)
    assert_frame_equal(
        find_repeated_lines(mixed, tokens_of(mixed)), find_repeated_lines(articles, tokens_of(articles))
    )


def test_nothing_from_nothing() -> None:
    """No articles, and articles without words, repeat nothing."""
    assert _lines(corpus()) == {}
    assert (
        _lines(corpus(*({"article_id": f"{n}", "outlet": "Post", "text": "…\n\n"} for n in range(4)))) == {}
    )
