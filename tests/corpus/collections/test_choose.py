"""Databases' export files: one article for each document, and nothing of an ordinary article lost to them."""

from datetime import datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.corpus.collections.choose import read_collection
from scoring.corpus.collections.lines import find_date, unwrapped
from scoring.corpus.read import read_corpus
from scoring.corpus.schema import Corpus
from tests.corpus.writing import story, write_table, write_text

FORMS = Path(__file__).parent / "forms"
FERRY = "Ferry to stay in harbour until the pier is mended"
PILES = "Engineer counts the piles and finds six gone"
KETTLE = ("The Morning Kettle", FERRY, "2021-08-30")
SPOON = ("The Evening Spoon", PILES, "2021-08-31")
LAMP = ("The Weekly Lamp", "A pier is a promise", "2021-09-02")
GERMAN = ("Marschbote", "Fähre bleibt bis zum Monatsende im Hafen", "2021-08-30")

# file -> for each article outlet, title, day, byline, language, identifier, the first and the last words of its text
EXPECTED = {
    "nexis_old.txt": [
        (*KETTLE, "Ada Finch", "en", "nexis_old-1", "LOW MARSH\n\nThe ferry", "and not above it."),
        (*SPOON, "By Ben Moor and Cora Dale", "en", "nexis_old-2", "An engineer", "stays where it is."),
        (*LAMP, None, "en", "nexis_old-3", "Whoever builds", "but by rowing."),
    ],
    "nexis_german.txt": [
        (*GERMAN, "Ada Fink", "de", "nexis_german-1", "Die Fähre zur", "Reederei am Montag mit."),
        ("Marschbote", "Ingenieur zählt die Pfähle", "2021-08-31", None, "de", "nexis_german-2",
         "Ein Ingenieur hat", "nicht nur vier."),
    ],
    "nexis_french.txt": [
        ("Le Fanal", "Le bac reste au port", "2021-08-30", "Ada Finch", "fr", "nexis_french-1",
         "Quatre pieux ont disparu\n\nLe bac", "la compagnie maritime."),
        ("Le Fanal", "L'ingénieur compte les pieux", "2021-08-31", None, "fr", "nexis_french-2",
         "L'ingénieur a compté", "que prévu au port."),
    ],
    "nexis_broadcast.txt": [
        ("Harbour Radio", "The Ferry", "2021-08-30", "Ada Finch, Ben Moor", "en", "nexis_broadcast",
         "The ferry stays.\n\nADA FINCH, ANCHOR:", "council of this town."),
    ],
    "nexis_uni.txt": [
        (*KETTLE, "Ada Finch", "en", "nexis_uni-1", "The pier has lost four piles\nThe ferry", "Odo Brandt."),
        (*SPOON, "By Ben Moor", "en", "nexis_uni-2", "An engineer sent", "company had said."),
    ],
    "proquest.txt": [
        (*KETTLE, "Finch, Ada.; Ada Finch", "en", "2400000001", "The ferry to Long", "captain, Odo Brandt."),
        (*SPOON, "Moor, Ben", "en", "2400000002", "An engineer sent", "stays where it is."),
    ],
    "proquest_new.txt": [(*KETTLE, None, "en", "123456", "The ferry to", "the company said.")],
    "proquest_german.txt": [
        ("Marschbote", "Fähre bleibt", "2021-08-30", "Fink, Ada", "de", "77", "Die Fähre", "am Montag."),
    ],
    "factiva_codes.txt": [
        (*KETTLE, "By Ada Finch; Coastal News Agency", "en", "MKETT00020210830eh8u0002x",
         "The ferry to", "island for a week."),
        (*SPOON, None, "en", "ESPOON0020210831eh8v00001", "An engineer", "company had said."),
    ],
    "factiva_tabs.txt": [
        ("The Echo", "Ferry stays", "2021-08-30", "Ada Finch", "en", "ECHO000020210830eh8u0002x",
         "The ferry to", "the company said."),
        ("The Echo", "Ferry sails", "2021-08-31", None, "en", "ECHO000020210831eh8u0002y",
         "The engineer", "six of them gone."),
    ],
    "factiva_display.txt": [
        (*KETTLE, "By Ada Finch", "en", "MKETT00020210830eh8u0002x", "The ferry to", "captain, Odo Brandt."),
        (*SPOON, None, "en", "ESPOON0020210831eh8v00001", "An engineer", "them are gone."),
    ],
    "factiva_german.txt": [
        ("Marschbote", "Fähre bleibt im Hafen", "2021-08-30", "Ada Fink", "de", "MARSCH0020210830eh8u0002x",
         "Die Fähre", "am Montag."),
        ("Marschbote", "Ingenieur zählt", "2021-08-31", None, "de", "MARSCH0020210831eh8u0002x",
         "Der Ingenieur", "nun fehlen."),
    ],
    "factiva.html": [
        (*KETTLE, "By Ada Finch", "en", "MKETT00020210830eh8u0002x", "The ferry to Long Island", "Odo Brandt."),
        ("Marschbote", "Fähre bleibt im Hafen", "2021-08-31", "Ada Fink", "de", "MARSCH0020210831eh8v0001y",
         "Die Fähre", "die Reederei mit."),
    ],
    "europresse.html": [
        ("Le Fanal", "Le bac reste au port", "2021-08-30", "Ada Finch", "fr", "news·20210830·FAN·4301x12",
         "Le bac reste", "pieux ont disparu."),
        ("Le Phare", "L'ingénieur compte", "2021-08-31", None, "fr", "news·20210831·PHA·77",
         "L'ingénieur a", "que prévu."),
    ],
    "newsbank.txt": [
        ("The Morning Kettle (Low Marsh, England)", FERRY, "2021-08-30", "Ada Finch", "en", "0FEA01",
         "The ferry to", "captain, Odo Brandt."),
        ("The Evening Spoon (Low Marsh, England)", PILES, "2021-08-31", "Ben Moor", "en", "0FEA02",
         "An engineer", "them are gone."),
    ],
    "gale.txt": [
        ("The Morning Kettle (Low Marsh, England)", FERRY, "2021-08-30", "Ada Finch", "en", "GALE|A600000001",
         "The ferry to", "captain, Odo Brandt."),
        ("The Evening Spoon (Low Marsh, England)", PILES, "2021-08-31", "Ben Moor", "en", "GALE|A600000002",
         "An engineer", "them are gone."),
    ],
    "genios.txt": [
        (*GERMAN, "Ada Fink", "de", "MB-2021-08-30-001", "Die Fähre", "Pfähle verloren hat."),
        ("Inselblatt", "Ingenieur zählt die Pfähle", "2021-08-31", None, "de", "IB-2021-08-31-007",
         "Ein Ingenieur", "nicht nur vier."),
    ],
    "records_rules.txt": [
        ("The Morning Kettle", "Ferry to stay in harbour", "2021-08-30", None, "en", "records_rules-1",
         "The ferry to", "said on Monday."),
        ("The Evening Spoon", "Engineer counts the piles", "2021-08-31", None, "en", "records_rules-2",
         "An engineer", "on Tuesday.\n\n***\n\nHe found that six of them are gone."),
        (*LAMP, None, "en", "records_rules-3", "Whoever builds", "for nine years."),
    ],
    "records_blank.txt": [
        ("The Morning Kettle", "Ferry to stay in harbour", "2021-08-30", None, "en", "records_blank-1",
         "The ferry to", "company said."),
        ("The Evening Spoon", "Engineer counts the piles", "2021-08-31", None, "en", "records_blank-2",
         "An engineer", "six gone."),
    ],
    "records_french.txt": [
        ("Le Fanal", "Le bac reste", "2021-08-30", None, "fr", "records_french-1", "Le bac reste", "maritime."),
        ("Le Fanal", "Le bac part", "2021-08-31", None, "fr", "records_french-2", "Le bac part", "maritime."),
    ],
}  # fmt: skip
INDEXING = (
    "LOAD-DATE", "Load-Date", "LENGTH", "Length:", "GRAPHIC", "Graphic", "All Rights", "PUBLICATION-TYPE",
    "Classification", "End of Document", "Document ", "Dokument ", "ProQuest", "Copyright", "(c)", "Subject",
    "gtrans", "Record Number", "Readability", "Alle Rechte", "droits", "JULES MARCH", "Search Summary", "Page 1",
    "User Name", "SPRACHE", "LANGUE", "UPDATE", "GALE|", "-----", "=====",
)  # fmt: skip


