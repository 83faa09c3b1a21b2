"""What an article's measurements depend on, as one digest: equal digests mean equal measurements."""

from hashlib import blake2b

import polars as pl

from scoring.compare.memory import CONTENT
from scoring.document.parse import Article
from scoring.run.measure import FINDINGS, Findings

DIGESTS = pl.Schema({"article_id": pl.String(), "digest": pl.Binary()})
_BYTES = 16
_ASKED = ("content", *(name for name in Article.__dataclass_fields__ if name not in CONTENT))


def article_digests(articles: pl.DataFrame, findings: Findings) -> pl.DataFrame:
    """DIGESTS of the articles, in their order: over each one's fields and all that comparing found out about it.

    `articles`: of the fields in CONTENT (`scoring.compare.memory`) only their digest, `content`.
    """
    found = {name: _by_article(getattr(findings, name)) for name in FINDINGS}
    ids = articles["article_id"]
    digests = []
    for article_id, row in zip(ids, articles.select(_ASKED).iter_rows(), strict=True):
        digest = blake2b(repr(row).encode(errors="surrogatepass"), digest_size=_BYTES)
        for name in FINDINGS:
            digest.update(repr((name, found[name].get(article_id))).encode(errors="surrogatepass"))
        digests.append(digest.digest())
    return pl.DataFrame([ids, pl.Series("digest", digests, pl.Binary())], schema=DIGESTS)


def _by_article(frame: pl.DataFrame) -> dict[str, list[tuple[object, ...]]]:
    """The rows of each article, in order of their content."""
    rows: dict[str, list[tuple[object, ...]]] = {}
    place = frame.get_column_index("article_id")
    for row in frame.sort(frame.columns, nulls_last=True).iter_rows():
        rows.setdefault(str(row[place]), []).append(row)
    return rows
