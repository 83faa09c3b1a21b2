"""Texts that nobody would print, made to be slow to read: each is a function of its length in characters.

What makes a program slow is one thing repeated endlessly where it expects a few: a mark that opens and is never
closed, a word of its own lists, a name, a line. Each generator repeats one such thing, or puts ordinary prose into an
extraordinary shape. Everything is invented and the same on every call.
"""

import random
from collections.abc import Callable, Iterator

from scoring.schema.lists import read_rows

Generator = Callable[[int], str]
"""From a number of characters to a text of about that length (exactly, but for pages)."""

_SEED = 20_240_229
_NAMES = ("Ann Lee", "Omar Haddad", "Ruth Okoye", "Mr. Tull", "Sen. Marta Quill", "Tom Baxter", "the mayor")
_PLACES = ("Port Ella", "Russia", "the United States", "Brussels", "Harbour Street", "China", "Ostrava")
_VERBS = ("said", "told reporters", "warned", "added", "argued", "insisted", "wrote")
_CLAUSES = (
    "the bridge would reopen in May",
    "nobody had asked the residents of {place}",
    "the plan was a disaster for 3,500 families",
    "prices rose 4.5 per cent last year",
    "officials in {place} never gave a reason",
    "it is clearly the best the council could do",
)
_FORMS = (
    "{name} {verb} on Monday that {clause}.",
    "“{Clause},” {name} {verb}. “{Clause}.”",
    "According to {name}, {clause}, but {clause}.",
    "{Clause}, {name} {verb}, and he left for {place}.",
    "She {verb} that ‘{clause}’ was no answer; {clause}.",
    "In {place}, {clause} because {clause}.",
    "The talks between {place} and {place} collapsed, and the crowd went home.",
)


def _sentences(chance: random.Random) -> Iterator[str]:
    """Invented sentences of a news report, without end."""
    while True:
        form = chance.choice(_FORMS)
        while "{" in form:
            clause = chance.choice(_CLAUSES)
            form = (
                form.replace("{name}", chance.choice(_NAMES), 1)
                .replace("{verb}", chance.choice(_VERBS), 1)
                .replace("{place}", chance.choice(_PLACES), 1)
                .replace("{clause}", clause, 1)
                .replace("{Clause}", clause[0].upper() + clause[1:], 1)
            )
        yield form


def prose(characters: int, between: str = " ", every: int = 3, stop: str = ".") -> str:
    """News-like prose: `between` after every `every` sentences, else a space; `stop` ends each sentence."""
    pieces: list[str] = []
    length = 0
    for number, sentence in enumerate(_sentences(random.Random(_SEED)), 1):  # noqa: S311 - no secret
        piece = sentence.replace(".", stop) + (" " if number % every else between)
        pieces.append(piece)
        length += len(piece)
        if length >= characters:
            break
    return "".join(pieces)[:characters]


