"""Read a corpus: every article under the given paths, in one frame, and a reason for all that is not in it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path

import polars as pl

from scoring.corpus.containers.packed import BrokenArchiveError
from scoring.corpus.contract import ColumnMap, Entry, Item, Refusal, Remark, Source
from scoring.corpus.facts.addresses import one_spelling, spelled_alike
from scoring.corpus.facts.folder_outlets import folder_note, folder_outlet
from scoring.corpus.facts.identity import settle_identity
from scoring.corpus.facts.published import with_dates
from scoring.corpus.fields.columns import column_map, shown_columns
from scoring.corpus.finishing.door import tell_mended
from scoring.corpus.finishing.finish import FINISHED, READING, Batch, finish_batch
from scoring.corpus.readers import reader_complaints, reader_of
from scoring.corpus.schema import ARTICLES, NOTES, REJECTS, Corpus, CorpusError
from scoring.corpus.sources.archive_members import open_archives
from scoring.corpus.sources.files import find_sources
from scoring.corpus.sources.kinds import refusal_reason, told_once
from scoring.corpus.sources.manifest import Description, described, match_manifests
from scoring.corpus.sources.unpacking import WorkFolder, readable_sources
from scoring.workers.attempts import Care
from scoring.workers.batches import run_tasks
from scoring.workers.faults import NEVER_CAUGHT, fault_of

_BATCH = 128
"""Entries finished together: some 0.1 s of work, so that progress is seen and processes are kept busy."""
_PLAINLY = 2
"""With fewer batches, or with plain text (0.3 ms an article), processes take longer to start than they save."""
Progress = Callable[[int, int | None], None]
"""Called with the number of articles read so far, and how many there are where that is known."""


@dataclass(frozen=True, slots=True)
class _Told:
    """The refusals and remarks collected on the way."""

    refusals: list[Refusal] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    date_files: dict[str, str] = field(default_factory=dict)  # by label: which files' dates are written alike
    mended: Counter[tuple[str, str]] = field(default_factory=Counter)
    folders: dict[str, set[str]] = field(default_factory=dict)
    """The outlets that only folders tell, by the root that they stand in."""

    def add(self, item: Refusal | Remark) -> None:
        """Keep a refusal or a remark."""
        if isinstance(item, Refusal):
            self.refusals.append(item)
        else:
            self.remarks.append(item)


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
    """Read every article in the files and folders of `paths`.

    `columns` maps column names of the files to fields (see `scoring.corpus.fields.columns`); `manifest` describes
    text files and pages and takes the place of any `manifest.csv` beside them; `workers` is the number of
    processes; `care` bounds the work for one article; folders `passed_over`, where results go to, are not read.
    The result is the same for any order of paths and any number of workers. Raises CorpusError where nothing can
    be read, or the mapping or the manifest cannot be used.
    """
    mapping = column_map(columns)
    told = _Told(remarks=list(reader_complaints()))
    frames = []
    done = 0
    with _complaining(), WorkFolder() as work:
        found, items = find_sources(paths, passed_over)
        sources, member_items = open_archives(found, work)
        descriptions, manifest_remarks = match_manifests(sources, manifest, mapping)
        for item in (*items, *member_items, *manifest_remarks):
            told.add(item)
        total = len(sources) if all(reader_of(source.kind).single for source in sources) else None
        for batch in _finished(_entries(sources, mapping, descriptions, told, work), workers, care or Care()):
            frames.append(batch.articles)
            told.refusals.extend(batch.refusals)
            told.remarks.extend(batch.remarks)
            told.mended.update(batch.mended)
            done += batch.articles.height + len(batch.refusals)
            if progress is not None:
                progress(done, total if total is None or done <= total else None)  # files may hold several
        unmet = sorted(set(mapping.fields) - mapping.met)
        if unmet:
            raise CorpusError(
                f"No file has a column {unmet[0]!r}, which is mapped to {mapping.fields[unmet[0]]}. "
                f"Columns found: {shown_columns(mapping.seen) or 'none'}."
            )
        articles = pl.concat(frames) if frames else pl.DataFrame(schema=FINISHED)
        if not articles.height:
            raise CorpusError(_nothing_read(told.refusals))
    return _corpus(articles, told)


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
    told: _Told,
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
                    told.folders.setdefault(source.label.partition("/")[0], set()).add(outlet)
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


def _finished(entries: Iterator[Entry], workers: int, care: Care) -> Iterator[Batch]:
    """Finish all entries, batch by batch in their order; pages (25 ms each) in several processes."""
    batches = iter(lambda: list(islice(entries, _BATCH)), [])
    head = list(islice(batches, _PLAINLY))
    several = len(head) == _PLAINLY and any(entry.page for batch in head for entry in batch)
    yield from run_tasks(
        READING, finish_batch, chain(head, batches), workers=workers if several else 1, care=care
    )


def _corpus(articles: pl.DataFrame, told: _Told) -> Corpus:
    """Settle what depends on all articles together: dates, duplicates, identifiers."""
    articles_in = articles.height + len(told.refusals)
    told.remarks.extend(Remark(root, None, folder_note(outlets)) for root, outlets in told.folders.items())
    dated, date_notes = with_dates(
        articles, articles["file"].replace_strict(told.date_files, return_dtype=pl.String)
    )
    named = one_spelling(dated)
    if (note := spelled_alike(named)) is not None:
        told.remarks.append(Remark(named["file"].min(), None, note))  # type: ignore[arg-type]
    settled, duplicates = settle_identity(named)
    rejects = pl.DataFrame([(r.file, r.row, r.reason) for r in told.refusals], schema=REJECTS, orient="row")
    notes = pl.DataFrame(
        [(r.file, r.row, r.note) for r in (*told_once(told.remarks), *tell_mended(told.mended))],
        schema=NOTES,
        orient="row",
    )
    return Corpus(
        articles=settled.select(list(ARTICLES)).sort("article_id"),
        rejects=rejects.sort(REJECTS.names()),
        duplicates=duplicates,
        notes=pl.concat([notes, date_notes]).sort(NOTES.names()),
        articles_in=articles_in,
        faults=sum(refusal.ours for refusal in told.refusals),
    )


def _nothing_read(refusals: Sequence[Refusal]) -> str:
    if not refusals:
        return "No article was found. Check the path, and which kinds of files are read (docs/input.md)."
    first = min(refusals, key=lambda refusal: (refusal.file, refusal.row or 0))
    place = f"{first.file}, row {first.row}" if first.row is not None else first.file
    others = f" ({len(refusals) - 1} more were refused)" if len(refusals) > 1 else ""
    return f"No article could be read. {place}: {first.reason}{others}."
