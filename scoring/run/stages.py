"""The stages between reading and aggregating: tokenise, compare, measure; each result is kept on disk.

Articles that fail in a stage are left out, and whatever depended on them is made again, so that the result is as if
they had never been given. That takes a further round, in which only those batches are measured again for which
comparing now gives a different result.

The work on a batch is a step: load what it needs from the work folder, work on it, keep what that makes. On this
machine a worker process does all three; an engine that works elsewhere is sent what is loaded, and what it makes is
kept here.
"""

import gc
import multiprocessing
import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Generic, TypeVar

import numpy as np
import polars as pl

from scoring.actors import gazetteer as gazetteers
from scoring.catalogue.find import catalogue
from scoring.compare.compare import compare_on
from scoring.compare.gram_buckets import shared_grams_by
from scoring.compare.memory import Memory, content_digests
from scoring.compare.passages import Pointing
from scoring.compare.shelf import Shelf
from scoring.compare.sketches import SKETCHES, bare_title, sketch
from scoring.compare.store import Store, open_store, places_in, write_store
from scoring.compare.stories.stories import stories_on
from scoring.compare.tokens import TOKENS, tokenise
from scoring.run.digests import DIGESTS, article_digests
from scoring.run.measure import (
    FINDINGS,
    Findings,
    Instruments,
    Measured,
    findings_of,
    measure_batch,
    measured_tables,
)
from scoring.run.measure import STAGE as MEASURING
from scoring.run.work_folder import (
    FAULTS,
    Faults,
    articles_path,
    begin_round,
    compared_path,
    cut_path,
    kept_path,
    latest_round,
    left_out_in,
    measured_path,
    read_faults,
    sketches_path,
    tokens_path,
    write_faults,
    write_frame,
)
from scoring.schema.tables import STORIES, articles_table
from scoring.tone.trained import shipped_reader
from scoring.workers.attempts import Care, Guard, attempt
from scoring.workers.batches import RARE_COLLECTION, Progress
from scoring.workers.engine import Engine, LocalEngine
from scoring.workers.faults import NEVER_CAUGHT, EngineError, Fault, fault_of

BATCH = 128  # articles: a second or two of work, so that little is lost by stopping
FEW = (
    32  # articles of a batch where an update measures a few hundred, so that all workers are busy to the end
)
# Tokenising this many batches takes seconds; starting processes would take longer.
QUICK_BATCHES = 200
TOKENISING, COMPARING = "tokenising", "comparing"
# From this share of new articles on, comparing all anew takes no longer than finding out what stays.
MANY_NEW = 0.2


@dataclass(frozen=True, slots=True)
class How:
    """How a corpus is taken through the stages; see `scoring.run.score.Options`."""

    actors: Path | None
    trained_mentions: int | None
    article_seconds: float


