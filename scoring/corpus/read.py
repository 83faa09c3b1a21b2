"""Read a corpus: every article under the given paths, in one frame, and a word on all that is not in it."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path

import polars as pl

from scoring.corpus.columns import ColumnMap, column_map
from scoring.corpus.delimited import read_delimited
from scoring.corpus.entries import Entry, Item, Refusal, Remark
from scoring.corpus.files import Source, find_sources, refusal_reason
from scoring.corpus.finish import FINISHED, Batch, finish_batch
from scoring.corpus.identity import settle_identity
from scoring.corpus.json_records import read_json, read_json_lines
from scoring.corpus.manifest import Description, described, match_manifests
from scoring.corpus.outlet import folder_outlet
from scoring.corpus.parquet import read_parquet
from scoring.corpus.published import with_dates
from scoring.corpus.schema import ARTICLES, NOTES, REJECTS, Corpus, CorpusError
from scoring.corpus.single import read_single
from scoring.corpus.sqlite import read_sqlite
from scoring.corpus.warc import read_warc
from scoring.stopping import shielded

_BATCH = 128
"""Entries finished together: some 0.1 s of work, so that progress is seen and processes are kept busy."""
_AHEAD = 3
"""Batches that wait for each process; more would only fill memory."""
_PLAINLY = 2
"""With fewer batches, or with text that takes 0.3 ms, processes take longer to start than they save."""
_SINGLE = ("text", "page")

Progress = Callable[[int, int | None], None]
"""Called with the number of articles read so far, and how many there are where that is known."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What has been said about files and rows on the way."""

    refusals: list[Refusal] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def read_corpus(
    paths: Sequence[Path],
    *,
    columns: Mapping[str, str] | None = None,
    manifest: Path | None = None,
    workers: int = 1,
    progress: Progress | None = None,
) -> Corpus:
    """Read every article in the files and folders of `paths`.

    `columns` maps column names of the files to fields (see `scoring.corpus.columns`); `manifest` describes
    text files and pages and takes the place of any `manifest.csv` beside them; `workers` is the number of
    processes. The result is the same for any order of paths and any number of workers. Raises CorpusError
    where nothing can be read, or the mapping or the manifest cannot be used.
    """
    mapping = column_map(columns)
    sources, remarks = find_sources(paths)
    descriptions, manifest_remarks = match_manifests(sources, manifest, mapping)
    told = _Told(remarks=[*remarks, *manifest_remarks])
    total = len(sources) if all(source.kind in _SINGLE for source in sources) else None
    frames = []
    done = 0
    for batch in _finished(_entries(sources, mapping, descriptions, told), workers):
        frames.append(batch.articles)
        told.refusals.extend(batch.refusals)
        told.remarks.extend(batch.remarks)
        done += batch.articles.height + len(batch.refusals)
        if progress is not None:
            progress(done, total)
    unmet = sorted(set(mapping.fields) - mapping.met)
    if unmet:
        raise CorpusError(
            f"No file has a column {unmet[0]!r}, which is mapped to {mapping.fields[unmet[0]]}. "
            f"Columns found: {', '.join(sorted(mapping.seen)) or 'none'}."
        )
    articles = pl.concat(frames) if frames else pl.DataFrame(schema=FINISHED)
    if not articles.height:
        raise CorpusError(_nothing_read(told.refusals))
    return _corpus(articles, told, sources, descriptions)


def _entries(
    sources: Sequence[Source], mapping: ColumnMap, descriptions: Mapping[str, Description], told: _Told
) -> Iterator[Entry]:
    """All entries of all files; what is refused or remarked on the way goes to `told`."""
    for source in sources:
        reason = refusal_reason(source.path)
        if reason is not None:
            told.refusals.append(Refusal(source.label, None, reason))
            continue
        items = _read_source(source, mapping)
        while True:
            try:
                item = next(items, None)
            except OSError as error:
                told.refusals.append(
                    Refusal(source.label, None, f"cannot be read: {error.strerror or error}")
                )
                break
            if item is None:
                break
            if isinstance(item, Refusal):
                told.refusals.append(item)
            elif isinstance(item, Remark):
                told.remarks.append(item)
            elif source.kind in _SINGLE and source.label in descriptions:
                yield described(item, descriptions[source.label].row)
            elif source.kind in _SINGLE and item.outlet is None:
                yield replace(item, outlet=folder_outlet(source.folders))
            else:
                yield item


def _read_source(source: Source, mapping: ColumnMap) -> Iterator[Item]:
    match source.kind:
        case "text" | "page":
            return read_single(source)
        case "delimited" | "manifest":
            return read_delimited(source.path, source.label, mapping, optional=source.kind == "manifest")
        case "json":
            return read_json(source.path, source.label, mapping)
        case "json lines":
            return read_json_lines(source.path, source.label, mapping)
        case "parquet":
            return read_parquet(source.path, source.label, mapping)
        case "sqlite":
            return read_sqlite(source.path, source.label, mapping)
        case "warc":
            return read_warc(source.path, source.label)
    raise AssertionError(source.kind)


def _finished(entries: Iterator[Entry], workers: int) -> Iterator[Batch]:
    """Finish all entries, batch by batch in their order; pages (25 ms each) in several processes."""
    batches = iter(lambda: list(islice(entries, _BATCH)), [])
    head = list(islice(batches, _PLAINLY))
    if workers > 1 and len(head) == _PLAINLY and any(entry.page for batch in head for entry in batch):
        yield from _in_processes(chain(head, batches), workers)
    else:
        yield from map(finish_batch, chain(head, batches))


def _in_processes(batches: Iterable[list[Entry]], workers: int) -> Iterator[Batch]:
    # Not forked: polars and lxml keep threads and locks that do not survive it.
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        waiting: deque[Future[Batch]] = deque()
        for batch in batches:
            with shielded():  # the processes start as work is handed in
                waiting.append(pool.submit(finish_batch, batch))
            if len(waiting) >= workers * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _corpus(
    articles: pl.DataFrame,
    told: _Told,
    sources: Sequence[Source],
    descriptions: Mapping[str, Description],
) -> Corpus:
    """Settle what only all articles together tell: dates, duplicates, identifiers."""
    articles_in = articles.height + len(told.refusals)
    date_files = {
        source.label: descriptions[source.label].label
        if source.label in descriptions
        else (source.label.partition("/")[0] if source.kind in _SINGLE else source.label)
        for source in sources
    }
    dated, date_notes = with_dates(
        articles, articles["file"].replace_strict(date_files, return_dtype=pl.String)
    )
    settled, duplicates = settle_identity(dated)
    rejects = pl.DataFrame([(r.file, r.row, r.reason) for r in told.refusals], schema=REJECTS, orient="row")
    notes = pl.DataFrame([(r.file, r.row, r.note) for r in told.remarks], schema=NOTES, orient="row")
    return Corpus(
        articles=settled.select(list(ARTICLES)).sort("article_id"),
        rejects=rejects.sort(REJECTS.names()),
        duplicates=duplicates,
        notes=pl.concat([notes, date_notes]).sort(NOTES.names()),
        articles_in=articles_in,
    )


def _nothing_read(refusals: Sequence[Refusal]) -> str:
    if not refusals:
        return "No article was found. Check the path, and which kinds of files are read (docs/input.md)."
    first = min(refusals, key=lambda refusal: (refusal.file, refusal.row or 0))
    place = f"{first.file}, row {first.row}" if first.row is not None else first.file
    others = f" ({len(refusals) - 1} more were refused)" if len(refusals) > 1 else ""
    return f"No article could be read. {place}: {first.reason}{others}."
