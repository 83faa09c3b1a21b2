import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from scoring.compare.passages import PASSAGE_WORDS, find_passages
from scoring.compare.pointers import GRAM_WORDS
from scoring.text.words import find_words, word_keys

from .corpora import NOTHING_REPEATED, corpus, day, prose, tokens_of


def _passages(articles: pl.DataFrame, **options: int) -> pl.DataFrame:
    return find_passages(articles, tokens_of(articles), NOTHING_REPEATED, **options)


def _shown(articles: pl.DataFrame, row: dict[str, object]) -> tuple[str, str]:
    text = dict(articles.select("article_id", "text").iter_rows())
    return (
        text[row["article_id"]][row["start"] : row["end"]],
        text[row["other_id"]][row["other_start"] : row["other_end"]],
    )


def test_a_copied_paragraph_is_one_passage_with_offsets_in_both() -> None:
    """Offsets cut the same words out of both texts, whatever quotes, case and abbreviations do."""
    taken = (
        'The U.S. envoy said on Monday that "nobody would leave the harbour" before the last ferry had sailed'
    )
    other = (
        "the US envoy said on monday that “Nobody would leave the harbour” before the last ferry had sailed"
    )
    articles = corpus(
        {
            "article_id": "a",
            "outlet": "Old Post",
            "published": day(1),
            "text": f"{prose(1)} {taken}. {prose(2)}",
        },
        {
            "article_id": "b",
            "outlet": "New Post",
            "published": day(2),
            "text": f"{prose(3)} {other}. {prose(4)}",
        },
    )
    later = _passages(articles).filter(~pl.col("earlier"))
    assert later.height == 1
    row = later.row(0, named=True)
    assert (row["article_id"], row["other_id"], row["words"], row["edits"]) == ("b", "a", 18, 0)
    assert _shown(articles, row) == (other, taken)


def test_both_sides_are_told() -> None:
    """Each passage has a row from either side, the one the mirror of the other."""
    text = prose(5)
    articles = corpus(
        {"article_id": "a", "outlet": "X", "published": day(1), "text": text},
        {"article_id": "b", "outlet": "Y", "published": day(2), "text": f"{prose(6, 20)} {text}"},
    )
    found = _passages(articles)
    swapped = found.select(
        article_id="other_id",
        start="other_start",
        end="other_end",
        other_id="article_id",
        other_start="start",
        other_end="end",
        earlier=~pl.col("earlier"),
    )
    assert_frame_equal(found.select(swapped.columns).sort("article_id"), swapped.sort("article_id"))


