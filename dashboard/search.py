"""What the search above every page offers: outlets, actors, stories; any other words are looked for in the texts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import polars as pl

from dashboard.scores import actors_by_mentions, outlets, stories
from dashboard.wording import counted, distinct_labels, shortened
from scoring.schema.scores import Scores

MOST_ACTORS, MOST_STORIES = 1000, 500  # those named and told most; the browser holds every entry
LEAST_CHARACTERS, MOST_CALLED = 3, 4
LONGEST = 90  # characters of a headline
KEPT = 4


@dataclass(frozen=True, slots=True)
class Place:
    """A view: a page and what its address asks for."""

    page: str
    asked: Mapping[str, str]


@lru_cache(maxsize=KEPT)
def places(scores: Scores) -> Mapping[str, Place]:
    """Where each entry of the list leads, by its label: outlets first, then actors, then stories."""
    found = dict(enumerate(_entries(scores)))
    labels = distinct_labels([str(number) for number in found], lambda number: found[int(number)][0])
    return {labels[str(number)]: place for number, (_, place) in found.items()}


def called(scores: Scores, text: str) -> dict[str, Place]:
    """The first entries of the list that hold a text, by their labels; none for less than three characters."""
    wanted = text.strip('"').casefold()
    if len(wanted) < LEAST_CHARACTERS:
        return {}
    found = ((label, place) for label, place in places(scores).items() if wanted in label.casefold())
    return dict(islice(found, MOST_CALLED))


def words_wanted(text: str) -> Place:
    """The view that looks for words in the texts."""
    return Place("evidence", {"find": text})


def _entries(scores: Scores) -> Iterator[tuple[str, Place]]:
    for name, articles in outlets(scores).select("outlet", "articles").iter_rows():
        yield f"{name} · outlet, {counted(articles, 'article')}", Place("outlet", {"outlet": name})
    if scores.has("actors"):
        for actor, name, mentions in (
            actors_by_mentions(scores).head(MOST_ACTORS).select("actor", "name", "mentions").iter_rows()
        ):
            yield f"{name or actor} · actor, {counted(mentions, 'mention')}", Place("tone", {"actors": actor})
    if scores.has("stories"):
        told = stories(scores).filter(pl.col("outlets") > 1).head(MOST_STORIES)
        for story, title, count in told.select("story_id", "title", "outlets").iter_rows():
            headline = shortened(title or "Without a headline", LONGEST)
            yield f"{headline} · story, {counted(count, 'outlet')}", Place("stories", {"story": story})
