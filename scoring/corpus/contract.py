"""What the readers of all kinds of files hand on: entries, refusals and remarks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as it stands in a file, nothing read into it yet; None where a field is not given.

    `row` is the line of a CSV or JSONL file, the number of the record in others, None where the file is the
    article. `page` says that `text` is a whole HTML page. `notes` are what should be said of it once it is read.
    """

    file: str
    row: int | None
    text: str
    page: bool = False
    article_id: str | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    language: str | None = None
    group: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """An article, or a whole file (`row` None), that cannot be read, and why.

    ours: whether that is a fault of Masthead, not of the article.
    """

    file: str
    row: int | None
    reason: str
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the user should know about what was read; no article is lost by it."""

    file: str
    row: int | None
    note: str


Item = Entry | Refusal | Remark