def test_the_first_in_time_is_the_source_of_all() -> None:
    """Popular copy is not capped, and every copy points to the first article, not to one another."""
    text = prose(7)
    rows = [
        {"article_id": f"{n:03}", "outlet": f"O{n}", "published": day(28 - n // 4), "text": text}
        for n in range(100)
    ]
    found = _passages(corpus(*rows)).filter(~pl.col("earlier"))
    assert found.height == 99
    assert found["other_id"].n_unique() == 1
    assert found["other_id"][0] in {
        row["article_id"] for row in rows if row["published"] == day(28 - 99 // 4)
    }


def test_an_outlet_does_not_copy_itself() -> None:
    """The same text twice in one outlet is no passage; without an outlet's name it is."""
    rows = [{"article_id": name, "outlet": "X", "text": prose(8)} for name in "ab"]
    assert _passages(corpus(*rows)).height == 0
    assert _passages(corpus(*({**row, "outlet": None} for row in rows))).height == 2


@pytest.mark.parametrize(("left_out", "put_in"), [(1, 1), (0, 2), (2, 0), (4, 3)])
def test_a_small_edit_is_bridged(left_out: int, put_in: int) -> None:
    """Two runs divided by a few changed words are one passage with an edit."""
    words = prose(9, 60, paragraph=60).split()
    edited = words[:30] + [f"new{n}x" for n in range(put_in)] + words[30 + left_out :]
    articles = corpus(
        {"article_id": "a", "outlet": "X", "published": day(1), "text": " ".join(words)},
        {"article_id": "b", "outlet": "Y", "published": day(2), "text": " ".join(edited)},
    )
    row = _passages(articles).filter(~pl.col("earlier")).row(0, named=True)
    assert (row["words"], row["edits"]) == (len(edited), max(put_in, 1))


def test_an_edit_near_the_end_does_not_cut_the_passage() -> None:
    """A changed word in the last eight leaves the words behind it in the passage."""
    words = prose(10, 60, paragraph=60).split()
    edited = [*words[:55], "changed", *words[56:]]
    articles = corpus(
        {"article_id": "a", "outlet": "X", "published": day(1), "text": " ".join(words)},
        {"article_id": "b", "outlet": "Y", "published": day(2), "text": " ".join(edited)},
    )
    assert _passages(articles)["words"].to_list() == [60, 60]


def test_a_run_goes_on_over_words_that_a_third_article_wrote_first() -> None:
    """A copied article that quotes an older one is one passage from the article, not three."""
    speech, before, after = prose(11, 40), prose(12, 100), prose(13, 100)
    articles = corpus(
        {"article_id": "s", "outlet": "S", "published": day(1), "text": speech},
        {"article_id": "a", "outlet": "A", "published": day(2), "text": f"{before} {speech} {after}"},
        {"article_id": "b", "outlet": "B", "published": day(3), "text": f"{before} {speech} {after}"},
    )
    found = _passages(articles).filter((pl.col("article_id") == "b") & ~pl.col("earlier"))
    assert found.select("other_id", "words").rows() == [("a", 240)]


def test_a_shared_footer_does_not_claim_the_story_above_it() -> None:
    """A line that two copies alone share stays a small passage; the story belongs to its first article."""
    story, footer = prose(14, 200), prose(15, 14)
    articles = corpus(
        {"article_id": "a", "outlet": "A", "published": day(1), "text": story},
        {"article_id": "b", "outlet": "B", "published": day(2), "text": f"{story} {footer}"},
        {"article_id": "c", "outlet": "C", "published": day(3), "text": f"{story} {footer}"},
    )
    found = _passages(articles).filter((pl.col("article_id") == "c") & ~pl.col("earlier"))
    words = dict(found.group_by("other_id").agg(pl.col("words").sum()).iter_rows())
    assert words["a"] == 200
    assert words["b"] < 30


def test_stock_phrases_are_no_reuse() -> None:
    """A rider that an outlet prints under all its articles is not taken from the sister paper each time."""
    rider = prose(16, 30)
    rows = [
        {
            "article_id": f"{outlet}{n}",
            "outlet": outlet,
            "published": day(n + 1),
            "text": f"{prose(1000 + n * 7 + len(outlet))} {rider}",
        }
        for outlet in ("Post", "Herald")
        for n in range(8)
    ]
    assert _passages(corpus(*rows)).height == 0


def test_repeated_lines_are_taken_out() -> None:
    """Words in lines that an outlet repeats make no passage, and do not cut one in two."""
    text, advert = (
        prose(17, 100, paragraph=50),
        "Read on after this short word from the friends of our paper and its readers",
    )
    first, second = text.split("\n\n")
    page = f"{first}\n{advert}\n{second}"
    articles = corpus(
        {"article_id": "a", "outlet": "A", "published": day(1), "text": text},
        {"article_id": "b", "outlet": "B", "published": day(2), "text": page},
    )
    at = page.index(advert)
    repeated = pl.DataFrame(
        {"article_id": ["b"], "start": [at], "end": [at + len(advert)]}, schema=NOTHING_REPEATED.schema
    )
    found = find_passages(articles, tokens_of(articles), repeated).filter(~pl.col("earlier"))
    assert found.select("start", "end", "words").rows() == [(0, len(page) - 1, 100)]


def _shares_gram(left: str, right: str) -> bool:
    def grams(text: str) -> set[tuple[str, ...]]:
        keys = word_keys(text, find_words(text))
        return set(zip(*(keys[shift:] for shift in range(PASSAGE_WORDS)), strict=False))

    return not grams(left).isdisjoint(grams(right))


@settings(max_examples=40)
@given(
    st.lists(
        st.lists(st.sampled_from([prose(n, 13, paragraph=13) for n in range(30, 36)]), max_size=4),
        min_size=2,
        max_size=5,
    )
)
def test_against_comparing_all_with_all(parts: list[list[str]]) -> None:
    """Whatever is shared with an earlier outlet is covered by a passage; passages hold equal words only."""
    texts = [" ".join(part) for part in parts]
    rows = [
        {"article_id": f"{n}", "outlet": f"O{n}", "published": day(n + 1), "text": text}
        for n, text in enumerate(texts)
    ]
    articles = corpus(*rows)
    found = _passages(articles).filter(~pl.col("earlier"))
    for number, text in enumerate(texts):
        shared = any(_shares_gram(text, earlier) for earlier in texts[:number])
        assert shared == (found.filter(pl.col("article_id") == str(number)).height > 0)
    for row in found.filter(pl.col("edits") == 0).iter_rows(named=True):
        mine, other = _shown(articles, row)
        assert word_keys(mine, find_words(mine)) == word_keys(other, find_words(other))


def test_same_for_any_order_and_any_number_of_buckets() -> None:
    """Neither the order of rows nor the hash buckets change a byte."""
    rows = [
        {
            "article_id": f"{n}",
            "outlet": f"O{n % 4}",
            "published": day(n % 5 + 1),
            "text": f"{prose(n % 6, 80)} {prose(50 + n, 60)}",
        }
        for n in range(24)
    ]
    articles = corpus(*rows)
    expected = _passages(articles)
    assert expected.height > 0
    mixed = articles.sample(fraction=1, shuffle=True, seed=3)
    assert_frame_equal(
        find_passages(mixed, tokens_of(mixed.sample(fraction=1, shuffle=True, seed=4)), NOTHING_REPEATED),
        expected,
    )
    for buckets in (2, 8):
        assert_frame_equal(_passages(articles, buckets=buckets), expected)


def test_nothing_from_nothing() -> None:
    """No articles, empty articles and articles shorter than a gram share nothing."""
    assert _passages(corpus()).height == 0
    short = " ".join(["word"] * (GRAM_WORDS - 1))
    rows = [
        {"article_id": name, "outlet": name, "text": text}
        for name, text in (("a", short), ("b", short), ("c", ""))
    ]
    assert _passages(corpus(*rows)).height == 0


def test_hostile_texts_stay_small() -> None:
    """One word over and over, and one paragraph over and over, give few passages and end."""
    rows = [
        {"article_id": f"{kind}{n}", "outlet": f"O{n}", "text": text}
        for kind, text in (("w", "word " * 30_000), ("p", f"{prose(60, 40)} " * 800))
        for n in range(3)
    ]
    assert _passages(corpus(*rows)).height < 100
