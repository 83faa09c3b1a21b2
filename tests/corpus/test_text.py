"""Text as stored: clean, whole, and in a language that can be told."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.corpus.cleaning.clean import clean_line, clean_text, holds_markup
from scoring.corpus.cleaning.door import article_text
from scoring.corpus.contract import Entry
from scoring.corpus.decoding.decode import binary_kind, decode
from scoring.corpus.facts.language import find_language, told_language
from scoring.corpus.facts.outlet import address_key, registered_domain
from scoring.corpus.fields.columns import column_map
from scoring.corpus.tables.delimited import _rows, _table
from scoring.corpus.texts.single import without_header

SENTENCES = {
    "en": "The council said on Monday that the bridge would stay closed until spring.",
    "de": "Der Gemeinderat teilte am Montag mit, dass die Brücke bis zum Frühjahr gesperrt bleibt.",
    "fr": "Le conseil a annoncé lundi que le pont resterait fermé jusqu’au printemps.",
    "es": "El ayuntamiento anunció el lunes que el puente seguirá cerrado hasta la primavera.",
    "it": "Il consiglio ha annunciato lunedì che il ponte resterà chiuso fino alla primavera.",
    "pt": "A câmara anunciou na segunda-feira que a ponte ficará fechada até à primavera.",
    "nl": "De gemeenteraad zei maandag dat de brug tot het voorjaar gesloten blijft.",
    "pl": "Rada miasta poinformowała w poniedziałek, że most pozostanie zamknięty do wiosny.",
    "ru": "Городской совет сообщил в понедельник, что мост останется закрытым до весны.",
    "ar": "أعلن المجلس يوم الاثنين أن الجسر سيظل مغلقا حتى الربيع.",
    "zh": "市议会星期一表示，这座桥将关闭到春天。",
    "tr": "Belediye meclisi pazartesi günü köprünün bahara kadar kapalı kalacağını açıkladı.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_languages(language: str) -> None:
    """One sentence is enough to tell each of twelve languages, in capitals as well."""
    assert find_language(SENTENCES[language]) == language
    assert find_language(SENTENCES[language].upper()) == language


@pytest.mark.parametrize("text", ["", "12:30 - 14:45", "*** --- ***"])
def test_no_language(text: str) -> None:
    """Where there are no words there is no language."""
    assert find_language(text) == "und"


def test_the_sample_is_taken_from_the_middle() -> None:
    """An English menu ahead of a German article does not make it English."""
    assert find_language("Home News Sport Weather About us Contact\n" * 10 + SENTENCES["de"] * 30) == "de"


@given(st.text())
def test_cleaning_is_settled_after_once(text: str) -> None:
    """Cleaning what is clean changes nothing, and leaves no control characters."""
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    assert not any(ord(character) < 32 and character not in "\n\t" for character in cleaned)
    assert "\n" not in clean_line(text)


WORDS = st.text("abcdefghijklmnopqrstuvwxyzÉß,.’-", min_size=1, max_size=9)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=8).map(" ".join), min_size=1, max_size=5))
def test_plain_lines_stay_as_they_are(lines: list[str]) -> None:
    """Words, spaces and single line breaks are not touched."""
    assert article_text("\n".join(lines)) == ("\n".join(lines), ())


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("One\r\ntwo\rthree", "One\ntwo\nthree"),
        ("zero\u200bwidth and soft\u00adhyphen", "zerowidth and softhyphen"),
        ("a\u2028b", "a\nb"),
        ("AT&amp;T &quot;rose&quot;", 'AT&T "rose"'),
        ("It wasnâ€™t the cafÃ©â€™s Â£5", "It wasn’t the café’s £5"),
        ("Ça va à Besançon, “oui” — déjà", "Ça va à Besançon, “oui” — déjà"),
        ("<p>One</p><p>Two <b>bold</b></p>", "One\nTwo bold"),
        ("<div>One\nTwo</div>", "One\nTwo"),
        ("The <i>Post</i> said\nso", "The Post said\nso"),
        ("if a < b and c > d, <unk> stays", "if a < b and c > d, <unk> stays"),
        ("One<script>alert('x')</script><br>Two", "One\nTwo"),
    ],
)
def test_what_is_mended(text: str, stored: str) -> None:
    """Line ends, invisible characters, references, misread UTF-8 and markup; nothing else."""
    assert article_text(text)[0] == stored


def test_one_tag_is_talked_about_two_are_markup() -> None:
    """A text that mentions a tag is no HTML."""
    assert not holds_markup("Use <br> to break a line.")
    assert holds_markup("One<br>two<br>three")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf_8_is_always_read_as_it_is(text: str) -> None:
    """Sound UTF-8 is never taken for anything else."""
    if not text.startswith("\ufeff"):
        assert decode(text.encode()) == (text, None)


def test_a_little_damage_to_utf_8_stays_little() -> None:
    """One broken byte among many sound characters costs that character only."""
    text, note = decode("Müller, Jürgen und Söhne: größer, schöner".encode() + b"\xff")
    assert text == "Müller, Jürgen und Söhne: größer, schöner\ufffd"
    assert note == "1 places are not UTF-8 and were replaced by a mark"


def test_kinds_of_binary() -> None:
    """Misnamed files are called what they are."""
    assert binary_kind(b"PK\x03\x04rest") == "a ZIP archive or an Office document"
    assert binary_kind(bytes(range(256)) * 4) == "binary data"
    assert binary_kind(b"Plain text with one stray \x00") is None


CELLS = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"))


@given(st.lists(st.tuples(CELLS.filter(str.strip), CELLS), min_size=1, max_size=6))
def test_a_table_read_back_is_the_table_written(rows: list[tuple[str, str]]) -> None:
    """Any cells that Python's writer writes come back as they were."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([("title", "text"), *rows])
    lines = stream.getvalue().split("\n")
    found = list(_rows(f"{line}\n" for line in lines))
    assert [tuple(row.cells) for row in found] == [("title", "text"), *rows]
    assert all(row.fault is None for row in found)


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('5" pipe,sold out', ['5" pipe', "sold out"]),
        (r'"He said \"no\" twice",end', ['He said "no" twice', "end"]),
        ('"a "word" here",end', ['a word" here"', "end"]),
        ("one,two,,", ["one", "two"]),
    ],
)
def test_untidy_cells(line: str, cells: list[str]) -> None:
    """Marks that stand badly, escapes and a spreadsheet's empty cells do not cost the row."""
    table = _table(_rows(iter(["title,text\n", f"{line}\n"])), column_map(None), ("text",))
    assert table is not None
    assert next(table.rows).cells == cells


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.bbc.co.uk/news", "bbc.co.uk"),
        ("edition.cnn.com/x", "cnn.com"),
        ("http://someone.blogspot.com/1", "someone.blogspot.com"),
        ("https://www.dailybolt.example/a", "dailybolt.example"),
        ("https://web.archive.org/web/2019id_/https://www.post.com/a", "post.com"),
        ("http://127.0.0.1/x", None),
        ("http://localhost/x", None),
        ("http://[broken", None),
        ("no address", None),
        ("", None),
    ],
)
def test_registered_domains(url: str, domain: str | None) -> None:
    """The name under which a site is registered, without any look at the network."""
    assert registered_domain(url) == domain


