"""Spreadsheets: every sheet with a column of text, each row by the number that the sheet shows."""

from datetime import date, datetime
from pathlib import Path

import pytest

from scoring.corpus.schema import CorpusError
from scoring.corpus.tables import sheet_cells, sheets
from scoring.corpus.tables.sheet_cells import cell_value, lines_of

from ..containing import notes, read, reasons, workbook, zipped
from ..writing import story, write_text


def test_a_header_below_a_title(tmp_path: Path) -> None:
    """A title and blank rows above the header, blank rows between: rows keep the sheet's own numbers."""
    rows = [
        ["Export of May", None, None, None],
        [],
        ["Headline", "Body", "Published", "ID"],
        ["Rain", story(1), "2021-03-04", 12],
        [],
        ["Sun", story(2), 44260, 13],
    ]
    write_text(tmp_path / "a.xlsx", workbook({"May": rows}))
    corpus = read(tmp_path)
    assert corpus.articles.sort("row").select("file", "row", "article_id", "title", "published").rows() == [
        (f"{tmp_path.name}/a.xlsx", 4, "12", "Rain", datetime(2021, 3, 4)),
        (f"{tmp_path.name}/a.xlsx", 6, "13", "Sun", datetime(2021, 3, 5)),
    ]


def test_several_sheets(tmp_path: Path) -> None:
    """Each has its label; those without articles are named in one note; a remark beside the table does no harm."""
    book = {
        "May": [["title", "text"], ["Rain", story(1)], ["Sun", story(2), "a remark"]],
        "Birds": [["bird", "wing"], ["gull", 3]],
        "June": [["headline", "body"], ["Hail", story(3)]],
        "Empty": [],
    }
    write_text(tmp_path / "a.xlsx", workbook(book))
    corpus = read(tmp_path / "a.xlsx")
    assert corpus.articles.sort("file", "row").select("file", "row").rows() == [
        ("a.xlsx/June", 2),
        ("a.xlsx/May", 2),
        ("a.xlsx/May", 3),
    ]
    assert not corpus.rejects.height
    assert notes(corpus) == "2 sheets without articles: Birds, Empty"


