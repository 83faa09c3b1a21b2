"""What others say of outlets, from the shipped ratings and from a file of the user's own."""

import polars as pl
import pytest

from scoring.evaluate.index import read_ratings
from scoring.index.ratings import rating_rows, read_given

ARTICLES = pl.DataFrame(
    {
        "outlet": ["Wire", "Wire", "Nobody", "Columnist", "Columnist"],
        "url": [
            "https://www.reuters.com/a",
            "https://uk.reuters.com/b",
            None,
            "https://a.test/1",
            "https://b.test/2",
        ],
    }
)


def test_an_outlet_on_a_known_domain_is_told_with_its_place() -> None:
    """Experts put Reuters first; outlets without addresses or on many sites have no rating."""
    (row,) = rating_rows(ARTICLES).iter_rows(named=True)
    assert (row["outlet"], row["domain"], row["rating"], row["value"]) == (
        "Wire",
        "reuters.com",
        "experts",
        1.0,
    )
    assert row["percentile"] > 99
    assert row["rated"] > 11_000


def test_own_ratings_have_any_number_of_columns_and_go_by_name_too(tmp_path) -> None:
    """An empty cell is no rating; the place is among those rated in the same column."""
    file = tmp_path / "mine.csv"
    file.write_text("outlet,trust,speed\nNobody,3,\nWire,1,2\nOther,2,9\n", encoding="utf-8")
    rows = rating_rows(ARTICLES, file).filter(source="mine.csv").sort("outlet", "rating")
    found = [
        (r["outlet"], r["rating"], r["value"], round(r["percentile"])) for r in rows.iter_rows(named=True)
    ]
    assert found == [("Nobody", "trust", 3.0, 83), ("Wire", "speed", 2.0, 25), ("Wire", "trust", 1.0, 17)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("site,trust\na.test,1\n", "needs a column domain or outlet"),
        ("domain,trust\na.test,high\n", "is no number"),
        ("outlet,trust\nEcho,NaN\n", "is no number"),
        ("outlet,trust\nEcho,inf\n", "is no number"),
        ("outlet,trust\nEcho,1\n Echo ,2\n", "rates 'Echo' twice"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(tmp_path, text: str, words: str) -> None:
    """Without domain or outlet, with what is no number, or with two ratings of one outlet."""
    file = tmp_path / "mine.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=words):
        read_given(file)


def test_a_part_of_a_site_stands_for_it_only_where_the_site_is_not_rated(tmp_path) -> None:
    """The outlet's table and the comparison with experts read a file by one rule."""
    file = tmp_path / "mine.csv"
    file.write_text("domain,trust\nuk.reuters.com,1\nnews.other.example,4\n", encoding="utf-8")
    rows = rating_rows(ARTICLES, file).filter(source="mine.csv")
    assert rows.select("outlet", "value").rows() == [("Wire", 1.0)]
    assert dict(read_ratings(file).iter_rows()) == {"reuters.com": 1.0, "other.example": 4.0}
    file.write_text("domain,trust\nuk.reuters.com,1\nreuters.com,3\nwww.reuters.com,\n", encoding="utf-8")
    assert rating_rows(ARTICLES, file).filter(source="mine.csv")["value"].to_list() == [3.0]
    assert dict(read_ratings(file).iter_rows()) == {"reuters.com": 3.0}
