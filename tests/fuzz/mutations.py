"""What chance does to a text or to the bytes of a file."""

from collections.abc import Callable
from random import Random

SNIPPETS: tuple[str, ...] = (
    "A\xa0.",
    "A\u3000.",
    " \u2009. ",
    "\x00",
    "\x93we go\x94",
    "\x1b[31m",
    "\ufeff",
    "\ufffd",
    "\u202eolleh\u202c",
    "\u200b",
    "\u200d",
    "\ud83d",
    "\udc80",
    "😀",
    "e\u0301\u0301\u0301",
    "İ",
    "ﬁ",
    "\u2028",
    "\x85",
    "\x0b",
    "\r",
    "\r\n",
    "\n\n\n\n",
    "\\n\\n",
    '"',
    "“",
    "‘",
    "'",
    "''",
    "«",
    '""',
    "<",
    "<p>",
    "</div>",
    "<p>one</p><p>two",
    "<!--",
    "<script>",
    "<![CDATA[",
    "&amp;",
    "&#0;",
    "&#xD800;",
    "&#99999999999;",
    "[",
    "{",
    "[/b]",
    "[bold]",
    ":smile:",
    "=1+1",
    "@SUM(A1)",
    "-2+3",
    " " * 420,
    "\u3000" * 420,
    "\t" * 50,
    "9" * 5000,
    "1e999",
    "NaN",
    "-0",
    "A" * 700,
    "said " * 60,
    "he said, " * 40,
    "'a " * 60,
    "according to " * 30,
    "!?" * 200,
    ". " * 200,
    "U.S." * 50,
    "Mr. " * 50,
    "[" * 300,
    "(" * 300,
    "<div>" * 200,
    "03/04/2021",
    "99999-99-99",
    "1970-01-01",
    "2099-12-31T25:61:61+99:00",
    "0000-00-00",
    "-62135596801",
    "http://[::1",
    "https://exa mple.com:99999/a?b#c",
    "//",
    "C:\\a\\b",
    "../../etc/passwd",
    "By By By",
    "(Reuters)",
    "Copyright",
    "© ©",
    "1 of 3 DOCUMENTS",
    "Document 1 of 3",
    "TITLE: TITLE: a\nSOURCE:\n",
    "中文" * 40,
    "مرحبا بالعالم",
    "עברית",
    "Ελληνικά",
    "â€œWe go,â€",
    "cafÃ©",
    "\x1f",
    "\x7f",
    ",,,,",
    ";;;;",
    "\t\t",
    "|",
    "\\",
    "\\ud83d",
    "\\u0000",
    "null",
    "sep=;",
)
_MOST_CHANGES = 4
_LONG = 2000  # characters or bytes: the longest stretch that is copied, so that files stay small
MOST = 30_000  # characters or bytes of one file: quadratic time has tests of its own


def mutated_text(text: str, chance: Random) -> str:
    """The text after one to four changes."""
    for _ in range(chance.randint(1, _MOST_CHANGES)):
        text = chance.choice(_TEXT_CHANGES)(text, chance)
    return text[:MOST]


def mutated_bytes(data: bytes, chance: Random, other: bytes) -> bytes:
    """The bytes after one to four changes; some splice in a piece of `other`."""
    for _ in range(chance.randint(1, _MOST_CHANGES)):
        change = chance.choice((*_BYTE_CHANGES, _spliced(other)))
        data = change(data, chance)
    return data[:MOST]


def _stretch(length: int, chance: Random) -> tuple[int, int]:
    """A stretch anywhere in something of that length: mostly short, sometimes long."""
    start = chance.randrange(length + 1)
    return start, min(length, start + chance.choice((1, 1, 2, 5, 20, 200, _LONG)))


def _insert(text: str, chance: Random) -> str:
    at = chance.choice((0, len(text), chance.randrange(len(text) + 1)))
    return text[:at] + chance.choice(SNIPPETS) + text[at:]


