"""The text of one article with its words, lines and forms, each worked out once, when first needed."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from scoring.text.normalise import plain, with_long_dashes
from scoring.text.word_forms import WordForms, forms_within
from scoring.text.words import Words, find_words


class LineSpan(NamedTuple):
    """A line that is not blank: its span without surrounding spaces, and its number among all lines."""

    start: int
    end: int
    number: int


@dataclass(frozen=True)
class PageText:
    """A text with its words, lines and other forms. All offsets are characters into `text`.

    `given`: the words, if they have been found already. A PageText lives only while its article is being read;
    what metrics need is kept in the Document.

    >>> page = PageText("The U.S. didn’t —\\n\\n say.")
    >>> page.plain, page.plain_words
    ("The U.S. didn't -\\n\\n say.", ['the', 'u.s.', "didn't", 'say'])
    >>> [tuple(line) for line in page.lines]
    [(0, 17, 0), (20, 24, 2)]
    """

    text: str
    given: Words | None = None

    @cached_property
    def words(self) -> Words:
        """The words of the text."""
        return find_words(self.text) if self.given is None else self.given

    @cached_property
    def plain(self) -> str:
        """The text with typographic marks in their ASCII forms; same offsets."""
        return plain(self.text)

    @cached_property
    def named(self) -> str:
        """The plain text with long dashes kept, used to find names: dashes separate names, hyphens join them."""
        return with_long_dashes(self.plain, self.text)

    @cached_property
    def lowered(self) -> str:
        """The text in lower case; longer than the text if a letter becomes two (İ)."""
        return self.text.lower()

    @cached_property
    def small(self) -> str:
        """The plain text in lower case, same offsets: of a letter that becomes two, only the first is kept."""
        small = self.plain.lower()
        if len(small) != len(self.plain):
            return "".join(letter.lower()[0] for letter in self.plain)
        return small

    @cached_property
    def forms(self) -> WordForms:
        """The forms of the words."""
        return forms_within(self.text, self.words)

    @cached_property
    def plain_words(self) -> list[str]:
        """Each word in lower case, with apostrophes and hyphens in their ASCII forms."""
        return self.forms.spelled("plain")

    @cached_property
    def lines(self) -> list[LineSpan]:
        """The lines, split at "\\n", that are not blank."""
        spans: list[LineSpan] = []
        position = 0
        for number, raw in enumerate(self.text.split("\n")):
            if bare := raw.strip():
                start = position + raw.index(bare[0])
                spans.append(LineSpan(start, start + len(bare), number))
            position += len(raw) + 1
        return spans
