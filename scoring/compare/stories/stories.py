"""Stories: which articles are on the same event."""

import numpy as np
import polars as pl
from scipy import sparse

from scoring.compare.shelf import Shelf, shelf_of
from scoring.compare.stories.leads import leads_on
from scoring.compare.stories.linkage import join_stories
from scoring.compare.stories.names import name_tokens, names_on
from scoring.compare.stories.nearness import find_near

# Of the likeness of two articles so much is that of their names, the rest that of their leads. Chosen on two thirds of
# the labelled pairs; without names the events of the bundled sample are told worse.
SHARE_OF_NAMES = 0.4


def find_stories(
    articles: pl.DataFrame, tokens: pl.DataFrame | None = None, titles: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Give every article its story: article_id, story_id, sorted by article_id.

    `articles`: article_id, outlet, published (Datetime or null), text. `tokens`: article_id, starts, keys of the
    texts (read anew where None). `titles`: article_id, keys of the titles, hashed alike; leave it out where the text
    begins with the title. A story's id is that of its earliest article, the lowest id among equals; an article on its
    own is a story of its own. The result does not depend on the order of the rows.
    """
    words = name_tokens(articles) if tokens is None else tokens
    return stories_on(shelf_of(articles, words, titles))


def stories_on(shelf: Shelf) -> pl.DataFrame:
    """The same of the articles on a shelf."""
    ordered = shelf.about
    if ordered.is_empty():
        return pl.DataFrame(schema={"article_id": pl.String, "story_id": pl.String})
    words = side_by_side(names_on(shelf), leads_on(shelf))
    dated = ordered["published"].is_not_null().to_numpy()
    days = ordered["published"].cast(pl.Date).to_physical().fill_null(0).to_numpy().astype(np.int64)
    story = join_stories(find_near(words, days, dated), ordered.height)
    return (
        ordered.select("article_id", "published", story=pl.Series(story))
        .sort("published", "article_id", nulls_last=True)
        .with_columns(story_id=pl.col("article_id").first().over("story"))
        .select("article_id", "story_id")
        .sort("article_id")
    )


def side_by_side(names: sparse.csr_matrix, leads: sparse.csr_matrix) -> sparse.csr_matrix:
    """Rows of length 1 whose product is the weighted sum of the likenesses of names and of leads.

    An article that has only one of both is told by that alone.
    """
    parts = [np.sqrt(SHARE_OF_NAMES) * names, np.sqrt(1 - SHARE_OF_NAMES) * leads]
    words = sparse.hstack(parts, format="csr")
    row = np.repeat(np.arange(words.shape[0]), np.diff(words.indptr))
    length = np.sqrt(np.bincount(row, weights=words.data**2, minlength=words.shape[0]))
    words.data /= length[row]
    return words
