"""Damage that programs did to a text, undone where the text shows it; and nothing else touched."""

import re
import unicodedata
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.corpus.cleaning.repair import (
    BASE64,
    CONTROLS,
    ESCAPES,
    FRAGMENT,
    HALVES,
    MARKS,
    MISREAD,
    PAGE,
    PRINTABLE,
    REFERENCES,
    read_references,
    repair,
    repair_line,
)
from scoring.corpus.contract import Entry
from scoring.corpus.finishing.door import NUL, admit

from ..writing import story

SENTENCES = (
    "“We go,” she said — it’s the café’s last day…",
    "‘Nobody told us,’ said Zoë Müller – a baker of Łódź.",
    "The crossing costs €5 and the café’s owner, José Muñoz, said “no”.",
    "The town’s “bridge” – built in 1902 – is closed… again.",
)
CODE_PAGES = {
    "cp1252": 2,
    "latin-1": 2,
    "mac_roman": 2,
    "cp1250": 2,
    "cp1251": 2,
    "cp1253": 2,
    "cp1254": 2,
    "cp1257": 2,
    "cp437": 2,
    "cp850": 1,
}
"""What UTF-8 is read as, and how many times over that can be undone."""
MARKED = "“”‘’–—…•€£éüöäßñçàèÉÖ"
SOUND = (
    "Ça va à Besançon, “oui” — déjà; ‘naïve’ – Zoë’s façade, ½ of £5.",
    "Zażółć gęślą jaźń, powiedział burmistrz Łodzi: „most jest zamknięty”.",
    "Příliš žluťoučký kůň úpěl ďábelské ódy.",
    "Городской совет сообщил, что ВЕСЬ мост — закрыт. РОССИЯ и СССР.",
    "Ο δήμος ανακοίνωσε ότι η γέφυρα μένει κλειστή. ΒΙΒΛΙΑ βιβλία.",
    "Kraków’s R&D office and AT&T took 50%20off the bill 😀👩🏽‍🚒 🇵🇱.",
    "The letter 'Ã' alone, the name Ã, the word SÃO PAULO, and Âge d’or; Ö – Ü.",
    "PARIS, CAFÉ “À LA CARTE” — “OLÉ”",
    "The root √2, √x and √π are near ≈ 1.8; not ¬ that.",
    "x = 1; y == 2; if a < b && c > d: e = f",
    "&not that, &copy2 and the firms A&B, Q&A; fish & chips",
    r"Put it in C:\new\table.txt, or match \d+ and \w* with \n in it.",
    "日本語の文章です。東京の市長は言った。",
    "Belediye meclisi köprünün kapalı kalacağını açıkladı; İstanbul’da ğ ş ı.",
    "Tiếng Việt: cầu sẽ đóng cửa đến mùa xuân.",
    "naive _x and snake_case_x0 and x_x",
)


def misread(text: str, encoding: str, times: int = 1) -> str:
    """The text's UTF-8 read as another encoding; a byte that is nothing there becomes a control character."""

    def letter(byte: int) -> str:
        try:
            return bytes([byte]).decode(encoding)
        except UnicodeDecodeError:
            return chr(byte)

    for _ in range(times):
        text = "".join(map(letter, text.encode()))
    return text


def mended(text: str) -> str:
    """The text without its damage."""
    return repair(text)[0]


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize(
    ("encoding", "times"),
    [(encoding, times) for encoding, most in CODE_PAGES.items() for times in range(1, most + 1)],
)
def test_misread_utf_8_is_undone(encoding: str, times: int, sentence: str) -> None:
    """UTF-8 that was read as any of these code pages, once or twice."""
    damaged = misread(sentence, encoding, times)
    assert damaged != sentence
    assert repair(damaged) == (sentence, (MISREAD,))


@pytest.mark.parametrize("mark", MARKED)
@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_each_mark_alone_is_mended(encoding: str, times: int, mark: str) -> None:
    """One misread sign is enough, wherever else the text is plain."""
    text = f"The ferry left.\nThe board, Br{mark}ck said, had {mark} counted it.\nIt was late."
    assert repair(misread(text, encoding, times)) == (text, (MISREAD,))


@pytest.mark.parametrize("letter", "üößñçÉÖ")
def test_letters_read_as_mac_roman(letter: str) -> None:
    """A name with one letter beyond ASCII, and no quotation mark beside it."""
    text = f"The mayor of Br{letter}ck said that Br{letter}ck was closed."
    assert mended(misread(text, "mac_roman")) == text


