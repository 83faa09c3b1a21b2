"""Repair of damage that programs did to a text on its way here. The only module that uses ftfy.

Each kind of damage is mended only where the text itself shows it, so that sound text passes unchanged. No
function raises, and each takes time in proportion to the text. The kinds of damage mended are returned for the
notes.

ftfy knows text that was UTF-8, read as something else (Latin-1, Windows-1250 to 1257, Mac Roman, the DOS code
page 437; once or more often). It is used for nothing else: it would also straighten quotation marks, take
ligatures and wide letters apart, and normalise. In 17,744 articles of allsides_dev it mends 28 texts and 153
titles; all of the texts and 6 of the titles were checked by eye, and all were mended correctly. ftfy takes 3 ms
an article, so it sees only the stretches where a cheap search finds a sign of damage.
"""

import base64
import binascii
import html
import quopri
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from urllib.parse import unquote

import ftfy

from scoring.corpus.cleaning.clean import SURROGATE

MISREAD = "UTF-8 that had been read as another encoding was mended"
HALVES = "halves of characters (lone surrogates) were joined or marked"
CONTROLS = "control characters U+0080 to U+009F were read as Windows-1252"
ESCAPES = "escaped line breaks, quotation marks or characters (\\n, \\u2019) were read as what they stand for"
REFERENCES = "character references (&amp;) were read as the characters they stand for"
PRINTABLE = "text in the quoted-printable form of mail (=E2=80=99) was decoded"
BASE64 = "text in the base64 form of mail was decoded"
MARKS = "piled-up combining marks were taken off"

_ONLY_MISREADINGS = ftfy.TextFixerConfig(
    fix_encoding=True,
    decode_inconsistent_utf8=True,
    replace_lossy_sequences=True,
    restore_byte_a0=True,  # `Ã ` is an à whose no-break space was made plain
    unescape_html=False,  # our own also handles references written twice
    remove_terminal_escapes=False,
    fix_c1_controls=False,  # our own first tells line ends (NEL) from ellipses
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,  # our own also handles the bytes that Python keeps as halves
    remove_control_chars=False,
    normalization=None,
    explain=False,
)

# Windows-1252 gives no character to five bytes; many programs show them as these controls, or lose them.
_CP1252 = [bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in range(256)]
_CONTINUING = "".join(map(re.escape, sorted({*_CP1252[0x80:0xC0], *map(chr, range(0x80, 0xC0))})))
_MAC_CONTINUING = re.escape(bytes(range(0x80, 0xC0)).decode("mac_roman").replace("π", ""))
"""Without π, as √π is mathematics."""
_CENTRAL_CONTINUING = re.escape(bytes(range(0x80, 0xC0)).decode("cp1250", errors="ignore"))
_MARKS = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]"
_ZALGO = re.compile(_MARKS + "{8,}")
"""More marks on one letter than any script has."""
_SIGN = re.compile(
    "[\x80-\x9f\ud800-\udfff¬Â-ôĂĹ\u0300-\u036fΒΓβ\u0483-\u0489ВГЕРСв\u1ab0-\u1aff\u1dc0-\u1dff‚\u20d0-\u20f0√≈┬├┼╤╨\ufe20-\ufe2f]"
)
"""What damage beyond ASCII begins with; looked for first, as that is twenty times as fast."""
_DAMAGE = re.compile(
    "[\x80-\x9f\ud800-\udfff]"
    f"|[Â-ô][{_CONTINUING}]|[ÂÃ] "  # UTF-8 as Latin-1 or Windows-1252
    """|â€[\\ufffd?"]|â€(?=[\\s.,;:)]|\\Z)"""
    f"|‚Ä|[√¬≈][{_MAC_CONTINUING}]"  # as Mac Roman
    "|вЂ|(?:[РС][^\x00-\x7f]){4}|[ВГЕ][€-™\xa0-\xbf‚-‡•-›Ѐ-џҐґ]"  # as Windows-1251
    "|[βΒΓ][€\xa0-\xbf‐-›ΐ-ώ]"  # as Windows-1253
    "|[ĂĹÄ][\x80-\xbfŁ-žˇ˘˙˛˝€‐-›™]"  # as Windows-1250
    "|ΓÇ|ÔÇ|[├┬┼╨╤][\xa0-ÿ─-▟⌐]"  # as the code pages of DOS
    f"|{_MARKS}{{8}}"  # not to the end of the run: each mark of it is looked at
)
# A closing quotation mark is E2 80 9D, and 9D is nothing in Windows-1252: its third sign is lost, or a mark.
# As Windows-1250 its third sign is a letter.
_LOST_CLOSING = re.compile(f"â€(?![{_CONTINUING}{_CENTRAL_CONTINUING}])[\ufffd?]?")
_LOST_CLOSING_TWICE = re.compile("Ã¢â‚¬(?:Â(?:\ufffd|(?![\x80-\xbf])))")
_CLOSING = "”"
_STRAIGHTENED_DASH = re.compile('â€"')
"""A dash is E2 80 93 or 94, whose third sign in Windows-1252 is a quotation mark: some program straightened it."""
_LOST_FIRST = re.compile("(?<!â)\x80([\x93\x94\x98\x99\x9c\x9d\xa6])")
"""The same characters without their first sign, removed by a filter for letters."""
_SEGMENT_ENDS = "\n<>"
_SEGMENT_END = re.compile(f"[{_SEGMENT_ENDS}]")
"""Misread text is mended line by line, and in pages between tags."""
_DOS_LATIN = "ÔÇ"
"""How the code page 850, which ftfy does not know, shows the first two bytes of quotation marks and dashes."""

