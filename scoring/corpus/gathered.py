"""What was read from files, before anything is settled that depends on all articles together.

It can be kept on disk, and files can be added to it, replaced or taken away: settled afterwards, it is as if all had
been read at once.
"""

import json
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import astuple, dataclass, field, replace
from pathlib import Path

import polars as pl

from scoring.corpus.contract import Refusal, Remark
from scoring.corpus.facts.addresses import one_spelling, spelled_alike
from scoring.corpus.facts.folder_outlets import folder_note
from scoring.corpus.facts.identity import settle_identity
from scoring.corpus.facts.published import with_dates
from scoring.corpus.finishing.door import tell_mended
from scoring.corpus.finishing.finish import FINISHED
from scoring.corpus.schema import ARTICLES, NOTES, REJECTS, Corpus, CorpusError
from scoring.corpus.sources.kinds import told_once

_ARTICLES, _ACCOUNT = "articles.parquet", "account.json"


@dataclass(frozen=True, slots=True)
class Account:
    """What happened on the way beside the articles, by the labels of files.

    date_files: which files' dates are written alike. mended: articles of a file damaged in one way. folders: the outlet
    that only its folder tells of a file.
    """

    refusals: list[Refusal] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    date_files: dict[str, str] = field(default_factory=dict)
    mended: Counter[tuple[str, str]] = field(default_factory=Counter)
    folders: dict[str, str] = field(default_factory=dict)

    def add(self, item: Refusal | Remark) -> None:
        """Keep a refusal or a remark."""
        if isinstance(item, Refusal):
            self.refusals.append(item)
        else:
            self.remarks.append(item)

    def where(self, holds: Callable[[str], bool]) -> "Account":
        """What is told of the labels for which `holds` is true."""
        return Account(
            [told for told in self.refusals if holds(told.file)],
            [told for told in self.remarks if holds(told.file)],
            {file: alike for file, alike in self.date_files.items() if holds(file)},
            Counter({key: count for key, count in self.mended.items() if holds(key[0])}),
            {file: outlet for file, outlet in self.folders.items() if holds(file)},
        )

    def joined(self, later: "Account") -> "Account":
        """Both accounts."""
        return Account(
            [*self.refusals, *later.refusals],
            [*self.remarks, *later.remarks],
            self.date_files | later.date_files,
            self.mended + later.mended,
            self.folders | later.folders,
        )