def by_row(corpus: Corpus) -> list[dict[str, object]]:
    """The articles in the order of the file."""
    return corpus.articles.sort("row", "article_id").rows(named=True)


@pytest.mark.parametrize("name", EXPECTED)
def test_known_forms(name: str) -> None:
    """Each document is an article with the fields of its own heading, and nothing of the database's in it."""
    articles = by_row(read_corpus([FORMS / name]))
    found = [
        (a["outlet"], a["title"], str(a["published"])[:10], a["byline"], a["language"], a["article_id"])
        for a in articles
    ]
    assert found == [expected[:6] for expected in EXPECTED[name]]
    for article, (*_, start, end) in zip(articles, EXPECTED[name], strict=True):
        text = str(article["text"])
        assert text.startswith(start)
        assert text.endswith(end)
        assert not any(mark in text for mark in INDEXING), text


def test_every_golden_file_is_expected() -> None:
    """No file of the folder goes untested."""
    assert {path.name for path in FORMS.iterdir()} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize("change", ["crlf", "utf-16", "bom", "blank lines", "trailing spaces"])
def test_the_way_of_writing_changes_nothing(name: str, change: str, tmp_path: Path) -> None:
    """Line ends, encodings, blank lines about the file and spaces at the ends of lines do not matter."""
    text = (FORMS / name).read_text(encoding="utf-8")
    data = {
        "crlf": text.replace("\n", "\r\n").encode(),
        "utf-16": text.encode("utf-16"),
        "bom": text.encode("utf-8-sig"),
        "blank lines": f"\n\n{text}\n\n\n".encode(),
        "trailing spaces": text.replace("\n", "  \n").encode(),
    }[change]
    changed = by_row(read_corpus([write_text(tmp_path / name, data)]))
    plain = by_row(read_corpus([FORMS / name]))
    for one, other in zip(changed, plain, strict=True):
        assert {**one, "text": str(one["text"]).split()} == {**other, "text": str(other["text"]).split()}


