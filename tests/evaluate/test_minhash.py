from scoring.compare.compare import compare
from scoring.evaluate.minhash import run_minhash
from tests.compare.corpora import corpus, day, prose, tokens_of


def test_minhash_misses_what_is_contained() -> None:
    """A whole copy is found by sketches; a short text inside a long one is not, and the recall says so."""
    text = prose(900, 100)
    rows = [
        {"article_id": "a", "outlet": "A", "published": day(1), "text": text},
        {"article_id": "b", "outlet": "B", "published": day(2), "text": text},
        {
            "article_id": "c",
            "outlet": "C",
            "published": day(1),
            "text": f"{prose(901, 60)} {prose(902, 500)}",
        },
        {"article_id": "d", "outlet": "D", "published": day(2), "text": prose(901, 60)},
    ]
    articles = corpus(*rows)
    tokens = tokens_of(articles)
    figures = run_minhash(tokens, compare(articles, tokens).passages)
    assert figures["minhash.exact_pairs"] == 2
    assert figures["minhash.recall"] == 0.5
    assert figures["minhash.peak_megabytes"] > 0