def _insert_often(text: str, chance: Random) -> str:
    snippet = chance.choice(SNIPPETS)[:20]
    parts = text.split(" ")
    step = chance.randint(2, 9)
    return " ".join(part + (snippet if n % step == 0 else "") for n, part in enumerate(parts))


def _replace_all(text: str, chance: Random) -> str:
    return text.replace(chance.choice(" \n.,\"'“eaT"), chance.choice(SNIPPETS)[:20])


def _delete(text: str, chance: Random) -> str:
    start, end = _stretch(len(text), chance)
    return text[:start] + text[end:]


def _repeat(text: str, chance: Random) -> str:
    start, end = _stretch(len(text), chance)
    return text[:end] + text[start:end] * chance.randint(1, 5) + text[end:]


def _cut(text: str, chance: Random) -> str:
    return text[: chance.randrange(len(text) + 1)]


def _any_character(text: str, chance: Random) -> str:
    at = chance.randrange(len(text) + 1)
    top = chance.choice((0x20, 0x100, 0x3000, 0x110000))
    return text[:at] + "".join(chr(chance.randrange(top)) for _ in range(chance.randint(1, 9))) + text[at:]


def _recase(text: str, chance: Random) -> str:
    start, end = _stretch(len(text), chance)
    return text[:start] + chance.choice((str.upper, str.lower, str.swapcase))(text[start:end]) + text[end:]


def _reorder(text: str, chance: Random) -> str:
    lines = text.splitlines(keepends=True)
    chance.shuffle(lines)
    return "".join(lines)


def _emptied(_text: str, chance: Random) -> str:
    return chance.choice(("", " ", "\n", "x", chance.choice(SNIPPETS)))


_TEXT_CHANGES: tuple[Callable[[str, Random], str], ...] = (
    _insert,
    _insert,
    _insert,
    _insert_often,
    _replace_all,
    _delete,
    _repeat,
    _cut,
    _any_character,
    _recase,
    _reorder,
    _emptied,
)


def _flip(data: bytes, chance: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _overwrite(data: bytes, chance: Random) -> bytes:
    start, end = _stretch(len(data), chance)
    filling = chance.choice((b"\x00", b"\xff", b" ", b"\n", b'"', chance.randbytes(1)))
    return data[:start] + filling * (end - start) + data[end:]


def _insert_bytes(data: bytes, chance: Random) -> bytes:
    at = chance.choice((0, len(data), chance.randrange(len(data) + 1)))
    snippet = chance.choice(SNIPPETS).encode("utf-8", errors="surrogatepass")
    piece = chance.choice(
        (snippet, snippet, chance.randbytes(chance.randint(1, 40)), b"\xff\xfe", b"PK\x03\x04")
    )
    return data[:at] + piece + data[at:]


def _delete_bytes(data: bytes, chance: Random) -> bytes:
    start, end = _stretch(len(data), chance)
    return data[:start] + data[end:]


def _repeat_bytes(data: bytes, chance: Random) -> bytes:
    start, end = _stretch(len(data), chance)
    return data[:end] + data[start:end] * chance.randint(1, 5) + data[end:]


def _cut_bytes(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return chance.choice((data[:at], data[:at], data[at:]))


def _recoded(data: bytes, chance: Random) -> bytes:
    """The same text in another encoding, once or twice wrongly."""
    encoding = chance.choice(
        ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1252", "latin-1", "cp037")
    )
    reading = chance.choice(("utf-8", "latin-1", "cp1252"))
    return data.decode(reading, errors="replace").encode(encoding, errors="replace")


def _spliced(other: bytes) -> Callable[[bytes, Random], bytes]:
    def splice(data: bytes, chance: Random) -> bytes:
        start, end = _stretch(len(other), chance)
        at, to = _stretch(len(data), chance)
        return data[:at] + other[start:end] + data[to:]

    return splice


_BYTE_CHANGES: tuple[Callable[[bytes, Random], bytes], ...] = (
    _flip,
    _flip,
    _overwrite,
    _insert_bytes,
    _insert_bytes,
    _delete_bytes,
    _repeat_bytes,
    _cut_bytes,
    _recoded,
)