_HIGH, _LOW = "[\ud800-\udbff]", "[\udc00-\udfff]"
_PAIR = re.compile(f"{_HIGH}{_LOW}")
_KEPT_BYTES = re.compile("[\udc80-\udcff]+")

_C1 = re.compile("[\x80-\x9f]")
_NEXT_LINE = "\x85"
_OTHER_C1 = re.compile("[\x80-\x84\x86-\x9f]")
_MIN_LINES = 3
"""This many NELs in a text without other line breaks are its line ends; with fewer, the next letter decides."""

_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_OPEN_REFERENCE = re.compile(
    r"&(?:#\d{2,6}(?!\d)|#[xX][0-9a-fA-F]{2,5}(?![0-9a-fA-F])|(?:amp|quot|nbsp|lt|gt"
    r"|[AEIOUYaeiouy](?:acute|grave|circ|uml)|[ANOano]tilde|[Cc]cedil|szlig)(?![a-zA-Z0-9=]))"
)
"""Without a semicolon, where browsers accept it; not those that are words (`&not`, `&copy`)."""
_AMPERSAND_AGAIN = re.compile(r"&(?:amp;|AMP;|#0{0,5}38;|#[xX]0{0,5}26;)+(?=#?\w)")
_PAIR_REFERENCE = re.compile(r"&#(5[5-6]\d{3});&#(5[6-7]\d{3});")
_LAYERS = 4
"""How often references may be encoded again; more than that is intended."""