@pytest.mark.parametrize("encoding", ["cp1251", "cp437", "cp1252", "latin-1"])
def test_a_text_that_is_all_cyrillic(encoding: str) -> None:
    """Russian has no sign of its own by which damage shows: its letters in pairs do."""
    text = "Паром ушёл утром, и никто не сказал почему."
    assert mended(misread(text, encoding)) == text


def test_quotation_marks_at_both_ends() -> None:
    """A closing mark has lost its third sign in Windows-1252; the opening one has not."""
    assert repair("â€œWe go,â€ he said") == ("“We go,” he said", (MISREAD,))
    assert mended("â€œWe go,â€\ufffd he said. â€œAh.â€") == "“We go,” he said. “Ah.”"
    assert mended("Ã¢â‚¬Å“We go,Ã¢â‚¬Â he said") == "“We go,” he said"


@pytest.mark.parametrize(
    ("damaged", "text"),
    [
        ('The ferry â€" the last one â€" left', "The ferry — the last one — left"),
        ("It\x80\x99s late, \x80\x9cvery\x80\x9d late", "It’s late, “very” late"),
        ("It wasnâ€™t Ã  la carte", "It wasn’t à la carte"),
        ("<b>itâ€™s</b> the cafÃ©", "<b>it’s</b> the café"),
    ],
)
def test_other_ways_to_lose_a_sign(damaged: str, text: str) -> None:
    """Dashes made straight, first signs filtered out, spaces made plain, tags in between."""
    assert repair(damaged)[0] == text


def test_only_the_damaged_line_is_touched() -> None:
    """What stands in another line is not read as anything else."""
    assert mended("SÃO PAULO Â£5 it is\nSÃO PAULO") == "SÃO PAULO £5 it is\nSÃO PAULO"


def test_controls_are_windows_quotation_marks() -> None:
    """Latin-1 has control characters where Windows-1252 has quotation marks and dashes."""
    assert repair("\x93We go,\x94 she said \x96 it\x92s late\x85 \x80 5") == (
        "“We go,” she said – it’s late… € 5",
        (CONTROLS,),
    )


def test_next_line_is_a_line_end_or_an_ellipsis() -> None:
    """NEL ends the lines of a text that has no others; before a small letter it is Windows' ellipsis."""
    assert mended("One left.\x85Two left.\x85three came.\x85") == "One left.\nTwo left.\nthree came.\n"
    assert mended("He paused\x85 then he left.") == "He paused… then he left."
    assert mended("\x93He paused.\x85Then\x94") == "“He paused.…Then”"


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Marks &amp; Spencer", "Marks & Spencer"),
        ("&quot;No&quot;, it&#8217;s &#x2014; late", '"No", it’s — late'),
        ("&amp;quot;No&amp;quot; &amp;amp; &amp;#8217;", '"No" & ’'),
        ("&amp;amp;amp;quot;No", '"No'),
        ("caf&eacute; caf&eacute au lait &nbsp;", "café café au lait \xa0"),
        ("&#55357;&#56832; it is", "😀 it is"),
        ("&#128512; and &hellip;", "😀 and …"),
        ("&not that, R&D, AT&T; &copy2, &unknownname;", "&not that, R&D, AT&T; &copy2, &unknownname;"),
        ("a?b=1&lt=2&amplify", "a?b=1&lt=2&amplify"),
    ],
)
def test_references(written: str, text: str) -> None:
    """Written once, twice or more; without a semicolon where browsers take it; words are none."""
    assert read_references(written) == text
    told = () if written == text else (REFERENCES,)
    assert repair(written) == (text, told)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"It left.\nIt came.", "It left.\nIt came."),
        (r"“It left.”\r\n\r\n“It came,” he said.", "“It left.”\r\n\r\n“It came,” he said."),
        (r"It left\n\nand came", "It left\n\nand came"),
        (r"It left.\\nIt came.", "It left.\nIt came."),
        (r"It\u2019s late \u2014 \u201cvery\u201d", "It’s late — “very”"),
        (r"\ud83d\ude00 it is", "😀 it is"),
        (r"It\xe2\x80\x99s late", "It’s late"),
        (r"She said \"no\" and \"never\".", 'She said "no" and "never".'),
        (r"It wasn\'t late", "It wasn't late"),
        (r"on 3\/4 of the https:\/\/echo.example\/a", "on 3/4 of the https://echo.example/a"),
        ("It left._x000D_\nIt_x2019_s late", "It left.\r\nIt’s late"),
    ],
)
def test_escapes(written: str, text: str) -> None:
    """Escapes of program code, where they are clearly that."""
    assert repair(written) == (text, (ESCAPES,))


