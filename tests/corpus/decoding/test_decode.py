"""Bytes made characters: UTF-8 as it is, what is not by what it shows, and binary data refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.corpus.decoding.decode import binary_kind, decode


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


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("市議会は火曜日に来年度予算案を可決した。市長は長い議論の結果だと述べた。", "shift_jis"),
        ("Городской совет во вторник утвердил бюджет на следующий год.", "cp1251"),
        ("Rada miejska w Łodzi przyjęła w środę budżet na przyszły rok, żadna szkoła nie zginie.", "cp1250"),
        ("The council met José Nuñez and Ana Peña, and said that it cost £5.", "cp1252"),
    ],
)
def test_a_page_that_declares_utf_8_and_is_not_is_guessed(words: str, encoding: str) -> None:
    """Its bytes say what it is; Windows-1252 would make a page of another language of it."""
    page = f"<html><head><meta charset=utf-8></head><body><p>{words * 3}</p></body></html>"
    text, note = decode(page.encode(encoding), page=True)
    assert text == page
    assert note == f"not UTF-8; read as {encoding}"


def test_japanese_in_seven_bits_is_no_ascii() -> None:
    """All its bytes are sound UTF-8; an escape sequence tells. One that is none leaves the text as it is."""
    assert decode("市議会は可決した。".encode("iso2022_jp"))[0] == "市議会は可決した。"
    assert decode(b"The list costs \x1b$5.") == ("The list costs \x1b$5.", None)


def test_kinds_of_binary() -> None:
    """Misnamed files are called what they are."""
    assert binary_kind(b"PK\x03\x04rest") == "a ZIP archive or an Office document"
    assert binary_kind(bytes(range(256)) * 4) == "binary data"
    assert binary_kind(b"Plain text with one stray \x00") is None


@pytest.mark.parametrize("words", ["“We go,” she said – and went", "The mayor’s boat isn’t here"])
@pytest.mark.parametrize("encoding", ["mac_roman", "cp1252"])
def test_quotation_marks_of_the_macintosh_are_told_from_those_of_windows(words: str, encoding: str) -> None:
    """Neither is noted in a file; each writes marks where the other has capitals, or nothing that is read."""
    text, note = decode(f"{words}, and nobody in the harbour said a word about it.".encode(encoding))
    assert text.startswith(words)
    assert note == f"not UTF-8; read as {encoding}"