def again(unit: str) -> Generator:
    """The unit over and over."""
    return lambda characters: (unit * (characters // len(unit) + 1))[:characters]


def in_prose(unit: str) -> Generator:
    """Paragraphs of prose that each begin and end with the unit."""
    paragraph = f"{unit} {prose(300)} {unit}\n"
    return again(paragraph)


def counted(form: str) -> Generator:
    """The form over and over, each time with a different {word} and number {n}."""

    def make(characters: int) -> str:
        pieces: list[str] = []
        length = number = 0
        while length < characters:
            piece = form.format(word=_word(number), other=_word(number * 7 + 3), n=number)
            pieces.append(piece)
            length += len(piece)
            number += 1
        return "".join(pieces)[:characters]

    return make


_SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "xu", "za")


def _word(number: int) -> str:
    """A made-up capitalised word, different for every number."""
    parts = []
    while True:
        number, rest = divmod(number, len(_SYLLABLES))
        parts.append(_SYLLABLES[rest])
        if not number:
            return "".join(parts).capitalize() + "n"


def _after(opening: str, rest: Generator) -> Generator:
    return lambda characters: (opening + rest(characters))[:characters]


def _palindrome(opening: str, closing: str) -> Generator:
    """Marks that open throughout the first half and close throughout the second."""

    def make(characters: int) -> str:
        half = characters // (len(opening) + len(closing))
        return opening * half + closing * half

    return make


_UNITS: dict[str, str] = {
    # Words that attribute.
    "said": "said ", "he said": "he said, ", "he said.": "He said. ", "according to": "according to ",
    "told": "told ", "said that": "said that ", "X said X": "Lee said Lee ", "and said": "and said ",
    ", and said": ", and said ", "who said": "who said, ", "said by": "was told by ", "to say": "to say ",
    "claim that": "his claim that ", "claims of": "Lee's claim of ", "reportedly": "reportedly ",
    "is confident that": "is confident that ", "in a poll": "In a poll, ", "asking": "asking, ",
    "asked whether": "Asked whether ", "which he denies": "which he denies ", "if he said": "if he said ",
    "would not say": "would not say ", "refused to": "refused to say ", "not named": "who asked not to be named ",
    "spoke anonymously": "speaking anonymously ", "because anonymity": "speaking on condition of anonymity because ",
    "that": "that ", "saying": "saying ", "citing": "citing the cost, ", "not quickly": "not quickly ",
    "told Reuters": "told Reuters ", "poll names": "poll ", "colon": "Lee: ", "handles": "- Lee (@lee) ",
    "nested quoting": "he said that she said that ", "seems to": "seems to be ", "expected to": "is expected to ",
    "backwards": ", who ", "of the": "of the ", "in May": "in May ", "brackets of words": "(of the ", "-ly": "quickly ",
    "-ed": "painted ", "-ing": "running ", "opposes": "opposes ", "continued": "continued, ",
    # Quotation marks, apostrophes, brackets, dashes.
    "'a": "'a ", '"a': '"a ', "`a": "`a ", "“a": "“a ", "”a": "”a ", "«a": "«a ", "‘a": "‘a ", "’a": "’a ",
    "a’": "a’ ", "a'": "a' ", "players' union": "'players' union ", '"': '"', "'": "'", "“": "“", "‘": "‘",
    "“”": "“”", "' '": "' ", "''": "'' ", "``a''": "``a'' ", "“‘a’”": "“‘a’” ", '"a" ': '"a" ', "“Go,” he said": "“Go,” he said. ",
    "'Go,' he said": "'Go,' he said. ", "“We go": "“We go. ", "'tis": "'tis ", "'90s": "’90s ", "(": "(", "( a": "( a ",
    "[a": "[a ", ")": ")", "(a)": "(a) ", "-": "-", "- a": "- a ", "—": "—", " — a": " — a", "a-": "a-", ";": "; ", ":": ": ", "a;": "a; ",
    "…": "… ", "...": "... ", ",": ", ", ".": ".", ". .": ". ", "?": "? ", "!": "! ", "!!!": "!", "?!": "Is it?! ", "/": "a/", "|": "a | ",
    "•": "• a ", "*": "*", "_": "_", "@": "@a ", "#": "#tag ", "&": "&amp; ", "$": "$5 ", "%": "5% ",
    # One unbroken word, letters, abbreviations.
    "A": "A", "a": "a", "ACGT": "ACGT", "Aa": "Aa", "a.": "a.", "A.": "A.", "A. ": "A. ", "A. B. ": "A. B. C. ", "Mr. ": "Mr. ",
    "Mr. A": "Mr. A ", "U.S. ": "U.S. ", "U.S.": "U.S.", "a'a": "a'", "a-a": "Ab-", "a_a": "a_", "0": "0", "0,": "0,", "0.": "0.1 ", "a0": "a0",
    "Jr.": "Lee Jr. ", "p.m.": "5 p.m. ", "de la": "Ann de la ", "Ann de": "Ann de ", "de": "de ", "al-": "Al-", "é": "é", "Éé": "Éé ", "İ": "İ ", "ß": "ß",
    # Names.
    "one name": "Ann Lee ", "one name,": "Ann Lee, ", "one surname": "Lee ", "Ann": "Ann ", "names and": "Ann Lee and ", "names of": "Lee of ",
    "names the": "the Lee ", "Russia": "Russia ", "the United States": "the United States ", "US-China": "US-China-", "Russian": "Russian ",
    "Russia's": "Russia's ", "Trump": "Trump ", "President": "President ", "spokesman": "spokesman Ann Lee ", "Lee's": "Ann Lee's ",
    "he she they": "he she they ", "he": "he ", "Ann he": "Ann Lee left. He left. ", "Sen.": "Sen. ", "the French": "the French ",
    "White House": "the White House ", "talks between": "talks between ", "with against": "with against ", "Senate": "Senate ",
    # Figures, addresses, signs.
    "numbers": "1 ", "figures": "1,000,000 ", "dates": "3 May 2020, ", "May": "May ", "Monday": "Monday ", "per cent": "5 per cent ", "2020": "2020 ",
    "address": "https://example.com/a?b=c ", "long address": "https://example.com/", "mail": "a@example.com ", "hashtags": "#HashTag ",
    "emoji": "😀", "emoji parted": "😀 ", "flags": "🇫🇷", "smileys": ":) ", "t.co": "https://t.co/a ", "pic.twitter": "pic.twitter.com/a ",
    # Words with valence, and the words that modify them.
    "not": "not ", "not good": "not good ", "good": "good ", "but": "but ", "good but": "good but ", "good but bad": "good but bad but ", "very": "very ", "VERY": "VERY GOOD ",
    "kind of": "kind of ", "NO": "NO ", "never so": "never so ", "without doubt": "without doubt ", "least": "least ", "can't": "can't ",
    # Words of the metrics.
    "never": "never ", "we must": "we must ", "utterly": "utterly ", "perhaps": "perhaps ", "you": "you ", "was": "was ", "it's": "it's ",
    "SHOUTED": "SHOUT ", "shouts": "EVER ", "every": "every ", "I": "I ", "We!": "We! ", "correction": "Correction: ", "earlier version": "an earlier version of this ",
    # Furniture and credits.
    "share": "Share this article\n", "related": "Related stories\n", "read more": "Read more: ", "subscribe": "Sign up for our newsletter ", "comments": "Comments (3)\n",
    "posted by": "posted by Ann at 5:30 pm\n", "(Reuters)": "(Reuters) - ", "By Ann": "By Ann Lee\n", "By": "By ", "AP Photo": "AP Photo/Lee ",
    "(AP)": "(AP)\n", "PORT ELLA (AP) -": "PORT ELLA (AP) - It rained.\n", "Reporting by": "Reporting by Ann Lee; Editing by ", "(photo": "(photo ", "Photo:": "Photo: ",
    "©": "© 2024 Lee ", "Source:": "Source: Lee\n", "via": "via ", "/AFP": "/AFP/", "PLACE": "PORT ELLA ", "PORT,": "PORT, ELLA, ", "Port Ella": "Port Ella, ",
    # Lines.
    "blank lines": "\n", "lines of a letter": "a\n", "short lines": "It rained.\n", "one line again": "The harbour reopened on Monday after a week of storms, the mayor said.\n",
    "capital lines": "Aaa Bbb\n", "question lines": "Why so?\n", "quoted lines": "“We go.”\n", "open quotes": "“We go and we go on and on for days.\n", "dash lines": "- Ann Lee\n",
    "lower lines": "home news sport\n", "tab": "a\t", "date lines": "3 May 2020\n", "Q and A": "Q: Why?\nA: Because the storm took the harbour away.\n",
    # Spaces and scripts.
    "spaces": " ", "wide spaces": "\u00a0", "ideographic spaces": "\u3000", "A nbsp": "A\u00a0.", "a spaces": "a" + " " * 500, "A spaces": "A" + " " * 420 + "b", "hair": "a\u200a", "Zalgo": "a" + "\u0301" * 30 + " ", "combining": "\u0301",
    "Chinese": "市长周一表示，港口将重新开放。", "no stop": "港", "Thai": "ท่าเรือเปิดอีกครั้งในวันจันทร์ ", "Arabic": "قال رئيس البلدية إن الميناء سيفتح ", "Hindi": "मेयर ने सोमवार को कहा ", "Korean": "시장은 월요일에 말했다 ",
    "Russian prose": "Мэр сказал, что порт откроется в понедельник. ", "joiners": "a\u200d", "math": "𝐀𝐁 ", "surrogate pair": "𐐀",
}  # fmt: skip


def _white_ends(characters: int) -> str:
    """Lines that begin and end with visible white space."""
    line = "A" + " " * 450 + "the mayor said so" + " " * 450 + "b\n"
    return again(line)(characters)


def _long_sentence(characters: int) -> str:
    return prose(characters, stop=",")


def _quotation_a_word(characters: int) -> str:
    return " ".join(f"“{word}”" for word in prose(characters).split())[:characters]


HOSTILE: dict[str, Generator] = {
    **{name: again(unit) for name, unit in _UNITS.items()},
    "prose in lines": lambda n: prose(n, "\n"),
    "prose in one line": prose,
    "prose without a stop": _long_sentence,
    "prose in small lines": lambda n: prose(n, "\n", 1),
    "prose in capitals": lambda n: prose(n, "\n").upper(),
    "prose in title case": lambda n: prose(n, "\n").title(),
    "every word quoted": _quotation_a_word,
    "one open quotation": _after("“", prose),
    "one open single": _after("‘", lambda n: prose(n).replace("’", "").replace("'", "")),
    "names in lines": counted("{word} {other}\n"),
    "names in one line": counted("{word} {other} "),
    "names in sentences": counted("{word} {other} left. "),
    "titled names": counted("Mr. {word} {other} left.\n"),
    "given names": counted("Ann {word} met Tom {other}.\n"),
    "given names, one line": counted("Ann {word}, "),
    "sharing surnames": counted("Ann {word} and Tom {word} left.\n"),
    "surnames alone": counted("Ann {word} left. {word} came.\n"),
    "speakers": counted("“We go,” said Ann {word}. {word} left.\n"),
    "speakers, one line": counted("“We go,” said Ann {word}. She said {word} left. "),
    "shouted words": counted("{word} NATO HELLO{n} "),
    "short acronyms": lambda n: counted("{word} ")(n).upper(),
    "distinct words": counted("word{n} "),
    "distinct figures": counted("{n} "),
    "distinct lines": counted("Line {n} of the list\n"),
    "distinct credits": counted("({word} {other}/AFP)\n"),
    "distinct handles": counted("It rained. - Ann {word} (@{word}) May 3, 2020\n"),
    "distinct colons": counted("{word}: We will go to the harbour.\n"),
    "colons in prose": counted("{word} Lee: we go and we go on. "),
    "nested double": _palindrome("“a ", "b” "),
    "nested brackets": _palindrome("(a ", "b) "),
    "nested single": _palindrome("‘a ", "b’ "),
    "white ends": _white_ends,
    "said in prose": in_prose("he said, "),
    "quotes in prose": in_prose("'a 'b "),
    "capitals in prose": in_prose("A" * 200),
}
"""By name: repetitions of what the program itself looks for, and prose in extraordinary shapes."""


def cue_texts() -> dict[str, Generator]:
    """Each word listed in data/en/attribution_cues.csv, over and over: by itself, and after `he` and before a comma."""
    found: dict[str, Generator] = {}
    for row in read_rows("attribution_cues.csv", "forms", "follows"):
        particle = f"{row['follows'].split()[0]} " if row["follows"] else ""
        for form in row["forms"].split():
            found[f"cue: {form} {particle}"] = again(f"{form} {particle}")
            found[f"cue: he {form} {particle}"] = again(f"he {form} {particle}the plan, ")
    return found


def _page(body: Generator) -> Generator:
    def make(characters: int) -> str:
        return f"<html><head><title>A page</title></head><body>{body(characters)}</body></html>"

    return make


HOSTILE_PAGES: dict[str, Generator] = {
    "table": _page(lambda n: f"<table>{again('<tr><td>a</td><td>1</td></tr>')(n)}</table>"),
    "table of prose": _page(lambda n: f"<table>{again('<tr><td>It rained on Monday, the mayor said.</td></tr>')(n)}</table>"),
    "links": _page(again('<a href="/a">Read more</a> ')),
    "links in paragraphs": _page(counted('<p><a href="/{n}">{word} left the harbour</a></p>')),
    "list": _page(lambda n: f"<ul>{again('<li>It rained on Monday.</li>')(n)}</ul>"),
    "paragraphs": _page(lambda n: "".join(f"<p>{line}</p>" for line in prose(n, chr(10)).splitlines())),
    "line breaks": _page(again("It rained.<br>")),
    "bare breaks": _page(again("<br>")),
    "deep divs": _page(lambda n: "<div>" * (n // 11) + "It rained on Monday, the mayor said." + "</div>" * (n // 11)),
    "deep spans": _page(lambda n: "<p>" + "<span>a" * (n // 8) + "</p>"),
    "open tags": _page(again("<b><i>")),
    "angles": _page(again("< ")),
    "entities": _page(again("&amp;&nbsp;")),
    "comments": _page(again("<!-- a -->")),
    "scripts": _page(again("<script>var a = 1;</script>")),
    "one text": _page(prose),
}  # fmt: skip
"""The same for pages: HTML of about that many characters."""
