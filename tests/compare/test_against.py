"""A few texts compared with a corpus that is there already: as comparing all together would."""

from collections.abc import Collection

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from scoring.compare.against import Compendium, Shared, share_with, side_by_side
from scoring.compare.corpus_words import corpus_words
from scoring.compare.gram_index import gram_hashes, index_grams, upper_halves
from scoring.compare.passages import find_passages
from scoring.compare.pointers import grams_of
from scoring.compare.repeated_lines import find_repeated_lines
from scoring.compare.tokens import flat_keys, tokenise
from scoring.corpus.read import read_corpus
from scoring.schema.lists import data_folder

from .corpora import corpus, day, prose, tokens_of

GIVEN = "given"
PLACED = [
    "article_id",
    "start",
    "end",
    "other_id",
    "other_outlet",
    "other_start",
    "other_end",
    "words",
    "edits",
]


def compendium(articles: pl.DataFrame) -> Compendium:
    """The articles as a corpus to compare with."""
    articles = articles.sort("article_id")

    def texts(ids: Collection[str]) -> pl.DataFrame:
        return articles.filter(pl.col("article_id").is_in(list(ids))).select("article_id", "text")

    index = index_grams(articles["article_id"].to_list(), articles["outlet"], articles["text"])
    about = articles.select("article_id", "outlet", "title", "url", "published")
    return Compendium(about, texts, index)


def together(articles: pl.DataFrame, article_id: str = GIVEN) -> pl.DataFrame:
    """The rows of one article in the passages of all compared together."""
    tokens = tokens_of(articles)
    found = find_passages(articles, tokens, find_repeated_lines(articles, tokens))
    return found.filter(pl.col("article_id") == article_id).select(PLACED)


def beside(articles: pl.DataFrame, article_id: str = GIVEN) -> Shared:
    """What one article shares with the others, as a given text."""
    mine = pl.col("article_id") == article_id
    return share_with(articles.filter(mine), compendium(articles.filter(~mine)))


@pytest.fixture(scope="module")
def sample() -> pl.DataFrame:
    """The articles of the bundled sample."""
    folder = data_folder() / "sample"
    return read_corpus([folder / "articles"], manifest=folder / "manifest.csv").articles


@pytest.mark.parametrize("known", [("outlet", "published"), ("outlet",), ("published",), ()])
def test_the_passages_are_those_of_comparing_all_together(
    sample: pl.DataFrame, known: tuple[str, ...]
) -> None:
    """Each article of the sample, taken out and given anew, with and without its outlet and date."""
    hidden = [name for name in ("outlet", "published") if name not in known]
    shared = 0
    for article_id in sample["article_id"]:
        mine = pl.col("article_id") == article_id
        articles = sample.with_columns(
            pl.when(mine).then(None).otherwise(pl.col(name)).alias(name) for name in hidden
        )
        found = beside(articles, article_id).passages.select(PLACED)
        assert_frame_equal(found, together(articles, article_id), check_row_order=False)
        shared += found.height
    assert shared > len(sample) / 4


def test_what_lies_within_a_longer_run_from_a_third_article_is_no_passage() -> None:
    """Although that third article shares no eight words with the given text, and is found only through the taker."""
    source = prose(1, 70).replace("\n\n", " ").split()
    taken = list(source)
    taken[27:44:3] = [f"changed{n}" for n in range(6)]
    articles = corpus(
        {"article_id": "source", "outlet": "A", "published": day(1), "text": " ".join(source)},
        {
            "article_id": GIVEN,
            "outlet": "B",
            "published": day(2),
            "text": f"{prose(2, 20)} {' '.join(taken[26:44])}",
        },
        {"article_id": "taker", "outlet": "C", "published": day(3), "text": " ".join(taken)},
    )
    assert together(articles.filter(pl.col("article_id") != "source")).height == 1
    assert together(articles).is_empty()
    assert beside(articles).passages.is_empty()


def test_lines_that_the_outlet_repeats_are_no_passages() -> None:
    """With its outlet named, a text's furniture is known by the outlet's other articles."""
    rider = "Sign up for our morning letter and read what the harbour says before the ferries leave the quay today"
    articles = corpus(
        *(
            {"article_id": f"a{n}", "outlet": "Post", "published": day(n), "text": f"{prose(n)}\n{rider}"}
            for n in range(1, 4)
        ),
        {"article_id": "other", "outlet": "Echo", "published": day(5), "text": f"{prose(7)}\n{rider}"},
        {"article_id": GIVEN, "outlet": "Post", "published": day(6), "text": f"{prose(8)}\n{rider}"},
    )
    assert beside(articles).passages.is_empty()
    assert beside(articles).repeated.height == 1
    strange = articles.with_columns(
        outlet=pl.when(pl.col("article_id") == GIVEN).then(None).otherwise("outlet")
    )
    assert beside(strange).passages["other_id"].to_list() == ["other"]


