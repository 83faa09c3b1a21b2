"""Stories: which articles are on the same event."""

import numpy as np
import polars as pl

from scoring.compare.shelf import Shelf, shelf_of
from scoring.compare.stories.linkage import join_stories
from scoring.compare.stories.names import name_tokens, names_on
from scoring.compare.stories.nearness import find_near


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
    names = names_on(shelf)
    dated = ordered["published"].is_not_null().to_numpy()
    days = ordered["published"].cast(pl.Date).to_physical().fill_null(0).to_numpy().astype(np.int64)
    story = join_stories(find_near(names, days, dated), ordered.height)
    return (
        ordered.select("article_id", "published", story=pl.Series(story))
        .sort("published", "article_id", nulls_last=True)
        .with_columns(story_id=pl.col("article_id").first().over("story"))
        .select("article_id", "story_id")
        .sort("article_id")
    )