_BREAK = re.compile(r"\\{1,2}r\\{1,2}n|\\{1,2}[nr]")
_CLEAR_BREAK = re.compile(
    r"""(?:[.!?…"”’:)\]>]|\\["'])[ ]?(?:\\{1,2}r)?\\{1,2}n(?:[ ]*$|[ ]*[A-ZÀ-Þ0-9"“‘'(\[\-–—•<]|[ ]*\\)|"""
    r"(?:\\{1,2}r)?\\{1,2}n(?:\\{1,2}r)?\\{1,2}n"
)
"""Between sentences, or twice: no path (`C:\\new`), no word about code."""
_CODE = re.compile(r"\\[dswDSW][+*{\\\])]|[A-Za-z]:\\[A-Za-z]|\\\\[A-Za-z]+\\[A-Za-z]")
_TAB = re.compile(r"\\{1,2}t")
_MARK = re.compile(r"""\\+(["'])""")
_SLASH = re.compile(r"(?<=[:/<\w])\\/(?=\S)")
_UNICODE = re.compile(r"\\{1,2}u\{?([0-9a-fA-F]{4})\}?(?:\\{1,2}u([dD][c-fC-F][0-9a-fA-F]{2}))?")
_BYTES = re.compile(r"(?:\\{1,2}x[89a-fA-F][0-9a-fA-F])+")
_SPREADSHEET = re.compile(r"_x(00(?:0[9ADad]|A0|a0)|20[0-9a-fA-F]{2})_")
"""How spreadsheets write control characters and line ends in a cell (`_x000D_`)."""

_PRINTABLE_SIGN = re.compile(r"=[0-9A-Fa-f]{2}|=[ \t]*\r?\n|=\Z")
_PRINTABLE_UTF8 = re.compile(r"(?:=[C-F][0-9A-F](?:=[89AB][0-9A-F])+)+")
_SOFT_BREAK = re.compile(r"=[ \t]*\r?\n")
_MIN_SOFT_BREAKS = 2
_BASE64 = re.compile(r"[A-Za-z0-9+/]{60,76}\r?\n[A-Za-z0-9+/\r\n]+={0,2}\s*\Z")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


TEXT, FRAGMENT, PAGE = "text", "fragment", "page"
"""What is repaired: plain text; text with tags, whose references a parser reads; a page with its scripts."""


def repair(text: str, form: str = TEXT) -> tuple[str, tuple[str, ...]]:
    """The text without the damage that it shows, and the kinds of damage.

    >>> repair("â€œWe go,â€ he said")
    ('“We go,” he said', ('UTF-8 that had been read as another encoding was mended',))
    >>> repair("\\x93We go,\\x94 she said")[0], repair("One.\\\\nTwo.")[0], repair("C:\\\\new")
    ('“We go,” she said', 'One.\\nTwo.', ('C:\\\\new', ()))
    """
    kinds: list[str] = []

    def take(steps: Sequence[_Step]) -> None:
        nonlocal text
        for kind, sign, step in steps:
            if sign in text:
                mended = step(text)
                if mended != text:
                    kinds.append(kind)
                    text = mended

    if form != PAGE:
        take(_CARRIER_STEPS)
    if _is_suspect(text):
        take(_ENCODING_STEPS)
    before = text
    take(_WRITTEN_STEPS[form])
    if text is not before and _is_suspect(text):  # what references and escapes had hidden
        take(_ENCODING_STEPS)
    return text, tuple(dict.fromkeys(kinds))


def repair_line(text: str) -> tuple[str, tuple[str, ...]]:
    """The same for a title, a name or the like: in one without spaces, `%20` is read as a space.

    >>> repair_line("Storm%20hits%20caf%C3%A9")[0], repair_line("50%20off today")[0]
    ('Storm hits café', '50%20off today')
    """
    text, kinds = repair(text)
    if "%" in text and " " not in text and "://" not in text:
        meant = _PERCENT.sub(lambda match: unquote(match[0], errors="replace"), text)
        if " " in meant and "\ufffd" not in meant:
            return meant, kinds
    return text, kinds


def _is_suspect(text: str) -> bool:
    return not text.isascii() and next(_damage(text), None) is not None


def _damage(text: str) -> Iterator[int]:
    """The places that show a sign of damage, each once."""
    for sign in _SIGN.finditer(text):
        if _DAMAGE.match(text, sign.start()):
            yield sign.start()