@pytest.mark.parametrize(
    "text",
    [
        r"Look in C:\new\names first.",
        r"Look on \\server\new\names first.",
        r"He writes \d+ for figures.\nThen he stops.",
        r"A single \n is a line break in C.",
        "One line.\nAnother says that \\n ends.\\nA line.",
        r"\u0007 rings",
        "snake_x000_ and _x1_",
    ],
)
def test_words_about_code_stay(text: str) -> None:
    """Paths, patterns and talk about escapes are what they are."""
    assert repair(text) == (text, ())


@pytest.mark.parametrize(
    ("carried", "text"),
    [
        ("It=E2=80=99s late", "It’s late"),
        (
            "The ferry left at dawn, and nobody on the quay =\nhad been told of it; the board =\nsaid =3D no.",
            "The ferry left at dawn, and nobody on the quay had been told of it; the board said = no.",
        ),
    ],
)
def test_quoted_printable(carried: str, text: str) -> None:
    """Soft line breaks and bytes written in figures, as mail carries them."""
    assert repair(carried) == (text, (PRINTABLE,))


@pytest.mark.parametrize("text", ["He rolled 5=AB in a=b and c=\nd", "2+2=4\n1=1\n", "E=MC2"])
def test_equals_signs_stay(text: str) -> None:
    """An equals sign alone is no mail."""
    assert repair(text) == (text, ())


def test_base64() -> None:
    """A whole text in the form of an attachment; a long word is none."""
    carried = (
        "VGhlIGZlcnJ5IGxlZnQgYXQgZGF3biwgYW5kIG5vYm9keSBvbiB0aGUgcXVheSBoYWQg\nYmVlbiB0b2xkIG9mIGl0Lg==\n"
    )
    assert repair(carried) == (
        "The ferry left at dawn, and nobody on the quay had been told of it.",
        (BASE64,),
    )
    assert repair(f"{'a' * 64}\n{'b' * 64}") == (f"{'a' * 64}\n{'b' * 64}", ())


def test_halves_of_characters() -> None:
    """Pairs are joined, bytes that Python kept are decoded, the rest is marked."""
    assert repair("\ud83d\ude00 caf\udcc3\udca9 \udc93no\udc94 \ud83d.") == (
        "😀 café “no” \ufffd.",
        (HALVES,),
    )


@pytest.mark.parametrize("count", [8, 9, 5_000])
def test_piled_up_marks_are_taken_off(count: int) -> None:
    """Eight marks on one letter are no script; what is in the letter stays."""
    assert repair(f"ha{chr(0x0301) * count}rbour") == ("harbour", (MARKS,))


def test_many_runs_of_marks() -> None:
    """A text that is nothing but marks is read to its end."""
    runs = ("\u0301" * 7 + "x") * 3_000
    assert repair(runs) == (runs, ())
    assert mended("a" + "\u0301\u0316" * 30_000 + "z") == "az"


def test_marks_that_letters_bear_stay() -> None:
    """Vietnamese and Hebrew put two or three on a letter."""
    text = unicodedata.normalize("NFD", "Tiếng Việt ở Huế") + " שָׁלוֹם"
    assert repair(text) == (text, ())


@pytest.mark.parametrize("text", [*SENTENCES, *SOUND, story()])
def test_sound_text_is_left_alone(text: str) -> None:
    """Accents, dashes, quotation marks, emoji and ampersands in many languages, in any form and as a title."""
    for form in ("text", FRAGMENT, PAGE):
        assert repair(text, form) == (text, ())
    assert repair_line(text) == (text, ())


PIECES = st.sampled_from(
    (
        *SENTENCES,
        *SOUND,
        *(misread(SENTENCES[number % 4], encoding) for number, encoding in enumerate(CODE_PAGES)),
        "â€œWe go,â€ he said",
        "\x93no\x94",
        "&amp;quot;",
        "It left.\\nIt came.",
        "\\u2019",
        "_x000D_",
        "=E2=80=99",
        "\ud83d",
        "\ude00",
        "\n",
        "a" + "\u0301" * 9,
    )
)


@given(st.lists(PIECES | st.text(st.characters(), max_size=8), max_size=6).map(" ".join))
def test_mended_text_is_settled(text: str) -> None:
    """Mending what was mended changes nothing."""
    once = mended(text)
    assert repair(once) == (once, ())


def test_a_fragment_keeps_its_references() -> None:
    """A parser reads those; the escapes and the misread signs are mended before it."""
    assert repair("<p>R&amp;D itâ€™s</p>", FRAGMENT) == ("<p>R&amp;D it’s</p>", (MISREAD,))
    assert repair("<p>R&amp;D itâ€™s</p>", PAGE) == ("<p>R&amp;D it’s</p>", (MISREAD,))