def test_lines_cut_to_a_width_are_one_paragraph() -> None:
    """The older Nexis form breaks lines at 79 characters; a paragraph is one line again."""
    first = by_row(read_corpus([FORMS / "nexis_old.txt"]))[0]
    assert str(first["text"]).split("\n\n")[1] == (
        "The ferry to Long Island will stay in the harbour until the end of the month, the company said on "
        "Monday, because the pier has lost four of its piles."
    )


def test_the_number_announced_is_checked(tmp_path: Path) -> None:
    """A file that speaks of three documents and holds two says so in a note; both are read."""
    text = (FORMS / "nexis_old.txt").read_text(encoding="utf-8")
    cut = text[: text.index("3 of 3 DOCUMENTS")].rstrip()
    corpus = read_corpus([write_text(tmp_path / "cut.txt", cut)])
    assert corpus.articles.height == 2
    assert corpus.notes.rows() == [("cut.txt", None, "Nexis: the file speaks of 3 documents, 2 were found")]


def test_two_downloads_in_one_file(tmp_path: Path) -> None:
    """Files joined one after another are one list: the numbers begin anew, nothing is missing."""
    texts = [(FORMS / name).read_text(encoding="utf-8") for name in ("nexis_old.txt", "nexis_german.txt")]
    corpus = read_corpus([write_text(tmp_path / "both.txt", "\n".join(texts))])
    assert corpus.articles.height == 5
    assert corpus.notes.is_empty()


def test_a_document_without_its_text_is_refused(tmp_path: Path) -> None:
    """Of a document of which ProQuest gives only an abstract no article is made, and the reason is told."""
    corpus = read_corpus([FORMS / "proquest.txt"])
    assert corpus.articles_in == 3
    assert corpus.rejects.rows() == [
        ("proquest.txt", 3, "ProQuest gives no full text of it, at most an abstract")
    ]


def test_words_outside_of_all_documents_are_noted(tmp_path: Path) -> None:
    """What stands after the last document and is not the database's own is not dropped in silence."""
    text = (FORMS / "nexis_uni.txt").read_text(encoding="utf-8")
    corpus = read_corpus([write_text(tmp_path / "a.txt", f"{text}\n{story(1)}\n{story(2)}")])
    assert corpus.articles.height == 2
    assert "words outside of the documents were not read" in corpus.notes["note"][0]


def test_a_single_document_keeps_the_name_of_its_file(tmp_path: Path) -> None:
    """Nexis Uni can give one file for each article: the file is the article, its name the identifier."""
    text = (FORMS / "nexis_uni.txt").read_text(encoding="utf-8")
    one = text[text.index("End of Document") + len("End of Document") :]
    article = by_row(read_corpus([write_text(tmp_path / "piles.txt", one)]))[0]
    assert (article["article_id"], article["row"], article["outlet"]) == ("piles", None, "The Evening Spoon")


