"""Which articles are the same one, and the identifier of each; the order of the files does not matter."""

from collections import defaultdict
from collections.abc import Iterable
from hashlib import blake2b

import polars as pl

from scoring.corpus.facts.outlet import address_key
from scoring.corpus.schema import DUPLICATES
from scoring.schema.kinds import DuplicateReason

_ID_BYTES = 6
"""Twelve hexadecimal digits: among a million articles two collide with a chance of 1 in 560."""
_SUFFIX_BYTES = 3
_OPENING = 400
_OPENING_COMPARED = 20
"""Letters of the opening that two texts must share before they are compared whole."""
_PLACE = ("file", "row")


def _digest(parts: Iterable[object], size: int) -> str:
    """A hash of an article's content, the same on every machine."""
    hashed = blake2b(digest_size=size)
    for part in parts:
        hashed.update(b"\x00" if part is None else str(part).encode("utf-8", errors="surrogatepass"))
        hashed.update(b"\x1f")
    return hashed.hexdigest()


def _with_ids(articles: pl.DataFrame) -> pl.DataFrame:
    """Give an identifier to every article that has none, from its outlet, address, title and text."""
    missing = articles["article_id"].is_null()
    if not missing.any():
        return articles
    content = articles.filter(missing).select("outlet", "url", "title", "text")
    made = pl.Series("article_id", [_digest(row, _ID_BYTES) for row in content.iter_rows()], dtype=pl.String)
    ids = articles["article_id"].to_list()
    for index, article_id in zip(missing.arg_true(), made, strict=True):
        ids[index] = article_id
    return articles.with_columns(pl.Series("article_id", ids, dtype=pl.String))


def _with_unique_ids(articles: pl.DataFrame) -> pl.DataFrame:
    """Where several articles share an identifier, append a hash of the content to each."""
    counted = articles["article_id"].is_duplicated()
    if not counted.any():
        return articles
    columns = ["article_id", "outlet", "url", "title", "text", *_PLACE]
    ids = articles["article_id"].to_list()
    taken = set(ids)
    rows = {index: articles.select(columns).row(index) for index in counted.arg_true()}
    suffixed = {index: f"{row[0]}-{_digest(row[1:5], _SUFFIX_BYTES)}" for index, row in rows.items()}
    uses: defaultdict[str, list[int]] = defaultdict(list)
    for index, name in suffixed.items():
        uses[name].append(index)
    for name, indices in uses.items():
        for index in indices:
            alone = len(indices) == 1 and name not in taken
            # The same content twice (outlets unknown): only the place tells them apart.
            ids[index] = name if alone else f"{rows[index][0]}-{_digest(rows[index][1:], _ID_BYTES)}"
    return articles.with_columns(pl.Series("article_id", ids, dtype=pl.String))


def settle_identity(articles: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Keep one of the articles that share outlet and text, or outlet and address: named articles, DUPLICATES.

    The one kept is the first published, then the longest, then the first by identifier and place. Articles of
    unknown outlets count as duplicates of each other only by address.
    """
    articles = _with_ids(articles)
    rank = _ranks(articles)
    head = list(range(articles.height))

    def find(index: int) -> int:
        while head[index] != index:
            head[index] = head[head[index]]
            index = head[index]
        return index

    same_text = _same_text(articles)
    for group in (*same_text, *_same_address(articles)):
        for other in group[1:]:
            first, second = sorted((find(group[0]), find(other)), key=rank.__getitem__)
            head[second] = first
    kept = [index for index in range(articles.height) if find(index) == index]
    settled = _with_unique_ids(articles[kept])
    if len(kept) == articles.height:
        return settled, pl.DataFrame(schema=DUPLICATES)
    name = dict(zip(kept, settled["article_id"].to_list(), strict=True))
    by_text = {index for group in same_text for index in group}
    places = articles.select(_PLACE).rows()
    dropped = [
        (name[find(index)], *place, DuplicateReason.TEXT if index in by_text else DuplicateReason.ADDRESS)
        for index, place in enumerate(places)
        if index not in name
    ]
    return settled, pl.DataFrame(dropped, schema=DUPLICATES, orient="row").sort("file", "row")


def _ranks(articles: pl.DataFrame) -> list[int]:
    """Each article's place in the order of preference."""
    order = articles.select(
        "published",
        pl.col("text").str.len_chars().cast(pl.Int64).neg().alias("shortness"),
        "article_id",
        *_PLACE,
    )
    ranked = order.with_row_index("was").sort(order.columns, nulls_last=True)["was"]
    ranks = [0] * articles.height
    for rank, index in enumerate(ranked):
        ranks[index] = rank
    return ranks


def _same_text(articles: pl.DataFrame) -> list[list[int]]:
    """Groups of articles of one known outlet with the same words, white space aside."""
    openings = defaultdict(list)
    keys = articles.select("outlet", pl.col("text").str.slice(0, _OPENING))
    for index, (outlet, opening) in enumerate(keys.iter_rows()):
        if outlet is not None:
            openings[outlet, "".join(opening.split())[:_OPENING_COMPARED]].append(index)
    groups = defaultdict(list)
    texts = articles["text"]
    for (outlet, _), indices in openings.items():
        if len(indices) > 1:
            for index in indices:
                groups[outlet, " ".join(texts[index].split())].append(index)
    return [group for group in groups.values() if len(group) > 1]


def _same_address(articles: pl.DataFrame) -> list[list[int]]:
    """Groups of articles of one outlet, or of unknown outlets, with the same address."""
    groups = defaultdict(list)
    for index, (outlet, url) in enumerate(articles.select("outlet", "url").iter_rows()):
        key = address_key(url) if url else None
        if key is not None:
            groups[outlet, key].append(index)
    return [group for group in groups.values() if len(group) > 1]