def test_a_page_keeps_its_scripts() -> None:
    """Escapes inside a page belong to its scripts, unless the whole page was stored with them."""
    page = '<html><script>a = "one.\\nTwo";</script></html>'
    assert repair(page, PAGE) == (page, ())
    stored = '<p class=\\"a\\">One.<\\/p>\\n<p>It\\u2019s two.<\\/p>'
    assert repair(stored, PAGE) == ('<p class="a">One.</p>\n<p>It’s two.</p>', (ESCAPES,))


def test_kinds_are_told_once_each() -> None:
    """Several kinds of damage in one text, in the order of mending."""
    text = "“It”\x85\nItâ€™s &amp;quot;late&amp;quot;; donâ€™t.\n\x93Ah.\x94"
    assert repair(text) == ('“It”…\nIt’s "late"; don’t.\n“Ah.”', (MISREAD, CONTROLS, REFERENCES))


def test_damage_behind_references_is_found() -> None:
    """References that stand for misread signs are read first, then mended."""
    assert repair("It&acirc;&#128;&#153;s late")[0] == "It’s late"
    assert repair("It&amp;acirc;&amp;euro;&amp;trade;s late") == ("It’s late", (REFERENCES, MISREAD))


@pytest.mark.parametrize(
    ("title", "meant"),
    [
        ("Storm%20hits%20caf%C3%A9", "Storm hits café"),
        ("50%20off today", "50%20off today"),
        ("https://echo.example/a%20b", "https://echo.example/a%20b"),
        ("100%25", "100%25"),
        ("a%20%ff", "a%20%ff"),
    ],
)
def test_titles_from_addresses(title: str, meant: str) -> None:
    """A title without spaces whose spaces are written `%20` was cut from an address."""
    assert repair_line(title)[0] == meant


FIELDS = [field.name for field in fields(Entry) if field.name not in ("file", "row", "page", "notes")]
DAMAGE = "a\ud83d b\ude00\u202ec \x00d\x07\x93\u200f\x9f \ud83d\ude00\ufeff\ufffe\n\x85\u2028x"
_NO_CHARACTER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def test_no_field_leaves_with_what_is_no_character() -> None:
    """Halves, controls and direction marks in every field at once: nothing of them comes out."""
    values: dict[str, Any] = dict.fromkeys(FIELDS, DAMAGE)
    entry = admit(replace(Entry("a.csv", 1, DAMAGE), **values)).entry
    for name in FIELDS:
        value = getattr(entry, name)
        assert isinstance(value, str), name
        assert not _NO_CHARACTER.search(value), name
        assert name == "text" or "\n" not in value
        assert value.encode().decode().startswith("a"), name
        assert "😀" in value, name


@given(st.sampled_from(FIELDS), st.text(st.characters() | st.sampled_from(DAMAGE), max_size=30))
def test_any_string_in_any_field(name: str, value: str) -> None:
    """Nothing stops an entry at the door, and each field is clean behind it."""
    values: dict[str, Any] = {name: value}
    entry = admit(replace(Entry("a.csv", 1, "One ferry left."), **values)).entry
    told = getattr(entry, name)
    assert told is None or not _NO_CHARACTER.search(told)


def test_what_the_door_tells() -> None:
    """The kinds of damage of text and names together, each once; NUL among them; a clean entry has none."""
    entry = Entry("a.csv", 1, "Itâ€™s\x00 late &amp; dark.", title="\x93Late\x94, we heard", outlet="R&amp;D")
    admitted = admit(entry)
    assert admitted.mended == (NUL, MISREAD, REFERENCES, CONTROLS)
    assert (admitted.entry.text, admitted.entry.title, admitted.entry.outlet) == (
        "It’s late & dark.",
        "“Late”, we heard",
        "R&D",
    )
    assert admit(Entry("a.csv", 1, story(), title="It’s late", url="https://echo.example/a?b=1")).mended == ()


def test_addresses_and_identifiers_are_not_reworded() -> None:
    """An address loses only references, an identifier the `.0` of a table and what is beyond a line."""
    stored = Entry(
        "a.csv",
        1,
        "x",
        article_id="17.0",
        url="https://echo.example/a?b=1&amp;c=caf%C3%A9",
        published="2021-08-30T10:15",
        language="en\u200b",
    )
    entry = admit(stored).entry
    assert (entry.article_id, entry.url) == ("17", "https://echo.example/a?b=1&c=caf%C3%A9")
    assert (entry.published, entry.language) == ("2021-08-30T10:15", "en")
    long = admit(replace(stored, article_id="x" * 300)).entry.article_id
    other = admit(replace(stored, article_id="x" * 301)).entry.article_id
    assert long is not None
    assert other is not None
    assert long != other
    assert len(long) == len(other) < 220