@dataclass(frozen=True, slots=True)
class Staged:
    """What the stages leave: the measured batches and their articles, the shared passages, the faulty articles.

    taken: the articles whose measurements are those of the scores folder `earlier`, and in no batch. stories: each
    article's story. digests: of the sound articles (DIGESTS). kept: the folder of what comparing keeps.
    unchanged: how many of these had been measured earlier.
    """

    measured: Sequence[Path]
    texts: Sequence[Path]
    passages: pl.DataFrame
    stories: pl.DataFrame
    faults: Faults
    digests: pl.DataFrame
    kept: Path
    unchanged: int = 0
    taken: frozenset[str] = frozenset()
    earlier: Path | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier scores folder, and the digests of those of its articles whose measurements hold (DIGESTS).

    compared: the folder of what its comparison kept, if that holds.
    """

    folder: Path
    digests: pl.DataFrame
    compared: Path | None = None


@dataclass(frozen=True, slots=True)
class _Batch:
    """One batch as sent to a worker; the file `done` is written when it is finished.

    held: the folder of its articles and their words. left_out: its articles that have already failed. round: the round
    whose comparison applies.
    """

    work: Path
    held: Path
    number: int
    round: int
    left_out: frozenset[str]
    how: How
    done: Path


Given = TypeVar("Given")
Rest = TypeVar("Rest")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class _Step(Generic[Given, Rest, Made]):
    """The work of a stage on one batch, in three functions, each importable by name.

    load: what the work needs, and what only keeping its result does. work: a function of nothing but what it is given.
    keep: writes the result into the work folder, whole or not at all.
    """

    stage: str
    load: Callable[[_Batch], tuple[Given, Rest]]
    work: Callable[[Given, Care], Made]
    keep: Callable[[_Batch, Rest, Made], None]


class NothingLeftError(ValueError):
    """Every article failed."""


def run_stages(
    about: pl.DataFrame,
    work: Path,
    how: How,
    progress: Progress,
    earlier: Earlier | None = None,
    engine: Engine | None = None,
) -> Staged:
    """Take the articles that are laid out in the folder `work` through all stages, resuming from what it already holds.

    `about`: the articles as `lay_out` returns them. Measurements that an earlier scores folder holds are taken from
    there. The work is done by `engine`, by default in this process.

    Raises NothingLeftError if no article is left, WorkerDiedError if processes keep dying whatever they do, and
    EngineError if the engine gives up.
    """
    engine = engine or LocalEngine()
    round_number = latest_round(work)
    before, new = _compared_before(about, work, earlier)
    while True:
        left_out = left_out_in(work, round_number)
        sound = _without(about, left_out)
        if sound.is_empty():
            reason = next(iter(left_out.values())).reason
            raise NothingLeftError(f"No article could be scored. The reason for the first: {reason}.")
        batches = new.batches(work, left_out, round_number, how)
        failed = {**_tokenise_all(batches, engine, progress)}
        if failed.keys() <= left_out.keys():
            failed = {**_compare_all(sound, work, batches, before, engine, progress)}
            if not failed:
                readable = _readable(earlier)
                digests, unchanged = _digests(sound, work, round_number, readable)
                measured, fresh = _to_measure(about, sound, unchanged, work, round_number, how)
                failed = {**_measure_all(measured, fresh, engine, progress)}
            if not failed:
                staged = _staged(sound, work, measured, left_out, digests)
                return replace(
                    staged, unchanged=unchanged.height, earlier=readable.folder if readable else None
                )
        round_number += 1
        begin_round(work, round_number, failed | left_out)


@dataclass(frozen=True, slots=True)
class _Cut:
    """Articles (ids, in order) cut into batches that lie in a folder."""

    held: Path
    ids: Sequence[str]
    size: int

    def batches(self, work: Path, left_out: Faults, round_number: int, how: How) -> list[_Batch]:
        """The batches as they are tokenised."""
        return [
            _Batch(
                work,
                self.held,
                number,
                round_number,
                frozenset(left_out.keys() & set(self.ids[number * self.size : (number + 1) * self.size])),
                how,
                tokens_path(self.held, number),
            )
            for number in self.numbers()
        ]

    def batch_of(self) -> dict[str, int]:
        """The number of each article's batch."""
        return {article_id: row // self.size for row, article_id in enumerate(self.ids)}

    def numbers(self) -> Sequence[int]:
        """The numbers of the batches."""
        return _numbers(len(self.ids), self.size)


def _whole(about: pl.DataFrame, work: Path) -> _Cut:
    """All articles, as `lay_out` cut them."""
    return _Cut(work, about["article_id"].to_list(), BATCH)


def _cut_out(about: pl.DataFrame, ids: pl.Series, work: Path, what: str) -> _Cut:
    """Some of the articles, in order, cut into batches of their own."""
    cut = _Cut(cut_path(work, what, ids), ids.to_list(), min(BATCH, FEW))
    if cut.ids and not articles_path(cut.held, cut.numbers()[-1]).exists():
        cut.held.mkdir(exist_ok=True)
        chosen = pl.concat(
            pl.read_parquet(articles_path(work, number)).filter(pl.col("article_id").is_in(ids.implode()))
            for number in sorted(
                {row // BATCH for row in about["article_id"].is_in(ids.implode()).arg_true()}
            )
        )
        _lay_in(chosen, cut.held, cut.size)
    return cut


def _compared_before(about: pl.DataFrame, work: Path, earlier: Earlier | None) -> tuple[Store | None, _Cut]:
    """What an earlier comparison kept, if that is of use, and the articles that it did not know."""
    if earlier is None or earlier.compared is None:
        return None, _whole(about, work)
    before = open_store(earlier.compared)
    new = about.filter(pl.Series(places_in(about, before) < 0))["article_id"]
    if len(new) > MANY_NEW * about.height:
        return None, _whole(about, work)
    return before, _cut_out(about, new, work, "new")


def _staged(
    sound: pl.DataFrame, work: Path, measured: Sequence[_Batch], left_out: Faults, digests: pl.DataFrame
) -> Staged:
    """What the stages leave, some batches having been measured."""
    round_number = latest_round(work)
    passages, stories = (
        pl.read_parquet(compared_path(work, name, round_number)) for name in ("passages", STORIES.name)
    )
    held = {article_id for batch in measured for article_id in _measured_in(batch)}
    return Staged(
        [batch.done for batch in measured],
        laid_out(work),
        passages,
        stories,
        left_out,
        digests,
        kept_path(work, round_number),
        taken=frozenset(sound["article_id"]) - held,
    )


def lay_out(articles: pl.DataFrame, work: Path) -> pl.DataFrame:
    """Cut the articles into batches on disk; returns what of them stays in memory: all but the texts, and `content`,
    a digest of what comparing asks of each."""
    _lay_in(articles, work, BATCH)
    return articles.drop("text", "markup").with_columns(content_digests(articles))


def _lay_in(articles: pl.DataFrame, folder: Path, size: int) -> None:
    for number in _numbers(articles.height, size):
        path = articles_path(folder, number)
        if not path.exists():
            write_frame(articles.slice(number * size, size), path)


def laid_out(work: Path) -> list[Path]:
    """The files of the batches, in order."""
    paths: list[Path] = []
    while (path := articles_path(work, len(paths))).exists():
        paths.append(path)
    return paths


def _numbers(articles: int, size: int) -> Sequence[int]:
    """The numbers of the batches of so many articles."""
    return range(-(-articles // size))


def _among(articles: pl.DataFrame, sound: pl.DataFrame) -> pl.DataFrame:
    """Those of the articles that are sound."""
    return articles.filter(pl.col("article_id").is_in(sound["article_id"].implode()))


def _without(articles: pl.DataFrame, left_out: Iterable[str]) -> pl.DataFrame:
    ids = pl.Series(list(left_out), dtype=pl.String)
    return articles.filter(~pl.col("article_id").is_in(ids.implode()))


def _run(
    step: _Step[Given, Rest, Made],
    batches: Sequence[_Batch],
    engine: Engine,
    progress: Progress,
    *,
    quick: bool = False,
) -> None:
    """Do each batch that is not done yet."""
    pending = [batch for batch in batches if not batch.done.exists()]
    finished = len(batches) - len(pending)
    progress(step.stage, finished, len(batches))
    if not pending:
        return
    care = Care(seconds=pending[0].how.article_seconds)
    if engine.elsewhere:
        done = _sent(step, pending, engine, care)
    else:
        quick = quick or len(pending) == 1
        done = engine.results(step.stage, partial(_worked, step), pending, care=care, quick=quick)
    for _ in done:
        finished += 1
        progress(step.stage, finished, len(batches))


def _worked(step: _Step[Given, Rest, Made], batch: _Batch, care: Care) -> None:
    given, rest = step.load(batch)
    step.keep(batch, rest, step.work(given, care))


def _sent(
    step: _Step[Given, Rest, Made], batches: Sequence[_Batch], engine: Engine, care: Care
) -> Iterator[None]:
    """Load and keep here, and let the engine do the work; batches are loaded as it asks for them."""
    waiting: deque[tuple[_Batch, Rest]] = deque()

    def loaded() -> Iterator[Given]:
        for batch in batches:
            given, rest = step.load(batch)
            waiting.append((batch, rest))
            yield given

    for made in engine.results(step.stage, step.work, loaded(), care=care):
        step.keep(*waiting.popleft(), made)
        yield


# Tokenising.


def _tokenise_all(batches: Sequence[_Batch], engine: Engine, progress: Progress) -> Faults:
    _run(_TOKENISE, batches, engine, progress, quick=len(batches) <= QUICK_BATCHES)
    return _gathered(_faults_path(batch.done) for batch in batches)


def _faults_path(tokens: Path) -> Path:
    return tokens.with_suffix(f".{FAULTS}")


def _gathered(paths: Iterable[Path]) -> Faults:
    found: dict[str, Fault] = {}
    for path in paths:
        found |= read_faults(path)
    return found


def _load_texts(batch: _Batch) -> tuple[pl.DataFrame, None]:
    columns = ["article_id", "text", "title"]
    return pl.read_parquet(articles_path(batch.held, batch.number), columns=columns), None


def _keep_tokens(batch: _Batch, _: None, made: tuple[pl.DataFrame, Faults]) -> None:
    words, faults = made
    if faults:
        write_faults(faults, _faults_path(batch.done))
    write_frame(words.select("article_id", *SKETCHES), sketches_path(batch.done))
    write_frame(words.select(TOKENS.names()), batch.done)


def _tokenised(articles: pl.DataFrame, care: Care) -> tuple[pl.DataFrame, Faults]:
    """TOKENS and SKETCHES of articles (article_id, text, title), in their order, without those that fail."""
    rows: list[tuple[str, str, str | None]] = articles.rows()
    parts, faults = attempt(TOKENISING, _tokenise_rows, rows, care)
    empty = pl.DataFrame(schema={**TOKENS, **SKETCHES})
    return pl.concat([empty, *parts]), {rows[at][0]: f for at, f in faults.items()}


def _tokenise_rows(rows: Sequence[tuple[str, str, str | None]]) -> pl.DataFrame:
    ids, texts = [row[0] for row in rows], [row[1] for row in rows]
    tokens = tokenise(ids, texts)
    # Headlines hold many of the words by which stories are found.
    bare = [bare_title(title, text) for _, text, title in rows]
    heads = tokenise(ids, bare)["keys"]
    sketches = sketch(pl.DataFrame({"article_id": ids, "text": texts}), tokens, heads)
    return tokens.hstack(sketches)


_TOKENISE = _Step(TOKENISING, _load_texts, _tokenised, _keep_tokens)


# Comparing.


def _compare_all(
    sound: pl.DataFrame,
    work: Path,
    batches: Sequence[_Batch],
    before: Store | None,
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
        seconds = batches[0].how.article_seconds if batches else 0.0
        frames, faults = _compared(shelf, Care(seconds=seconds), progress, pointing, memory)
        if frames is None or faults:
            return faults
        for name, path in paths.items():
            write_frame(frames[name], path)
    progress(COMPARING, 2, 2)
    return {}


def _fresh_sketches(sound: pl.DataFrame, batches: Sequence[_Batch]) -> Iterator[pl.DataFrame]:
    """The sketches of the sound articles of some batches, with `row`."""
    rows = sound.select("article_id").with_row_index("row").cast({"row": pl.Int32})
    for batch in batches:
        found = pl.read_parquet(sketches_path(batch.done))
        yield found.join(rows, on="article_id", maintain_order="left")


def _shelf(sound: pl.DataFrame, work: Path, batches: Sequence[_Batch] | None, store: Store) -> Shelf:
    """The sound articles, whose texts and words stay in the files of their batches until they are asked for.

    `batches`: those whose words have been found; None: words are found as they are asked for.
    """
    paths = laid_out(work)
    ids = [pl.read_parquet(path, columns=["article_id"]) for path in paths]
    held = [_among(part, sound).height for part in ids]
    whole = [part.height == count for part, count in zip(ids, held, strict=True)]

    def read(path: Path, part: int, columns: Sequence[str]) -> pl.DataFrame:
        if whole[part]:
            return pl.read_parquet(path, columns=list(columns))
        rows = pl.read_parquet(path, columns=["article_id", *(c for c in columns if c != "article_id")])
        return _among(rows, sound).select(columns)

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


# Measuring.


def _digests(
    sound: pl.DataFrame, work: Path, round_number: int, earlier: Earlier | None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The digests of the articles, and those of them that were measured earlier."""
    findings = {name: pl.read_parquet(compared_path(work, name, round_number)) for name in FINDINGS}
    digests = article_digests(sound, Findings(**findings))
    known = pl.DataFrame(schema=DIGESTS) if earlier is None else earlier.digests
    return digests, digests.join(known, on=DIGESTS.names(), how="semi")


def _to_measure(
    about: pl.DataFrame,
    sound: pl.DataFrame,
    unchanged: pl.DataFrame,
    work: Path,
    round_number: int,
    how: How,
) -> tuple[list[_Batch], dict[int, set[str]]]:
    """The batches that are to be measured, with the place of their measurements; the articles of each.

    Where nothing was measured earlier, that is all, and the place that of the last round in which anything about a
    batch changed; else the articles that remain are cut anew, so that batches are full.
    """
    left_out = left_out_in(work, round_number)
    if unchanged.is_empty():
        cut = _whole(about, work)
        since = _since(cut, work)
    else:
        fresh = _without(sound, unchanged["article_id"])["article_id"]
        cut = _cut_out(about, fresh, work, "fresh")
        since = dict.fromkeys(cut.numbers(), round_number)
    fresh_in = _by_batch(_without(sound, unchanged["article_id"])["article_id"], cut.batch_of())
    batches = [
        replace(batch, done=measured_path(cut.held, batch.number, since[batch.number]))
        for batch in cut.batches(work, left_out, round_number, how)
        if batch.number in fresh_in
    ]
    return batches, fresh_in


def _since(cut: _Cut, work: Path) -> dict[int, int]:
    """The last round in which anything about each batch changed."""
    batch_of = cut.batch_of()
    since = dict.fromkeys(cut.numbers(), 0)
    before: Faults = {}
    for number in range(1, latest_round(work) + 1):
        left_out = left_out_in(work, number)
        changed = left_out.keys() - before.keys() | _changed_articles(work, number)
        since |= {batch_of[article_id]: number for article_id in changed}
        before = left_out
    return since


def _changed_articles(work: Path, round_number: int) -> set[str]:
    """The articles for which comparing gives another result than in the previous round; all, if that was cut short."""
    changed: set[str] = set()
    for name in FINDINGS:
        old, new = (compared_path(work, name, number) for number in (round_number - 1, round_number))
        if not new.exists():
            continue  # a round that ended before comparing; the next round is compared with it
        now = pl.read_parquet(new)
        if not old.exists():
            changed |= set(now["article_id"])
            continue
        then = pl.read_parquet(old)
        for one, other in ((now, then), (then, now)):
            lost = one.join(other, on=one.columns, how="anti", nulls_equal=True)
            changed |= set(lost["article_id"])
    return changed


def _readable(earlier: Earlier | None) -> Earlier | None:
    """The earlier folder, if its tables are those that this version writes; else all is measured anew."""
    if earlier is None or earlier.digests.is_empty():
        return None
    for table in measured_tables():
        try:
            found = pl.read_parquet_schema(earlier.folder / f"{table.name}.parquet")
        except (OSError, pl.exceptions.PolarsError):
            return None
        if any(found.get(name) != dtype for name, dtype in table.schema.items()):
            return None
    return earlier


def is_damaged(earlier: Earlier) -> bool:
    """Whether a table of an earlier folder cannot be read to its end, though its description can."""
    for table in measured_tables():
        path = earlier.folder / f"{table.name}.parquet"
        try:
            pl.scan_parquet(path).select(pl.all().null_count()).collect(engine="streaming")
        except (OSError, pl.exceptions.PolarsError):
            return True
    return False


def _by_batch(ids: Iterable[str], batch_of: Mapping[str, int]) -> dict[int, set[str]]:
    """The articles of each batch that has any of them."""
    found: dict[int, set[str]] = {}
    for article_id in ids:
        found.setdefault(batch_of[article_id], set()).add(article_id)
    return found


def _measured_in(batch: _Batch) -> set[str]:
    """The articles that the file of a finished batch holds."""
    rows = pl.read_parquet(batch.done / f"{articles_table(catalogue()).name}.parquet", columns=["article_id"])
    return set(rows["article_id"])


def _measure_all(
    batches: Sequence[_Batch], fresh: Mapping[int, set[str]], engine: Engine, progress: Progress
) -> Faults:
    """Measure the fresh articles of each batch.

    Of a run that was stopped, a batch may lack articles that an earlier folder held then and holds no more: it is
    measured again.
    """
    for batch in batches:
        if batch.done.exists():
            failed = read_faults(batch.done / FAULTS).keys()
            if not fresh[batch.number] <= _measured_in(batch) | failed:
                shutil.rmtree(batch.done)
    _run(_MEASURE, batches, engine, progress)
    return _gathered(batch.done / FAULTS for batch in batches)


@cache
def _instruments(actors: Path | None, trained_mentions: int | None) -> Instruments:
    """The instruments, loaded once per process."""
    reader = None if trained_mentions == 0 else shipped_reader()
    instruments = Instruments(gazetteers.load(actors), reader, trained_mentions)
    if multiprocessing.parent_process() is not None:  # a worker process, whose settings we may change
        # The data of a batch contain no reference cycles; searching for them took a tenth of the time.
        gc.freeze()
        gc.set_threshold(*RARE_COLLECTION)
    return instruments


@dataclass(frozen=True, slots=True)
class _ToMeasure:
    """Some articles, with their words and what comparing found out about them."""

    articles: pl.DataFrame
    tokens: pl.DataFrame
    findings: Findings
    actors: Path | None
    trained_mentions: int | None


def _load_articles(batch: _Batch) -> tuple[_ToMeasure, None]:
    """The articles of the batch that are to be measured."""
    how = batch.how
    articles = _without(pl.read_parquet(articles_path(batch.held, batch.number)), batch.left_out)
    mine = pl.col("article_id").is_in(articles["article_id"].implode())
    found = {
        name: pl.scan_parquet(compared_path(batch.work, name, batch.round)).filter(mine).collect()
        for name in FINDINGS
    }
    path = tokens_path(batch.held, batch.number)
    if path.exists():
        tokens = articles.select("article_id").join(
            pl.read_parquet(path), on="article_id", maintain_order="left"
        )
    else:
        tokens = tokenise(articles["article_id"].to_list(), articles["text"].to_list())
    return _ToMeasure(articles, tokens, Findings(**found), how.actors, how.trained_mentions), None


def _measured(given: _ToMeasure, care: Care) -> Measured:
    instruments = _instruments(given.actors, given.trained_mentions)
    return measure_batch(given.articles, given.tokens, given.findings, instruments, care)


def _keep_measured(batch: _Batch, _: None, measured: Measured) -> None:
    aside = batch.done.with_name(f"{batch.done.name}.writing")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    for name, frame in measured.tables.items():
        frame.write_parquet(aside / f"{name}.parquet", compression="lz4")
    if measured.faults:
        write_faults(measured.faults, aside / FAULTS)
    aside.rename(batch.done)


_MEASURE = _Step(MEASURING, _load_articles, _measured, _keep_measured)
