"""Tables that call themselves spreadsheets but are markup: HTML named `.xls`, and the XML of Excel 2003."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from scoring.corpus.containers.packed import open_unpacked
from scoring.corpus.contract import ColumnMap, Head, Item, Refusal, Remark, Source
from scoring.corpus.decoding.decode import decode
from scoring.corpus.pages.beginning import begins_as_page
from scoring.corpus.tables.grid import TABLE_KINDS, Row, read_grid

MAX_FILE_BYTES = 200_000_000
"""The tree takes ten times as much memory."""
_SPREADSHEET_XML = "urn:schemas-microsoft-com:office:spreadsheet"
_NAMESPACE = f"{{{_SPREADSHEET_XML}}}"
_BEGINNING = re.compile(r"\s*<(?:table|style|meta|div|tr)\b", re.IGNORECASE)
"""How the tables begin that web applications call `.xls`, beside whole pages."""
_PLACE = re.compile(r"\d{1,9}")
_MOST_COLUMNS = 16_384
"""The most columns of an Excel sheet; a cell that claims to stand further right would only waste memory."""
_BREAKS = ("br", "p", "div", "li")


def is_markup_table(head: Head) -> bool:
    """Whether a file is Excel's XML, or markup that is called a table."""
    if _SPREADSHEET_XML in head.text or (head.promised in TABLE_KINDS and begins_as_page(head.text)):
        return True
    return head.promised == "sheet" and _BEGINNING.match(head.text) is not None


def read_markup_tables(source: Source, mapping: ColumnMap) -> Iterator[Item]:
    """The articles of every table in the file that has a column of text; `row` counts within the table."""
    label = source.label
    with open_unpacked(source.path) as stream:
        data = stream.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        yield Refusal(label, None, f"more than {MAX_FILE_BYTES // 1_000_000} MB; save it as CSV")
        return
    try:
        tables, note = _tables(data)
    except (etree.LxmlError, ValueError) as error:
        yield Refusal(label, None, f"no readable table ({error})")
        return
    if note is not None:
        yield Remark(label, None, note)
    reasons: list[str] = []
    is_read = False
    for number, rows in enumerate(tables, start=1):
        name = f"{label}/table {number}" if len(tables) > 1 else label
        for item in read_grid(iter(rows), name, mapping):
            if isinstance(item, Refusal) and item.row is None:
                reasons.append(item.reason)
            else:
                is_read = True
                yield item
    if not is_read:
        yield Refusal(
            label, None, f"markup, and no table of articles ({reasons[0] if reasons else 'no table in it'})"
        )


def _tables(data: bytes) -> tuple[list[list[Row]], str | None]:
    # No entities are resolved and nothing is fetched.
    if _SPREADSHEET_XML.encode() in data[:4096] and b"<html" not in data[:4096].lower():
        parser = etree.XMLParser(recover=True, huge_tree=True, resolve_entities=False, no_network=True)
        tree = etree.fromstring(data.strip(), parser)
        return (
            [_xml_rows(table) for table in tree.iter(f"{_NAMESPACE}Table")] if tree is not None else []
        ), None
    text, note = decode(data, page=True)
    page = lxml_html.document_fromstring(
        text.encode(), parser=lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
    )
    return [_html_rows(table) for table in page.iter("table")], note


def _xml_rows(table: etree._Element) -> list[Row]:
    rows: list[Row] = []
    for row in table.iter(f"{_NAMESPACE}Row"):
        cells: list[str] = []
        for cell in row.iter(f"{_NAMESPACE}Cell"):
            index = cell.get(f"{_NAMESPACE}Index", "")  # cells that are left out before it
            if _PLACE.fullmatch(index):
                cells += [""] * (min(int(index), _MOST_COLUMNS) - 1 - len(cells))
            data = cell.find(f"{_NAMESPACE}Data")
            cells.append("".join(data.itertext()) if data is not None else "")
        rows.append((len(rows) + 1, cells))
    return rows


def _html_rows(table: lxml_html.HtmlElement) -> list[Row]:
    """The rows of a table itself, not of those in its cells."""
    own = (row for row in table.iter("tr") if next(row.iterancestors("table")) is table)
    return [
        (number, [_cell_text(cell) for cell in row if cell.tag in ("td", "th")])
        for number, row in enumerate(own, start=1)
    ]


def _cell_text(cell: lxml_html.HtmlElement) -> str:
    pieces = [cell.text or ""]
    for element in cell.iterdescendants():
        breaks = element.tag in _BREAKS
        pieces += ["\n" if breaks else "", (element.text or "") if isinstance(element.tag, str) else ""]
        pieces.append(element.tail or "")
    return "".join(pieces).strip()