def test_open_document(tmp_path: Path) -> None:
    """An `.ods` is read as well."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    cells = [["title", "text"], ["Rain", story(1).replace("\n", " ")]]
    rows = "".join(
        "<t:table-row>"
        + "".join(f'<t:table-cell o:value-type="string"><x:p>{c}</x:p></t:table-cell>' for c in row)
        + "</t:table-row>"
        for row in cells
    )
    content = (
        (
            f'<o:document-content xmlns:o="{office}:office:1.0" xmlns:t="{office}:table:1.0" '
            f'xmlns:x="{office}:text:1.0"><o:body><o:spreadsheet><t:table t:name="S">{rows}</t:table>'
            "</o:spreadsheet></o:body></o:document-content>"
        )
        .replace("o:value-type", "office:value-type")
        .replace("xmlns:o=", "xmlns:office=")
        .replace("<o:", "<office:")
    )
    content = (
        content.replace("</o:", "</office:")
        .replace("t:name", "table:name")
        .replace("xmlns:t=", "xmlns:table=")
    )
    content = content.replace("<t:", "<table:").replace("</t:", "</table:")
    content = content.replace("<x:", "<text:").replace("</x:", "</text:").replace("xmlns:x=", "xmlns:text=")
    manifest = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    data = zipped({"mimetype": mimetype, "content.xml": content, "META-INF/manifest.xml": manifest}, method=0)
    write_text(tmp_path / "a.ods", data)
    assert read(tmp_path).articles.select("row", "title").rows() == [(2, "Rain")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no readable spreadsheet"),
        (workbook({"S": [["text"], [story(1)]]})[:-200], "no readable spreadsheet"),
        (workbook({"S": []}), "the spreadsheet is empty"),
        (workbook({"S": [["title", "text"]]}), "a header, but no row"),
        (workbook({"S": [["bird"], ["gull"]]}), "--map text=COLUMN"),
    ],
    ids=["no bytes", "cut", "empty", "header alone", "no text"],
)
def test_a_spreadsheet_that_cannot_be_read(data: bytes, reason: str, tmp_path: Path) -> None:
    """One refusal with the reason; alone it is one error."""
    path = write_text(tmp_path / "a.xlsx", data)
    with pytest.raises(CorpusError, match=reason):
        read(path)
    write_text(tmp_path / "good.txt", story(9))
    corpus = read(tmp_path)
    assert corpus.rejects.height == 1
    assert reason in reasons(corpus)


def test_a_cell_in_the_last_corner_costs_its_spreadsheet_only(tmp_path: Path) -> None:
    """The library asks for half a terabyte and its process is ended: not ours."""
    data = workbook({"S": [["text"], [story(1)]]})
    parts = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    members["xl/worksheets/s1.xml"] = members["xl/worksheets/s1.xml"].replace("</sheetData>", parts)
    write_text(tmp_path / "a.xlsx", zipped(members))
    write_text(tmp_path / "good.txt", story(9))
    assert "takes more memory than is given" in reasons(read(tmp_path))


def test_a_text_that_the_spreadsheet_cut_off_is_noted(tmp_path: Path) -> None:
    """A cell of Excel holds 32,767 characters; a text of that length had more."""
    long = (story(1).replace("\n", " ") + " ") * 400
    write_text(
        tmp_path / "a.xlsx", workbook({"S": [["title", "text"], ["A", long[:32_767]], ["B", story(2)]]})
    )
    corpus = read(tmp_path)
    assert corpus.articles.height == 2
    assert "1 texts are as long as a cell can be" in notes(corpus)


def test_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    """A locked spreadsheet is told in words."""

    def locked(_: str) -> None:
        raise sheet_cells.PasswordError("encrypted")

    monkeypatch.setattr(
        sheet_cells, "CalamineWorkbook", type("Book", (), {"from_path": staticmethod(locked)})
    )
    assert list(lines_of("a.xlsx")) == [
        {"fault": "it is locked with a password; unlock it first"},
        {"end": True},
    ]


def test_cells_as_text() -> None:
    """Whole numbers lose their `.0`, dates are ISO, an empty cell is nothing."""
    cells = [3.0, 3.5, True, "", " x ", date(2021, 3, 4), datetime(2021, 3, 4, 10, 5)]
    assert [cell_value(cell) for cell in cells] == [
        3, 3.5, "true", None, " x ", "2021-03-04", "2021-03-04T10:05:00",
    ]  # fmt: skip


def test_a_mapped_column(tmp_path: Path) -> None:
    """`--map` reaches into spreadsheets, also to find the header."""
    from scoring.corpus.read import read_corpus

    rows = [["List"], ["Lead", "Story so far"], ["Rain", story(1)]]
    path = write_text(tmp_path / "a.xlsx", workbook({"S": rows}))
    articles = read_corpus([path], columns={"Story so far": "text", "Lead": "title"}).articles
    assert articles.select("row", "title").rows() == [(3, "Rain")]


def test_the_script_that_reads_cells_is_there() -> None:
    """It is run as a file, by its path."""
    assert sheets._SCRIPT.is_file()


@pytest.mark.parametrize("place", ["3", "99999999999", "9" * 5_000, "²"])
def test_a_cell_of_excel_s_xml_that_claims_a_place(place: str, tmp_path: Path) -> None:
    """A cell may skip those before it, up to the width of a sheet; what is no place is none."""
    office = "urn:schemas-microsoft-com:office:spreadsheet"

    def row(*cells: tuple[str, str]) -> str:
        return f"<Row>{''.join(f'<Cell{place}><Data>{words}</Data></Cell>' for place, words in cells)}</Row>"

    rows = (
        row(("", "outlet"), ("", "title"), ("", "text")),
        row(("", "Bolt"), ("", "Lanterns"), ("", story(2))),
        row(("", "Echo"), (f' s:Index="{place}"', story(1).replace("\n", " "))),
    )
    sheet = f"<Worksheet><Table>{''.join(rows)}</Table></Worksheet>"
    book = f'<?xml version="1.0"?><Workbook xmlns="{office}" xmlns:s="{office}">{sheet}</Workbook>'
    path = write_text(tmp_path / "a.xls", book)
    assert read(path).articles.height == (2 if place == "3" else 1)
