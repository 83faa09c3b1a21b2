"""The second stage: repeated lines, shared passages and stories, found over all articles at once."""

import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np
import polars as pl

from scoring.compare.compare import compare_on
from scoring.compare.gram_buckets import shared_grams_by
from scoring.compare.memory import Memory
from scoring.compare.passages import Pointing
from scoring.compare.shelf import Shelf
from scoring.compare.store import Store, open_store, places_in, write_store
from scoring.compare.stories.stories import stories_on
from scoring.compare.tokens import tokenise
from scoring.run.measure import FINDINGS, findings_of
from scoring.run.stages.cut import Batch, Cut, How, among, cut_out, laid_out, whole
from scoring.run.stages.earlier import Earlier
from scoring.run.work_folder import (
    Faults,
    compared_path,
    kept_path,
    latest_round,
    sketches_path,
    tokens_path,
    write_frame,
)
from scoring.schema.tables import STORIES
from scoring.workers.attempts import Care, Guard
from scoring.workers.batches import Progress
from scoring.workers.engine import Engine
from scoring.workers.faults import NEVER_CAUGHT, EngineError, fault_of

COMPARING = "comparing"
# From this share of new articles on, comparing all anew takes no longer than finding out what stays.
MANY_NEW = 0.2


def compare_all(
    sound: pl.DataFrame,
    work: Path,
    batches: Sequence[Batch],
    before: Store | None,
    how: How,
    engine: Engine,
    progress: Progress,
) -> Faults:
    """Find repeated lines, shared passages and stories, once; each is kept in a file of the work folder.

    `batches`: of the articles that `before` does not know.
    """
    round_number = latest_round(work)
    paths = {name: compared_path(work, name, round_number) for name in (*FINDINGS, STORIES.name)}
    keep = kept_path(work, round_number)
    progress(COMPARING, 0, 2)
    if not all(
        path.exists() for path in (*paths.values(), keep)
    ):  # a run that was stopped may have moved `keep`
        shutil.rmtree(keep, ignore_errors=True)
        store = write_store(keep, sound, partial(_fresh_sketches, sound, batches), before)
        pointing = partial(shared_grams_by, engine) if engine.elsewhere else None
        shelf = _shelf(sound, work, batches if before is None else None, store)
        memory = Memory(keep, None if before is None else before.folder)
        frames, faults = _compared(shelf, Care(seconds=how.article_seconds), progress, pointing, memory)
        if frames is None or faults:
            return faults
        for name, path in paths.items():
            write_frame(frames[name], path)
    progress(COMPARING, 2, 2)
    return {}


def _fresh_sketches(sound: pl.DataFrame, batches: Sequence[Batch]) -> Iterator[pl.DataFrame]:
    """The sketches of the sound articles of some batches, with `row`."""
    rows = sound.select("article_id").with_row_index("row").cast({"row": pl.Int32})
    for batch in batches:
        found = pl.read_parquet(sketches_path(batch.done))
        yield found.join(rows, on="article_id", maintain_order="left")


def _shelf(sound: pl.DataFrame, work: Path, batches: Sequence[Batch] | None, store: Store) -> Shelf:
    """The sound articles, whose texts and words stay in the files of their batches until they are asked for.

    `batches`: those whose words have been found; None: words are found as they are asked for.
    """
    paths = laid_out(work)
    ids = [pl.read_parquet(path, columns=["article_id"]) for path in paths]
    held = [among(part, sound).height for part in ids]
    whole = [part.height == count for part, count in zip(ids, held, strict=True)]

    def read(path: Path, part: int, columns: Sequence[str]) -> pl.DataFrame:
        if whole[part]:
            return pl.read_parquet(path, columns=list(columns))
        rows = pl.read_parquet(path, columns=["article_id", *(c for c in columns if c != "article_id")])
        return among(rows, sound).select(columns)

    def texts(part: int) -> pl.DataFrame:
        return read(paths[part], part, ("article_id", "text"))

    def tokens(part: int, columns: Sequence[str]) -> pl.DataFrame:
        if batches is not None:
            return read(tokens_path(work, part), part, columns)
        found = texts(part)
        return tokenise(found["article_id"].to_list(), found["text"].to_list()).select(columns)

    counts = np.zeros(sound.height, dtype=np.int64)
    for lines in store.rows("lines"):
        np.add.at(counts, lines["row"].to_numpy(), lines["words"].to_numpy())
    edges = np.concatenate(([0], np.cumsum(held, dtype=np.int64)))
    return Shelf(sound, counts, edges, texts, tokens, store.rows, work)


def _compared(
    shelf: Shelf, care: Care, progress: Progress, pointing: Pointing | None, memory: Memory
) -> tuple[dict[str, pl.DataFrame] | None, Faults]:
    """The frames of the findings and of the stories by name; None with the faults of articles."""
    guard = Guard(COMPARING, care.seconds)
    try:
        # An update leaves a core idle; anew, both at once would take more memory.
        with ThreadPoolExecutor(1) as beside:
            waiting = None if memory.before is None else beside.submit(stories_on, shelf)
            comparison = compare_on(shelf, guard=guard, pointing=pointing, memory=memory)
            progress(COMPARING, 1, 2)
            stories = stories_on(shelf) if waiting is None else waiting.result()
    except (*NEVER_CAUGHT, EngineError):
        raise
    except BaseException as error:
        blamed = guard.faults or _blamed(shelf, error)
        if not blamed:
            raise
        return None, blamed
    findings = findings_of(comparison)
    frames = {name: getattr(findings, name) for name in FINDINGS} | {STORIES.name: stories}
    return frames, guard.faults


def _blamed(shelf: Shelf, error: BaseException) -> Faults:
    """The single article that makes comparing fail; none if no article does so by itself.

    Halves are tried until one article is left, which takes about as long as comparing all of them.
    """
    while len(shelf) > 1:
        half = len(shelf) // 2
        for part in (shelf.ids[:half], shelf.ids[half:]):
            some = shelf.only(part)
            try:
                compare_on(some)
                stories_on(some)
            except NEVER_CAUGHT:
                raise
            except BaseException as inner:  # noqa: BLE001 - any class, see NEVER_CAUGHT
                shelf, error = some, inner
                break
        else:
            return {}
    return {shelf.ids[0]: fault_of(error, COMPARING)}


def known_and_new(about: pl.DataFrame, work: Path, earlier: Earlier | None) -> tuple[Store | None, Cut]:
    """What an earlier comparison kept, if that is of use, and the articles that it did not know."""
    if earlier is None or earlier.compared is None:
        return None, whole(about, work)
    before = open_store(earlier.compared)
    new = about.filter(pl.Series(places_in(about, before) < 0))["article_id"]
    if len(new) > MANY_NEW * about.height:
        return None, whole(about, work)
    return before, cut_out(about, new, work, "new")
