import polars as pl

from scoring.compare.flows import find_flows
from scoring.schema.tables import FLOWS

from .corpora import corpus, day, prose, provenances


def test_flows_between_outlets() -> None:
    """Articles, words and the credited share by pair of outlets; an absent agency has one by its credit."""
    texts = [prose(600 + n, 100) for n in range(3)]
    rows = [
        {"article_id": f"a{n}", "outlet": "Old", "published": day(1), "text": text}
        for n, text in enumerate(texts)
    ]
    rows += [
        {"article_id": f"b{n}", "outlet": "New", "published": day(2), "text": text}
        for n, text in enumerate(texts)
    ]
    rows[-1]["text"] += "\n\n(Old)"
    rows.append({"article_id": "c", "outlet": "New", "text": f"PORT ELLA (AFP) — {prose(610, 97)}"})
    articles = corpus(*rows)
    found, compared = provenances(articles)
    table = articles.select("article_id", "outlet").with_columns(
        provenance=pl.Series([found[i].kind for i in articles["article_id"]]),
        origin_outlet=pl.Series([found[i].origin_outlet for i in articles["article_id"]], dtype=pl.String),
        body_words=pl.Series([found[i].words for i in articles["article_id"]]),
    )
    flows = find_flows(table, compared.passages)
    assert flows.schema == FLOWS.schema
    assert flows.rows() == [("Agence France-Presse", "New", 1, 100, 1.0), ("Old", "New", 3, 300, 1 / 3)]
    assert find_flows(table.clear(), compared.passages.clear()).rows() == []


def test_an_article_without_a_body_takes_no_words() -> None:
    """A page that is all furniture but credits an agency makes no flow of nought words, whose share is no number."""
    table = corpus({"article_id": "a", "outlet": "New", "text": "(AFP)"}).select("article_id", "outlet")
    credited = table.with_columns(
        provenance=pl.lit("credited_reprint"),
        origin_outlet=pl.lit("Agence France-Presse"),
        body_words=pl.lit(0),
    )
    assert find_flows(credited, provenances(corpus({"article_id": "a", "text": "x"}))[1].passages).is_empty()