def join_halves(text: str) -> str:
    """Halves of surrogate pairs joined, bytes that Python kept as halves decoded, the others marked.

    >>> join_halves("\\ud83d\\ude00 caf\\udcc3\\udca9 \\ud83d.") == "😀 café \\ufffd."
    True
    """
    if text.isascii() or SURROGATE.search(text) is None:
        return text
    text = _PAIR.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)
    text = _KEPT_BYTES.sub(lambda kept: _decoded(kept[0].encode("ascii", "surrogateescape")), text)
    return SURROGATE.sub("\ufffd", text)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return "".join(_CP1252[byte] for byte in data)


def _mend_encoding(text: str) -> str:
    """Misread UTF-8, wherever there is a sign of it."""
    pieces = []
    done = 0
    for hit in _damage(text):
        if hit < done:
            continue
        start = max(done, *(text.rfind(end, done, hit) + 1 for end in _SEGMENT_ENDS))
        stopped = _SEGMENT_END.search(text, hit)
        stop = len(text) if stopped is None else stopped.start()
        pieces += [text[done:start], _mend_segment(text[start:stop])]
        done = stop
    return "".join((*pieces, text[done:]))


def _mend_segment(segment: str) -> str:
    segment = _LOST_CLOSING_TWICE.sub(_CLOSING, segment)
    segment = _LOST_FIRST.sub(lambda found: bytes((0xE2, 0x80, ord(found[1]))).decode(), segment)
    segment = _STRAIGHTENED_DASH.sub("—", segment)
    segment = _LOST_CLOSING.sub(_CLOSING, segment)
    if _DOS_LATIN in segment:
        try:
            return segment.encode("cp850").decode("utf-8")
        except UnicodeError:
            pass
    mended = ftfy.fix_text(segment, _ONLY_MISREADINGS)
    return segment if mended == _controls_as_windows(segment) else mended  # these have a kind of their own


def _lines_of_next_line(text: str) -> str:
    """NEL read as a line end, as mainframes write it; elsewhere it is the ellipsis of Windows."""
    if "\n" in text or "\r" in text or _OTHER_C1.search(text) is not None:
        return text
    if text.count(_NEXT_LINE) >= _MIN_LINES:
        return text.replace(_NEXT_LINE, "\n")
    return re.sub(r"\x85(?=[^\sa-zß-ÿ,.;])", "\n", text)


def _controls_as_windows(text: str) -> str:
    return _C1.sub(lambda control: _CP1252[ord(control[0])], text)


def read_references(text: str) -> str:
    """Character references as the characters they stand for, written once or several times over.

    >>> read_references("Marks &amp; Spencer&amp;#8217;s &amp;quot;caf&eacute&quot; &not that, R&D")
    'Marks & Spencer’s "café" &not that, R&D'
    """
    for _ in range(_LAYERS):
        before = text
        text = _AMPERSAND_AGAIN.sub("&", text)
        text = _PAIR_REFERENCE.sub(_joined_reference, text)
        text = _REFERENCE.sub(_referred, text)
        text = _OPEN_REFERENCE.sub(lambda found: html.unescape(f"{found[0]};"), text)
        if text == before or "&" not in text:
            break
    return text


def _referred(found: re.Match[str]) -> str:
    character = html.unescape(found[0])
    return found[0] if character.endswith(";") and len(character) > 1 else character


def _joined_reference(found: re.Match[str]) -> str:
    high, low = int(found[1]), int(found[2])
    return join_halves(chr(high) + chr(low)) if 0xD800 <= high < 0xDC00 <= low < 0xE000 else found[0]


