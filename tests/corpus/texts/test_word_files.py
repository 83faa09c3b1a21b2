"""Word files: their text in the order of the document, and one sentence for those that cannot be read."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from scoring.corpus.read import read_corpus
from scoring.corpus.schema import CorpusError
from scoring.corpus.texts.word_files import read_docx
from tests.corpus.writing import story, write_text

FORMS = Path(__file__).parents[1] / "collections" / "forms"
W = nsdecls("w")


def saved(document: object) -> bytes:
    """The document as a file."""
    stream = io.BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def word(*paragraphs: str, title: str = "", author: str = "python-docx") -> bytes:
    """A Word file of plain paragraphs."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.core_properties.title, document.core_properties.author = title, author
    return saved(document)


def with_xml(*elements: str) -> bytes:
    """A Word file whose body holds the given elements."""
    document = Document()
    for number, element in enumerate(elements):
        document.element.body.insert(number, parse_xml(element))
    return saved(document)


def repacked(data: bytes, changes: dict[str, bytes | None]) -> bytes:
    """The archive with some members changed, or left out (None)."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = changes.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return stream.getvalue()


def test_paragraphs_and_tables_in_order() -> None:
    """Tables stand where they stood; a short cell and the next one are a line; header and footer are no text."""
    document = Document()
    document.add_paragraph("First")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        table._cells, ("HD", "Ferry stays", "A cell of the table's" * 3, "last row"), strict=True
    ):
        cell.text = text
    document.add_paragraph("Last")
    document.sections[0].header.paragraphs[0].text = "HEADER"
    document.sections[0].footer.paragraphs[0].text = "FOOTER"
    lines = read_docx(saved(document)).text.split("\n")
    assert [line for line in lines if line] == [
        "First",
        "HD\tFerry stays",
        "A cell of the table's" * 3,
        "last row",
        "Last",
    ]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<w:r><w:t>kept </w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>", "kept "),
        ("<w:ins><w:r><w:t>added</w:t></w:r></w:ins>", "added"),
        ("<w:moveFrom><w:r><w:t>old place</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>x</w:t></w:r></w:moveTo>", "x"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>shown</w:t></w:r>", "shown"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>shown</w:t></w:r>', "shown"),
        ("<w:hyperlink><w:r><w:t>a link</w:t></w:r></w:hyperlink>", "a link"),
        ("<w:r><w:t>one</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t></w:r>", "one\ntwo\tthree"),
        ('<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r>', "3"),
        ("<w:sdt><w:sdtContent><w:r><w:t>in a control</w:t></w:r></w:sdtContent></w:sdt>", "in a control"),
    ],
)  # fmt: skip
def test_what_of_a_paragraph_is_text(inner: str, text: str) -> None:
    """Deleted, moved and hidden words are none; inserted ones, links and controls are."""
    assert read_docx(with_xml(f"<w:p {W}>{inner}</w:p>")).text.rstrip("\n") == text


def test_a_word_file_is_an_article(tmp_path: Path) -> None:
    """Title and author come from the file's properties where the text has none of its own."""
    write_text(tmp_path / "a.docx", word(*story(1).split("\n"), title="Lanterns", author="Ada Finch"))
    write_text(
        tmp_path / "b.docx", word("TITLE: Bells", "SOURCE: The Echo", "", *story(2).split("\n"), title="No")
    )
    write_text(
        tmp_path / "c.docx", word(*story(3).split("\n"), title="Microsoft Word Document", author="Admin")
    )
    write_text(tmp_path / "misnamed.txt", word(*story(4).split("\n")))
    found = read_corpus([tmp_path]).articles.select("article_id", "outlet", "title", "byline", "text").rows()
    assert found == [
        ("a", None, "Lanterns", "Ada Finch", story(1)),
        ("b", "The Echo", "Bells", None, story(2)),
        ("c", None, None, None, story(3)),
        ("misnamed", None, None, None, story(4)),
    ]


def test_an_export_in_a_word_file_is_read_like_its_text(tmp_path: Path) -> None:
    """Nexis Uni's .docx gives the articles that the same lines give as .txt."""
    lines = (FORMS / "nexis_uni.txt").read_text(encoding="utf-8").splitlines()
    columns = ["outlet", "title", "byline", "published", "text", "row"]
    as_word = read_corpus([write_text(tmp_path / "nexis_uni.docx", word(*lines))]).articles
    assert (
        as_word.select(columns).rows()
        == read_corpus([FORMS / "nexis_uni.txt"]).articles.select(columns).rows()
    )


def test_a_file_with_macros_is_read(tmp_path: Path) -> None:
    """A .docm has another content type and the same text."""
    data = word(*story(1).split("\n"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        types = archive.read("[Content_Types].xml")
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    data = repacked(data, {"[Content_Types].xml": types.replace(plain, macro)})
    assert read_corpus([write_text(tmp_path / "a.docm", data)]).articles["text"].to_list() == [story(1)]


GOOD = word(*story(1).split("\n"))
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
REFUSED = {
    "cut.docx": (GOOD[: len(GOOD) // 2], "a damaged Word file"),
    "no xml.docx": (repacked(GOOD, {"word/document.xml": b"<w:document"}), "a damaged Word file"),
    "no rels.docx": (repacked(GOOD, {"_rels/.rels": None}), "a damaged Word file"),
    "entities.docx": (repacked(GOOD, {"word/document.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}),
                      "a damaged Word file"),
    "empty.docx": (word(), "a Word file without text"),
    "nothing.docx": (b"", "the file is empty"),
    "locked.docx": (OLD + "EncryptedPackage".encode("utf-16-le"), "a password protects"),
    "old.doc": (OLD, "of the old kind, not text; save it as .docx or .txt"),
    "rich.rtf": (b"{\\rtf1\\ansi " + story(1).encode() + b"}", "a rich text file (RTF), not plain text; save it"),
    "rich.txt": (b"{\\rtf1\\ansi " + story(1).encode() + b"}", "a rich text file (RTF)"),
    "page.pdf": (b"%PDF-1.7 " + bytes(40), "a PDF, not text; save it as .docx or .txt"),
    "open.odt": (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text",
                 "an OpenDocument file, not text; save it as .docx or .txt"),
    "other.docx": (b"PK\x03\x04" + bytes(100), "a ZIP archive or an Office document"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_the_remedy(name: str, tmp_path: Path) -> None:
    """One row of the rejects with one sentence; the other files are read."""
    data, reason = REFUSED[name]
    write_text(tmp_path / name, data)
    write_text(tmp_path / "good.txt")
    corpus = read_corpus([tmp_path])
    assert corpus.articles["article_id"].to_list() == ["good"]
    assert corpus.articles_in == 2
    assert corpus.rejects["file"].to_list() == [f"{tmp_path.name}/{name}"]
    assert reason in corpus.rejects["reason"][0]


def test_a_word_file_alone_that_cannot_be_read(tmp_path: Path) -> None:
    """The run ends with the reason in one sentence."""
    with pytest.raises(CorpusError, match="a damaged Word file; open it and save it anew"):
        read_corpus([write_text(tmp_path / "cut.docx", GOOD[:300] + b"word/document.xml")])
