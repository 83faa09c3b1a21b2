"""Read a corpus: every article under the given paths, in one frame, and a reason for all that is not in it."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

import polars as pl

from scoring.corpus.containers.packed import BrokenArchiveError
from scoring.corpus.contract import ColumnMap, Entry, Item, Refusal, Source
from scoring.corpus.facts.folder_outlets import folder_outlet
from scoring.corpus.fields.columns import column_map, shown_columns
from scoring.corpus.finishing.finish import FINISHED, READING, Batch, finish_batch
from scoring.corpus.gathered import Account, Gathered
from scoring.corpus.readers import reader_complaints, reader_of
from scoring.corpus.schema import Corpus, CorpusError
from scoring.corpus.sources.archive_members import open_archives
from scoring.corpus.sources.files import find_sources
from scoring.corpus.sources.kinds import refusal_reason
from scoring.corpus.sources.labels import label_of_root
from scoring.corpus.sources.manifest import Description, described, match_manifests
from scoring.corpus.sources.unpacking import WorkFolder, readable_sources
from scoring.workers.attempts import Care
from scoring.workers.engine import Engine, LocalEngine
from scoring.workers.faults import NEVER_CAUGHT, fault_of

_BATCH = 128
"""Entries finished together: some 0.1 s of work, so that progress is seen and processes are kept busy."""
_PLAINLY = 2
"""With fewer batches, or with plain text (0.3 ms an article), processes take longer to start than they save."""
Progress = Callable[[int, int | None], None]
"""Called with the number of articles read so far, and how many there are where that is known."""


def read_corpus(
    paths: Sequence[Path],
    *,
    columns: Mapping[str, str] | None = None,
    manifest: Path | None = None,
    workers: int = 1,
    progress: Progress | None = None,
    care: Care | None = None,
    passed_over: Sequence[Path] = (),
) -> Corpus:
    """Every article in the files and folders of `paths`, settled; see `gather` and `Gathered.settled`."""
    gathered = gather(
        paths,
        columns=columns,
        manifest=manifest,
        workers=workers,
        progress=progress,
        care=care,
        passed_over=passed_over,
    )
    return settle(gathered)


def settle(gathered: Gathered) -> Corpus:
    """The corpus of what was gathered. Raises CorpusError if that is no article."""
    with _complaining():
        return gathered.settled(list(reader_complaints()))


# Long because of its parameters: everything that may be said about reading.
def gather(
    paths: Sequence[Path],
    *,
    columns: Mapping[str, str] | None = None,
    manifest: Path | None = None,
    workers: int = 1,
    progress: Progress | None = None,
    care: Care | None = None,
    passed_over: Sequence[Path] = (),
    met: Collection[str] = (),
    engine: Engine | None = None,
) -> Gathered:
    """Read every article in the files and folders of `paths`.

    `columns` maps column names of the files to fields (see `scoring.corpus.fields.columns`); `manifest` describes
    text files and pages and takes the place of any `manifest.csv` beside them; `workers` is the number of
    processes, unless pages are finished by an `engine`; `care` bounds the work for one article; folders `passed_over`,
    where results go to, are not read; the mapped columns `met` were found earlier and need not be found again. The
    result is the same for any order of paths, any number of workers and any engine. Raises CorpusError where there is
    nothing to read, or the mapping or the manifest cannot be used.
    """
    mapping = column_map(columns)
    account = Account()
    frames = []
    done = 0
    with _complaining(), WorkFolder() as work:
        found, items = find_sources(paths, passed_over)
        sources, member_items = open_archives(found, work)
        descriptions, manifest_remarks = match_manifests(sources, manifest, mapping)
        for item in (*items, *member_items, *manifest_remarks):
            account.add(item)
        total = len(sources) if all(reader_of(source.kind).single for source in sources) else None
        entries = _entries(sources, mapping, descriptions, account, work)
        for batch in _finished(entries, engine or LocalEngine(workers), care or Care()):
            frames.append(batch.articles)
            account.refusals.extend(batch.refusals)
            account.remarks.extend(batch.remarks)
            account.mended.update(batch.mended)
            done += batch.articles.height + len(batch.refusals)
            if progress is not None:
                progress(done, total if total is None or done <= total else None)  # files may hold several
        unmet = sorted(set(mapping.fields) - mapping.met - set(met))
        if unmet:
            raise CorpusError(
                f"No file has a column {unmet[0]!r}, which is mapped to {mapping.fields[unmet[0]]}. "
                f"Columns found: {shown_columns(mapping.seen) or 'none'}."
            )
    articles = pl.concat(frames) if frames else pl.DataFrame(schema=FINISHED)
    return Gathered(
        articles,
        account,
        frozenset(source.label for source in found),
        frozenset(mapping.met),
        frozenset(map(label_of_root, found)),
    )


@contextmanager
def _complaining() -> Iterator[None]:
    """Let an error also name the readers of other packages that are not used: one of them may be its cause."""
    try:
        yield
    except CorpusError as error:
        complaints = "".join(f" Of {told.file}, {told.note}." for told in reader_complaints())
        if not complaints:
            raise
        raise CorpusError(f"{error}{complaints}") from error


def _entries(
    sources: Sequence[Source],
    mapping: ColumnMap,
    descriptions: Mapping[str, Description],
    told: Account,
    work: WorkFolder,
) -> Iterator[Entry]:
    """All entries of all files; refusals and remarks go to `told`."""
    for source in readable_sources(sources, work):
        if not isinstance(source, Source):
            told.add(source)
            continue
        reason = refusal_reason(source.path)
        if reason is not None:
            told.add(Refusal(source.label, None, reason))
            continue
        single = reader_of(source.kind).single
        description = descriptions.get(source.label) if single else None
        if description is not None:
            alike = description.label
        else:
            alike = source.label.partition("/")[0] if single else source.label
        for item in _items(source, mapping):
            if not isinstance(item, Entry):
                told.add(item)
                continue
            told.date_files[item.file] = alike
            if description is not None:
                yield described(item, description.row)
            elif single and item.outlet is None:
                outlet = folder_outlet(source.folders)
                if outlet is not None:
                    told.folders[source.label] = outlet
                yield replace(item, outlet=outlet)
            else:
                yield item


def _items(source: Source, mapping: ColumnMap) -> Iterator[Item]:
    """What a file holds; whatever stops its reader costs only the rest of this file."""
    try:
        yield from reader_of(source.kind).read(source, mapping)
    except OSError as error:
        yield Refusal(source.label, None, f"cannot be read: {error.strerror or error}")
    except BrokenArchiveError as error:
        yield Refusal(source.label, error.line, f"the archive breaks off, what comes after is lost ({error})")
    except NEVER_CAUGHT:
        raise
    except BaseException as error:  # noqa: BLE001 - see NEVER_CAUGHT
        fault = fault_of(error, READING)
        yield Refusal(
            source.label, None, f"{fault.reason} (what comes after in this file is lost)", ours=fault.ours
        )


def _finished(entries: Iterator[Entry], engine: Engine, care: Care) -> Iterator[Batch]:
    """Finish all entries, batch by batch in their order; pages (25 ms each) by the engine."""
    batches = iter(lambda: list(islice(entries, _BATCH)), [])
    head = list(islice(batches, _PLAINLY))
    several = len(head) == _PLAINLY and any(entry.page for batch in head for entry in batch)
    if not several:
        engine = LocalEngine()
    yield from engine.results(READING, finish_batch, chain(head, batches), care=care)