def test_a_manifest_fills_what_headings_leave_open(tmp_path: Path) -> None:
    """Its outlet and language go to all articles that have none, its title and identifier to none of them."""
    text = f"TITLE: One\nDATE: 2021-03-01\n\n{story(1)}\n\n-----\nTITLE: Two\nSOURCE: Own\n\n{story(2)}\n"
    write_text(tmp_path / "both.txt", text)
    row = {"file": "both.txt", "outlet": "Given", "published": "2022-01-01", "id": "x", "title": "No"}
    write_table(tmp_path / "manifest.csv", [row])
    found = [
        (a["article_id"], a["outlet"], a["title"], a["published"]) for a in by_row(read_corpus([tmp_path]))
    ]
    assert found == [
        ("both-1", "Given", "One", datetime(2021, 3, 1)),
        ("both-2", "Own", "Two", datetime(2022, 1, 1)),
    ]


def test_the_folder_names_the_outlet_of_records_without_one(tmp_path: Path) -> None:
    """As for files of one article."""
    text = f"TITLE: One\nDATE: 2021-03-01\n\n{story(1)}\n\nTITLE: Two\nDATE: 2021-03-02\n\n{story(2)}\n"
    write_text(tmp_path / "Echo" / "both.txt", text)
    assert [a["outlet"] for a in by_row(read_corpus([tmp_path]))] == ["Echo", "Echo"]


ONE_ARTICLE = {
    "rules": f"{story(1)}\n\n-----\n\n{story(2)}\n\n***\n\n{story(3)}\n\n###",
    "mark in the text": f"{story(1)}\n\n1 of 3 documents\n\n{story(2)}",
    "page numbers": f"{story(1)}\n1 of 2\n{story(2)}\n2 of 2",
    "end of document": f"{story(1)}\n\nEnd of Document",
    "title inside": f"TITLE: One\nSOURCE: The Echo\n\n{story(1)}\n\nTitle: a word\n\n{story(2)}",
    "full text": f"{story(1)}\nFull text: on page three.\nDatabase: ours.",
    "codes": f"{story(1)}\nHD screens for all\nAN end\n{story(2)}",
    "transcript": "SOURCE: Yes\n\nREPORTER: Why\n\nSOURCE: The ferry\n\nREPORTER: Which\n\n" + story(1),
    "live blog": f"10:30 {story(1)}\n\n10:45 {story(2)}\n\n11:00 {story(3)}",
    "crossheads": f"Title one\n\n{story(1)}\n\nTitle two\n\n{story(2)}",
    "books": f"Title: A\nAuthor: B C\nPublisher: D\n\n{story(1)}\n\nTitle: E\nAuthor: F G\nPublisher: H\n\n{story(2)}",
    "recipe": f"Title: Soup\nServes: 4\n\n{story(1)}\n\nTitle: Cake\nServes: 6\n\n{story(2)}",
    "record": f"{story(1)}\nRecord: 12\n{story(2)}\nRecord: 13",
    "document": f"{story(1)}\nDocument A12345678901234567890\n{story(2)}",
    "load date": f"{story(1)}\nLoad-Date: May 3, 2021",
    "words": f"Ferry\n1,200 words\n{story(1)}",
}


@pytest.mark.parametrize("name", ONE_ARTICLE)
def test_what_only_resembles_a_form_stays_one_article(name: str) -> None:
    """A mark without the headings that belong to it divides nothing."""
    assert read_collection(ONE_ARTICLE[name]) is None


LINE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)
MARKS = st.sampled_from(
    ["1 of 2 DOCUMENTS", "End of Document", "LENGTH: 3 words", "Full text: x", "_" * 30, "HD x", "AN Document x", "",
     "Title: x", "Source: y", "Date: 2021-03-03", "---", "BODY:", "Document ABC00020210830eh8u0002x", "Body",
     "ProQuest document ID: 3", "Publication title: z", "August 30, 2021", "12 words", "Copyright 2021 x", "PD 3", "TD"]
)  # fmt: skip


@given(st.lists(LINE | MARKS, max_size=30))
def test_any_lines_can_be_asked(lines: list[str]) -> None:
    """Whatever marks stand in whatever order: an answer, and as many pieces as there is text for."""
    found = read_collection("\n".join(lines))
    assert found is None or len(found.pieces) <= len(lines)


WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=9), min_size=1, max_size=60)


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_unwrapping_undoes_wrapping(paragraphs: list[list[str]]) -> None:
    """A text cut to a width, as a page of fixed width cuts it, loses and gains no word and no paragraph."""
    import textwrap

    wrapped = "\n\n".join(textwrap.fill(" ".join(words), 40) for words in paragraphs)
    whole = unwrapped(wrapped.split("\n"))
    assert whole.split() == wrapped.split()
    assert len(whole.split("\n\n")) == len(paragraphs)


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Sunday, August 29, 2021 Final Edition", "August 29, 2021"),
        ("Le samedi 28 août 2021", "28 août 2021"),
        ("30 de agosto de 2021", "30 de agosto de 2021"),
        ("2021-08-30T10:15", None),
        ("vom 30.08.2021, Seite 3", "30.08.2021"),
        ("Room 30 Floor 2021", None),
        ("August 2021", None),
    ],
)
def test_dates_in_lines(line: str, date: str | None) -> None:
    """A date with weekday and edition about it is found, figures that make none are not."""
    assert find_date(line) == date


@pytest.mark.parametrize(
    "head",
    [
        "{} of 3 DOCUMENTS",
        "Document {} of 3",
        "Record {} of {}",
        "Documents ({})",
        "Article {}",
        "[{}]",
        "#{} of {}",
    ],
)
def test_a_number_of_thousands_of_figures_is_no_number(head: str, tmp_path: Path) -> None:
    """Python refuses to read it; the text is an article like any other."""
    vast = "9" * 5_000
    text = "\n\n".join(f"{head.replace('{}', vast)}\n\n{story(number)}" for number in range(3))
    corpus = read_corpus([write_text(tmp_path / "a.txt", text)])
    assert corpus.articles.height >= 1
    assert not corpus.rejects.height


HEADINGS = {
    "in Nexis' way, the labels taken out": (
        "{n} of 3 DOCUMENTS\n\nThe Quay Post\n\nMarch {n}, 2021\n\nTitle {n}\n\n{text}"
    ),
    "in ProQuest's way, without its numbers": (
        "Document {n} of 3\n\nTitle {n}\n\nAuthor: Roe, Jane\n\nPublication info: "
        "The Quay Post [London] 0{n} Mar 2021: 4.\n\nFull text: {text}\n\n____________________________"
    ),
    "in ProQuest's way, the text without its label": (
        "Document {n} of 3\n\nTitle {n}\n\n{text}\n\nPublication title: The Quay Post\n\nPublication date: "
        "Mar {n}, 2021"
    ),
}


@pytest.mark.parametrize("form", HEADINGS)
def test_documents_that_are_counted_out_are_parted(form: str, tmp_path: Path) -> None:
    """The count alone parts them; outlet, date and title are read as the form says whose labels it has."""
    text = "\n\n\n".join(HEADINGS[form].format(n=n, text=story(n)) for n in (1, 2, 3))
    corpus = read_corpus([write_text(tmp_path / "a.txt", text)])
    articles = corpus.articles.sort("article_id")
    told = articles.select("outlet", "title", pl.col("published").dt.day()).rows()
    assert told == [("The Quay Post", f"Title {n}", n) for n in (1, 2, 3)]
    # Lines that may have been cut to a width are joined again.
    assert [text.split() for text in articles["text"]] == [story(n).split() for n in (1, 2, 3)]


def test_counted_documents_without_a_heading_are_all_text(tmp_path: Path) -> None:
    """Nothing is known of them but where they begin; a short first line is a title."""
    text = "\n".join(f"Document {n} of 2\n{title}{story(n)}\n" for n, title in ((1, ""), (2, "Rain\n\n")))
    articles = read_corpus([write_text(tmp_path / "a.txt", text)]).articles.sort("article_id")
    assert articles["text"].to_list() == [story(1), story(2)]
    assert articles["title"].to_list() == [None, "Rain"]
    assert articles["outlet"].null_count() == 2


@pytest.mark.parametrize(
    "marks",
    [
        ("1 of 3 DOCUMENTS", "2 of 3 DOCUMENTS"),
        ("Document 2 of 2", "Document 1 of 2"),
        ("FULL TEXT", "FULL TEXT"),
    ],
)
def test_what_may_be_an_export_and_is_not_parted_is_noted(marks: tuple[str, str], tmp_path: Path) -> None:
    """A count that does not add up parts nothing, but not in silence; one such line is an article's own."""
    text = "\n\n".join(f"{mark}\n\n{story(n)}" for n, mark in enumerate(marks))
    corpus = read_corpus([write_text(tmp_path / "a.txt", text)])
    assert corpus.articles.height == 1
    assert "although 2 lines look like those of a database's export" in corpus.notes["note"].item()
    once = read_corpus([write_text(tmp_path / "b.txt", text.replace(marks[1], "And then"))])
    assert once.articles.height == 1
    assert not once.notes.height