@dataclass(frozen=True, slots=True)
class Gathered:
    """Articles as read (FINISHED), and what happened on the way.

    files: every file read. met: the mapped columns found. roots: the paths that were given last. Files and paths by
    their labels.
    """

    articles: pl.DataFrame
    account: Account
    files: frozenset[str]
    met: frozenset[str] = frozenset()
    roots: frozenset[str] = frozenset()

    def without(self, files: Collection[str]) -> "Gathered":
        """The same as if these files, or all files within these folders, had not been read."""
        gone = _Within(files)
        lost = [file for file in self.articles["file"].unique() if gone.holds(file)]
        return replace(
            self,
            articles=self.articles.filter(~pl.col("file").is_in(lost)),
            account=self.account.where(lambda file: not gone.holds(file)),
            files=frozenset(file for file in self.files if not gone.holds(file)),
        )

    def holding(self, name: str) -> list[str]:
        """The files read that are called `name` or lie within it, in order."""
        return sorted(filter(_Within([name]).holds, self.files))

    def updated(self, later: "Gathered") -> "Gathered":
        """With what was read later; a file read again takes the place of what it was.

        What was told of a given path beside its files (what was passed over in it, say) is told anew where the path was
        given again.
        """
        told_again = {told.file for told in later.account.refusals}
        told_again |= {told.file for told in later.account.remarks}
        before = self.without(later.files)
        there, given = _Within(before.files), _Within(later.roots)
        account = before.account.where(
            lambda file: file not in told_again and (there.holds(file) or not given.holds(file))
        )
        return Gathered(
            pl.concat([before.articles, later.articles]),
            account.joined(later.account),
            before.files | later.files,
            self.met | later.met,
            later.roots,
        )

    def settled(self, remarks: Sequence[Remark] = ()) -> Corpus:
        """The corpus: dates read, duplicates found, identifiers given, notes written; `remarks` are added to these.

        Raises CorpusError if there is no article.
        """
        account = self.account
        if not self.articles.height:
            raise CorpusError(_nothing_read(account.refusals))
        by_root: dict[str, set[str]] = {}
        for file, outlet in account.folders.items():
            by_root.setdefault(file.partition("/")[0], set()).add(outlet)
        told = [*remarks, *account.remarks]
        told += [Remark(root, None, folder_note(outlets)) for root, outlets in by_root.items()]
        articles = _in_order(self.articles)
        dated, date_notes = with_dates(
            articles, articles["file"].replace_strict(account.date_files, return_dtype=pl.String)
        )
        named = one_spelling(dated)
        if (note := spelled_alike(named)) is not None:
            told.append(Remark(named["file"].min(), None, note))  # type: ignore[arg-type]
        unique, duplicates = settle_identity(named)
        rejects = pl.DataFrame(
            [(r.file, r.row, r.reason) for r in account.refusals], schema=REJECTS, orient="row"
        )
        notes = pl.DataFrame(
            [(r.file, r.row, r.note) for r in (*told_once(told), *tell_mended(account.mended))],
            schema=NOTES,
            orient="row",
        )
        return Corpus(
            articles=unique.select(list(ARTICLES)).sort("article_id"),
            rejects=rejects.sort(REJECTS.names()),
            duplicates=duplicates,
            notes=pl.concat([notes, date_notes]).sort(NOTES.names()),
            articles_in=articles.height + len(account.refusals),
            faults=sum(refusal.ours for refusal in account.refusals),
        )

    def save(self, folder: Path) -> None:
        """Write everything into a new folder; the same files read give the same bytes."""
        folder.mkdir(parents=True)
        _in_order(self.articles).write_parquet(folder / _ARTICLES, compression="zstd")
        account = self.account
        told = {
            "files": sorted(self.files),
            "met": sorted(self.met),
            "refusals": sorted(map(astuple, account.refusals), key=repr),
            "remarks": sorted(map(astuple, account.remarks), key=repr),
            "date_files": dict(sorted(account.date_files.items())),
            "mended": sorted((*key, count) for key, count in account.mended.items()),
            "folders": dict(sorted(account.folders.items())),
        }
        (folder / _ACCOUNT).write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


def load_gathered(folder: Path) -> Gathered:
    """What `Gathered.save` wrote. Raises OSError, ValueError, KeyError or a polars error if it is damaged."""
    told = json.loads((folder / _ACCOUNT).read_text(encoding="utf-8"))
    account = Account(
        [Refusal(*item) for item in told["refusals"]],
        [Remark(*item) for item in told["remarks"]],
        told["date_files"],
        Counter({(file, kind): count for file, kind, count in told["mended"]}),
        told["folders"],
    )
    articles = pl.read_parquet(folder / _ARTICLES).select(FINISHED.names()).cast(dict(FINISHED))  # type: ignore[arg-type]
    return Gathered(articles, account, frozenset(told["files"]), frozenset(told["met"]))


def _in_order(articles: pl.DataFrame) -> pl.DataFrame:
    """Articles by file; those of one file as they stand in it."""
    return articles.sort("file", maintain_order=True)


class _Within:
    """Some files and folders by their labels, and the question whether a file is or lies within one of them."""

    def __init__(self, labels: Collection[str]) -> None:
        self._labels = frozenset(labels)

    def holds(self, file: str) -> bool:
        """Whether the file is one of them, or lies in one of them."""
        if file in self._labels:
            return True
        end = file.find("/")
        while end >= 0:
            if file[:end] in self._labels:
                return True
            end = file.find("/", end + 1)
        return False


def _nothing_read(refusals: Sequence[Refusal]) -> str:
    if not refusals:
        return "No article was found. Check the path, and which kinds of files are read (docs/input.md)."
    first = min(refusals, key=lambda refusal: (refusal.file, refusal.row or 0))
    place = f"{first.file}, row {first.row}" if first.row is not None else first.file
    others = f" ({len(refusals) - 1} more were refused)" if len(refusals) > 1 else ""
    return f"No article could be read. {place}: {first.reason}{others}."
