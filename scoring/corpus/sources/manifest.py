"""A manifest: a table with facts about text files and pages that the files themselves do not hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from scoring.corpus.contract import ColumnMap, Entry, Remark, Source
from scoring.corpus.fields.cells import scalar_text
from scoring.corpus.fields.columns import choose_columns, shown_columns, told_by
from scoring.corpus.readers import reader_of, stem_of
from scoring.corpus.schema import CorpusError
from scoring.corpus.sources.labels import real_path
from scoring.corpus.tables.delimited import read_small_table

_OF_ONE_ARTICLE = ("article_id", "url", "title")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a manifest says: for each file name, as written there, the fields it gives."""

    path: Path
    label: str
    rows: Mapping[str, Mapping[str, str | None]]
    by_name: Mapping[str, str]  # a bare file name, or stem, that occurs once -> the name as written


@dataclass(frozen=True, slots=True)
class Description:
    """What the manifest `label` says about one file, by field."""

    label: str
    row: Mapping[str, str | None]


def read_manifest(path: Path, mapping: ColumnMap) -> Manifest:
    """Read a manifest. Raises CorpusError if it cannot be read or has no column of file names."""
    rows: dict[str, Mapping[str, str | None]] = {}
    try:
        header, records = read_small_table(path, mapping, ("file",))
        choice = choose_columns(header, mapping)
        if "file" not in choice.columns:
            raise CorpusError(
                f"The manifest {path.name} has no column of file names (columns: {shown_columns(header)}). "
                f"Name it `file`, or with --map file=COLUMN."
            )
        for record in records:
            values = dict(zip(header, record, strict=False))
            file = scalar_text(values.get(choice.columns["file"][0]))
            if file is not None:
                rows.setdefault(
                    file.replace("\\", "/").removeprefix("./"),
                    told_by(values, choice),
                )
    except (OSError, EOFError, ValueError) as error:
        raise CorpusError(
            f"The manifest {path} cannot be read ({error}). Check that it is a CSV with a column `file`."
        ) from error
    return Manifest(path, _label(path), rows, _unique_names(rows))


def _unique_names(rows: Mapping[str, object]) -> dict[str, str]:
    """Bare names and stems that occur in one row only."""
    candidates: dict[str, set[str]] = {}
    for file in rows:
        bare = file.rpartition("/")[2]
        for name in {bare, stem_of(bare)}:
            candidates.setdefault(name, set()).add(file)
    return {name: files.pop() for name, files in candidates.items() if len(files) == 1}


def match_manifests(
    sources: Iterable[Source], given: Path | None, mapping: ColumnMap
) -> tuple[dict[str, Description], list[Remark]]:
    """What a manifest says about each text file or page that it lists, by the file's label.

    A `given` manifest replaces those found beside the files. Raises CorpusError if the given one cannot be used;
    one that was merely found is passed over with a remark.
    """
    sources = [source for source in sources if reader_of(source.kind).single]
    manifests: dict[Path, Manifest | None] = {}
    remarks: list[Remark] = []
    found: dict[str, Description] = {}
    used: dict[Path, set[str]] = {}
    if (
        given is not None
    ):  # be there anything to describe or not: a manifest in vain is a mistake of the user's
        manifests[given] = _read(given, mapping, remarks, given=True)
    for source in sources:
        path = given or source.manifest
        if path is None:
            continue
        if path not in manifests:
            manifests[path] = _read(path, mapping, remarks, given=given is not None)
        manifest = manifests[path]
        file = row_for(manifest, source) if manifest is not None else None
        if manifest is not None and file is not None:
            found[source.label] = Description(manifest.label, manifest.rows[file])
            used.setdefault(path, set()).add(file)
    roots = {source.root for source in sources}
    for path, manifest in manifests.items():
        if manifest is not None and (
            given is not None or any(path.parent.is_relative_to(root) for root in roots)
        ):
            remarks += [
                Remark(manifest.label, None, f"lists {file}, but there is no such file to read")
                for file in sorted(set(manifest.rows) - used.get(path, set()))
            ]
    return found, remarks


def _read(path: Path, mapping: ColumnMap, remarks: list[Remark], *, given: bool) -> Manifest | None:
    try:
        return read_manifest(path, mapping)
    except CorpusError as error:
        if given:
            raise
        remarks.append(Remark(_label(path), None, f"not used as a manifest: {error}"))
        return None


def _label(path: Path) -> str:
    return f"{path.absolute().parent.name}/{path.name}"


def row_for(manifest: Manifest, source: Source) -> str | None:
    """The name under which a manifest lists a file: by its path from the manifest, else by its bare name."""
    folder = manifest.path.parent.resolve()
    path = real_path(source.beside_manifest or source.path)
    if path.is_relative_to(folder):
        below = path.relative_to(folder).as_posix()
        if below in manifest.rows:
            return below
    return manifest.by_name.get(source.name) or manifest.by_name.get(source.stem)


def described(entry: Entry, row: Mapping[str, str | None]) -> Entry:
    """The entry with what the manifest says; what it leaves empty stays as the file has it.

    If the file holds several articles, it only fills in what an article's own heading does not say, and nothing
    that can belong to only one article.
    """
    told = {name: value for name, value in row.items() if value is not None}
    if entry.row is not None:
        told = {n: v for n, v in told.items() if n not in _OF_ONE_ARTICLE and getattr(entry, n) is None}
    return replace(entry, **told)  # type: ignore[arg-type]
