"""Independent texts: copies of one text are one, whoever is taken for its origin and in whatever order they come."""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.compare.independent import independent_texts
from scoring.compare.provenance import REPRINT_SHARE

WORDS = 100
MOST, LESS = int(100 * REPRINT_SHARE), int(100 * REPRINT_SHARE) - 1
Link = tuple[str, str]
links_between_eight = st.lists(
    st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=12
)


def articles_of(names: Iterable[str], copies: Iterable[Link] = (), days: str = "") -> pl.DataFrame:
    """Articles of WORDS words; of each pair in `copies` the first is a reprint of the second. `days`: undated from a
    dash, else in the order of the digits."""
    origin = dict(copies)
    rows = [
        {
            "article_id": name,
            "published": datetime(2031, 3, 1) + timedelta(days=int(day)) if day != "-" else None,
            "words": WORDS,
            "body_words": WORDS,
            "provenance": "uncredited_reprint" if name in origin else "original",
            "origin_article": origin.get(name),
        }
        for name, day in zip(names, days or "1" * 26, strict=False)
    ]
    schema = {"published": pl.Datetime("us"), "origin_article": pl.String}
    return pl.DataFrame(rows, schema_overrides=schema)


def passages_of(*shared: tuple[str, str, int]) -> pl.DataFrame:
    """Passages of so many words between two articles, seen from both."""
    rows = [(a, b, words, 0) for one, other, words in shared for a, b in ((one, other), (other, one))]
    return pl.DataFrame(rows, schema=["article_id", "other_id", "words", "edits"], orient="row")


def texts(articles: pl.DataFrame, passages: pl.DataFrame | None = None) -> dict[str, str]:
    """The text of each article."""
    none = pl.DataFrame(
        schema={"article_id": pl.String, "other_id": pl.String, "words": pl.Int32, "edits": pl.Int32}
    )
    found = independent_texts(articles, none if passages is None else passages)
    return dict(found.iter_rows())


def test_a_chain_of_reprints_is_one_text() -> None:
    """Each took it from the one before: one text, the first."""
    assert texts(articles_of("abc", [("b", "a"), ("c", "b")])) == {"a": "a", "b": "a", "c": "a"}


@pytest.mark.parametrize("ring", [[("a", "b"), ("b", "a")], [("a", "b"), ("b", "c"), ("c", "a")]])
def test_a_ring_of_reprints_is_one_text(ring: list[Link]) -> None:
    """Copies of one day that name each other as origin are one text, not as many as there are."""
    assert set(texts(articles_of("abc", [*ring, *([] if len(ring) == 3 else [("c", "a")])])).values()) == {
        "a"
    }


@pytest.mark.parametrize(("words", "expected"), [(MOST, 1), (LESS, 2)])
def test_copies_of_unknown_direction_are_one_text(words: int, expected: int) -> None:
    """Where most of each stands in the other they are copies, though nobody knows whose; a word less, and not."""
    assert len(set(texts(articles_of("ab"), passages_of(("a", "b", words))).values())) == expected


def test_what_was_changed_is_not_shared() -> None:
    """Words of a passage that differ between the two count for neither."""
    passages = passages_of(("a", "b", MOST)).with_columns(edits=1)
    assert texts(articles_of("ab"), passages) == {"a": "a", "b": "b"}


def test_a_roundup_is_not_the_texts_that_it_holds() -> None:
    """Three short pieces that stand whole in a long one are three texts, and the long one a fourth."""
    articles = articles_of("abcd").with_columns(
        body_words=pl.when(pl.col("article_id") == "d").then(10 * WORDS).otherwise(WORDS)
    )
    assert len(set(texts(articles, passages_of(*((name, "d", WORDS) for name in "abc"))).values())) == 4


def test_the_name_of_a_text_is_its_earliest_copy() -> None:
    """The smallest date, then the smallest id; without a date only where none has one."""
    ring = [("a", "b"), ("b", "c"), ("c", "a")]
    assert texts(articles_of("abc", ring, days="-21")) == dict.fromkeys("abc", "c")
    assert texts(articles_of("abc", ring, days="---")) == dict.fromkeys("abc", "a")


@given(links_between_eight, st.integers(0, 1000))
def test_neither_order_nor_direction_moves_a_text(links: list[Link], seed: int) -> None:
    """Articles in any order, every link turned around or not: the same components."""
    links = [(a, b) for a, b in links if a != b]
    shared = [(a, b, MOST) for a, b in links]
    articles = articles_of("abcdefgh", days="31-41592")
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    turned = [(b, a, words) if chance.random() < 0.5 else (a, b, words) for a, b, words in shared]
    chance.shuffle(turned)
    if not links:
        return
    shuffled = articles.sample(fraction=1.0, shuffle=True, seed=seed)
    assert texts(articles, passages_of(*shared)) == texts(shuffled, passages_of(*turned))


@given(links_between_eight)
def test_texts_are_the_classes_of_being_linked(links: list[Link]) -> None:
    """Linked articles are one text, and a text is the name of one of its own."""
    links = [(a, b) for a, b in links if a != b]
    if not links:
        return
    found = texts(articles_of("abcdefgh"), passages_of(*((a, b, MOST) for a, b in links)))
    assert all(found[a] == found[b] for a, b in links)
    assert all(found[name] == name for name in found.values())
    linked = {name for link in links for name in link}
    assert all(found[name] == name for name in "abcdefgh" if name not in linked)
