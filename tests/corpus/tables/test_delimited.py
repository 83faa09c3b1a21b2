"""Delimited text as programs and services leave it."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.corpus.read import read_corpus
from scoring.corpus.schema import Corpus, CorpusError
from scoring.corpus.tables.delimited import _rows

from ..writing import story, write_text

ONE, TWO, THREE = (story(n).replace("\n", " ") for n in (1, 2, 3))


def read_table(folder: Path, content: str | bytes, columns: Mapping[str, str] | None = None) -> Corpus:
    """Read one CSV of this content, and hold the result to its sum."""
    corpus = read_corpus([write_text(folder / "a.csv", content)], columns=columns)
    assert corpus.articles_in == corpus.articles.height + corpus.rejects.height + corpus.duplicates.height
    return corpus


READABLE: dict[str, str] = {
    "Excel's first line": f"sep=;\ntitle;text\nA;{ONE}\nB;{TWO}\n",
    "Excel's first line, quoted": f'"sep=\t"\ntitle\ttext\nA\t{ONE}\nB\t{TWO}\n',
    "a title above": f"News of May,\ntitle,text\nA,{ONE}\nB,{TWO}\n",
    "lines above, with blank ones": f"News of May\n\nMade on;3 May\n\ntitle;text\nA;{ONE}\nB;{TWO}\n",
    "a comment above": f"# Made with care, text and title\ntitle,text\nA,{ONE}\nB,{TWO}\n",
    "a header behind a hash": f"#title,text\nA,{ONE}\nB,{TWO}\n",
    "blank lines between": f"title,text\n\nA,{ONE}\n\n\nB,{TWO}\n",
    "an index without a name": f",title,text\n0,A,{ONE}\n1,B,{TWO}\n",
    "an index named by pandas": f"Unnamed: 0,title,text\n0,A,{ONE}\n1,B,{TWO}\n",
    "an index as R writes it": f'"title","text"\n"1","A","{ONE}"\n"2","B","{TWO}"\n',
    "a mark, quotes and spaces": f'\ufeff"Title"," Text "\nA,"{ONE}"\nB,"{TWO}"\n',
    "delimiters behind the header": f"title,text,,\nA,{ONE}\nB,{TWO},,,\n",
    "decimal commas": f"title;text;share\nA;{ONE};1,5\nB;{TWO};2,5\n",
    "bars": f"title|text\nA|{ONE}\nB|{TWO}\n",
    "ends of the old Macintosh": f"title,text\rA,{ONE}\rB,{TWO}\r",
    "a quote open in the header": f'"title,text\nA,{ONE}\nB,{TWO}\n',
    "each row one quoted cell": f'"title,text"\n"A,""{ONE}"""\n"B,{TWO}"\n',
    "two columns of one name": f"text,title,text\nx,A,{ONE}\ny,B,{TWO}\n",
    "paragraphs in brackets": f"title,text\nA,\"['{ONE}']\"\nB,\"['{TWO}']\"\n",
    "paths for names": f"title.rendered,content.rendered\nA,{ONE}\nB,{TWO}\n",
    "quotes behind backslashes": f'title,text\nA,"{ONE}"\nB,"{TWO}"\nC,"He said \\"no\\""\n',
}


@pytest.mark.parametrize("content", READABLE.values(), ids=READABLE)
def test_readable_tables(content: str, tmp_path: Path) -> None:
    """However the table is written, both articles come out, each with its title."""
    articles = read_table(tmp_path, content).articles.sort("title")
    assert articles.select("title", "text").rows() == [("A", ONE), ("B", TWO)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "cp1252"])
def test_excel_s_first_line_in_every_encoding(encoding: str, tmp_path: Path) -> None:
    """`sep=` is found in Unicode as in Excel's own encodings."""
    content = f"sep=;\ntitle;text\nÄ;{ONE} Café.\n".encode(encoding)
    assert read_table(tmp_path, content).articles["title"].to_list() == ["Ä"]


@pytest.mark.parametrize("columns", [{"story": "text"}, {"no such": "title"}])
def test_a_message_never_prints_an_article(columns: dict[str, str], tmp_path: Path) -> None:
    """Names of columns in a message are shortened, and not all of them are shown."""
    header = ",".join(["text", ONE[:150], *(f"column {n}" for n in range(40))])
    with pytest.raises(CorpusError, match=r"No file has a column") as error:
        read_table(tmp_path, f"{header}\n{TWO}{',' * 41}\n", columns)
    assert len(str(error.value)) < 600
    assert ONE[:100] not in str(error.value)


def test_a_huge_cell_costs_its_row_only(tmp_path: Path) -> None:
    """A cell of five million characters is refused; the row after it is read."""
    corpus = read_table(tmp_path, f'title,text\nA,"{"word " * 1_000_000}"\nB,{TWO}\n')
    assert corpus.articles["title"].to_list() == ["B"]
    assert corpus.rejects["row"].to_list() == [2]


@given(lines=st.lists(st.text(alphabet='a,"\\ ;', max_size=12), max_size=60))
@settings(max_examples=200, deadline=None)
def test_every_line_is_in_one_row(lines: list[str]) -> None:
    """Whatever the quotation marks do, rows begin at rising lines and none begins twice."""
    starts = [row.line for row in _rows(f"{line}\n" for line in lines)]
    assert starts == sorted(set(starts))


def test_open_quotes_are_not_read_again_and_again() -> None:
    """Of ten thousand lines with an open quote each is looked at a few times only: the lines taken are counted."""
    taken = 0

    def lines(count: int) -> object:
        nonlocal taken
        for _ in range(count):
            taken += 1
            yield 'a,"b\n'

    assert sum(row.fault is not None for row in _rows(lines(10_000))) >= 9_999  # type: ignore[arg-type]
    assert taken == 10_000