def read_escapes(text: str) -> str:
    r"""Escapes of program code in a stored text read as characters, if that is clearly what they are.

    >>> read_escapes(r"He said \"no\".\r\nThen \"yes\" \u2014 don\u2019t ask.")
    'He said "no".\r\nThen "yes" — don’t ask.'
    >>> read_escapes(r"Put it in C:\new\table.txt") == r"Put it in C:\new\table.txt"
    True
    """
    if _CODE.search(text) is not None:
        return text
    text = _UNICODE.sub(_escaped_character, text)
    text = _BYTES.sub(_escaped_bytes, text)
    clear = sum(1 for _ in _CLEAR_BREAK.finditer(text))
    if clear > ("\n" in text):  # in a text with real line breaks, a single escaped one may be meant literally
        text = _TAB.sub("\t", _BREAK.sub(lambda found: "\r\n" if "r" in found[0] else "\n", text))
    escaped = len(_MARK.findall(text))
    if escaped and (
        text.count('"') == text.count('\\"') or escaped > 1 or re.search(r"\w\\'\w", text) is not None
    ):
        text = _MARK.sub(r"\1", text)
    return _SLASH.sub("/", text)


def _escaped_character(found: re.Match[str]) -> str:
    character = join_halves("".join(chr(int(code, 16)) for code in found.groups() if code))
    return found[0] if unicodedata.category(character[0]) in ("Cc", "Cn") else character


def _escaped_bytes(found: re.Match[str]) -> str:
    return _decoded(bytes.fromhex(found[0].replace("\\", "").replace("x", "")))


def _read_page_escapes(text: str) -> str:
    r"""A page that was stored with escapes (`<p class=\"a\">`), all of them read."""
    if re.match(r"""\s*<[^<>]{0,1000}=\\["']""", text) is None:
        return text
    text = _UNICODE.sub(_escaped_character, text)
    return re.sub(
        r"\\([nrt\"'/])", lambda found: {"n": "\n", "r": "\r", "t": "\t"}.get(found[1], found[1]), text
    )


def _read_spreadsheet_escapes(text: str) -> str:
    return _SPREADSHEET.sub(lambda found: chr(int(found[1], 16)), text)


def _read_quoted_printable(text: str) -> str:
    """Quoted-printable, the encoding of mail, decoded if every equals sign of the text belongs to it."""
    signs = len(_PRINTABLE_SIGN.findall(text))
    utf8 = _PRINTABLE_UTF8.search(text) is not None
    whole = signs == text.count("=") and (utf8 or len(_SOFT_BREAK.findall(text)) >= _MIN_SOFT_BREAKS)
    if whole:
        return _decoded_or(text, quopri.decodestring(text.encode("utf-8", "replace")))
    if utf8:
        return _PRINTABLE_UTF8.sub(
            lambda found: _decoded_or(found[0], bytes.fromhex(found[0].replace("=", ""))), text
        )
    return text


def _decoded_or(text: str, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return text


def _read_base64(text: str) -> str:
    if _BASE64.match(text) is None:
        return text
    try:
        meant = base64.b64decode("".join(text.split()), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return text
    return meant if " " in meant and "".join(meant.split()).isprintable() else text


def _take_off_marks(text: str) -> str:
    return _ZALGO.sub("", text)


_Step = tuple[str, str, Callable[[str], str]]
"""What is mended, a sign without which there is no such damage, and how it is mended."""
_CARRIER_STEPS: tuple[_Step, ...] = ((BASE64, "\n", _read_base64), (PRINTABLE, "=", _read_quoted_printable))
_ENCODING_STEPS: tuple[_Step, ...] = (
    (HALVES, "", join_halves),
    (CONTROLS, _NEXT_LINE, _lines_of_next_line),
    (MARKS, "", _take_off_marks),  # which would keep their line from being read in its code page
    (MISREAD, "", _mend_encoding),
    (CONTROLS, "", _controls_as_windows),
)
_ESCAPE_STEPS: tuple[_Step, ...] = ((ESCAPES, "\\", read_escapes), (ESCAPES, "_x", _read_spreadsheet_escapes))
_WRITTEN_STEPS: Mapping[str, tuple[_Step, ...]] = {
    TEXT: (*_ESCAPE_STEPS, (REFERENCES, "&", read_references)),
    FRAGMENT: _ESCAPE_STEPS,
    PAGE: ((ESCAPES, "\\", _read_page_escapes),),
}