def test_whoever_holds_the_words_is_told() -> None:
    """The earliest has the passage; every other that holds the words is named with the stretch, its own outlet too."""
    text = prose(1, 40)
    articles = corpus(
        {"article_id": "first", "outlet": "A", "published": day(1), "text": text},
        {"article_id": "second", "outlet": "B", "published": day(2), "text": f"{text} {prose(5)}"},
        {"article_id": "own", "outlet": "C", "published": day(3), "text": text},
        {"article_id": "else", "outlet": "D", "published": day(3), "text": prose(6)},
        {"article_id": GIVEN, "outlet": "C", "published": day(4), "text": f"{prose(2, 30)} {text}"},
    )
    shared = beside(articles)
    assert shared.passages["other_id"].to_list() == ["first"]
    runs = shared.runs.sort("other_id")
    assert runs["other_id"].to_list() == ["first", "own", "second"]
    whole = articles.filter(article_id=GIVEN)["text"][0]
    for start, end, words in runs.select("start", "end", "words").iter_rows():
        assert (whole[start : end + 1], words) == (text, 40)


def test_given_texts_are_compared_with_each_other() -> None:
    """Without a corpus they are all there is."""
    text = prose(1, 40)
    articles = corpus(
        {"article_id": "a", "published": day(1), "text": f"{text} {prose(2)}"},
        {"article_id": "b", "published": day(2), "text": f"{prose(3)} {text}"},
    )
    found = share_with(articles, None).passages
    assert sorted(found.select("article_id", "direction").rows()) == [("a", "to"), ("b", "from")]


def test_two_texts_side_by_side() -> None:
    """The passages of two texts, whatever their dates, with the words that were changed."""
    words = prose(1, 40).split()
    changed = [*words[:20], "another", *words[21:]]
    found = side_by_side(" ".join(words), f"{prose(2, 20)} {' '.join(changed)}")
    assert found.select("words", "edits").rows() == [(40, 1)]
    assert side_by_side("Rain.", prose(2)).is_empty()


@given(st.lists(st.text(alphabet="ab’'-. \nİéΣ1½", max_size=60), max_size=4))
def test_keys_are_those_of_the_tokenizer(texts: list[str]) -> None:
    """The keys of the index are the comparison's, also of letters that the engines class differently."""
    keys, counts, breaks = flat_keys(pl.Series(texts, dtype=pl.String))
    tokens = tokenise([str(n) for n in range(len(texts))], texts)
    assert keys.tolist() == [key for row in tokens["keys"] for key in row]
    assert counts.tolist() == tokens["keys"].list.len().to_list()
    assert len(breaks) == sum(text.count("\n") for text in texts)


def test_the_index_holds_the_grams_of_the_comparison(sample: pl.DataFrame) -> None:
    """Article by article, without the lines that outlets repeat."""
    index = compendium(sample).index
    tokens = tokens_of(sample)
    repeated = find_repeated_lines(sample, tokens)
    assert index.repeated.height
    for at, article_id in enumerate(index.ids):
        mine = pl.col("article_id") == article_id
        words = corpus_words(sample.filter(mine), tokens.filter(mine), repeated.filter(mine))
        grams = np.concatenate([upper_halves(hashes) for hashes, _ in grams_of(words)])
        assert np.array_equal(index.grams[index.edges[at] : index.edges[at + 1]], grams)


def test_an_index_of_short_and_empty_texts() -> None:
    """Articles of fewer than eight words hold no gram; neighbours do not lend them any."""
    texts = pl.Series(["one two three four", "", "five six seven eight nine ten eleven twelve", "thirteen"])
    index = index_grams(list("abcd"), pl.Series([None] * 4, dtype=pl.String), texts)
    assert np.diff(index.edges).tolist() == [0, 0, 1, 0]
    keys, counts, _ = flat_keys(texts)
    assert index.holding(gram_hashes(keys, counts)[0]) == ["c"]
    assert index.holding(np.zeros(0, dtype=np.uint32)) == []
    empty = index_grams([], pl.Series([], dtype=pl.String), pl.Series([], dtype=pl.String))
    assert len(empty) == 0
    assert empty.holding(index.grams) == []