def test_addresses_that_are_one() -> None:
    """Scheme, `www.`, tracking, fragment and a final slash make no difference; a query and the path do."""
    same = {
        address_key(f"{start}a.com/x{end}")
        for start in ("http://", "https://www.")
        for end in ("", "/", "?utm_id=1#c")
    }
    assert len(same) == 1
    assert address_key("https://a.com/x?id=1") != address_key("https://a.com/x?id=2")
    assert address_key("https://a.com/") is None


def test_one_line_with_a_colon_is_no_header() -> None:
    """An article that begins with `Source:` keeps its first line."""
    entry = Entry("a.txt", None, "Source: a person close to the talks.\n\nThe talks went on.")
    assert without_header(entry) == entry


def test_empty_space_in_the_middle_does_not_hide_the_language() -> None:
    """Some exports fill a line with spaces; the language is that of the words."""
    words = "The harbour board said that the ferry would sail again, and that nobody had been told about it. "
    assert find_language(words + " " * 5_000 + words) == "en"
    assert told_language("de", words * 3 + " " * 9_000 + words * 3).code == "en"


@pytest.mark.parametrize("words", ["“We go,” she said – and went", "The mayor’s boat isn’t here"])
@pytest.mark.parametrize("encoding", ["mac_roman", "cp1252"])
def test_quotation_marks_of_the_macintosh_are_told_from_those_of_windows(words: str, encoding: str) -> None:
    """Neither is noted in a file; each writes marks where the other has capitals, or nothing that is read."""
    text, note = decode(f"{words}, and nobody in the harbour said a word about it.".encode(encoding))
    assert text.startswith(words)
    assert note == f"not UTF-8; read as {encoding}"
