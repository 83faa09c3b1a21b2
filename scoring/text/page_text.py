"""The text of one article with what all its readers ask for, each worked out once, when it is first asked for."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from scoring.text.normalise import plain, with_long_dashes
from scoring.text.words import Words, find_words, lowered_within, plain_words


class LineSpan(NamedTuple):
    """A line that holds more than spaces: its characters without the spaces around, its number among all lines."""

    start: int
    end: int
    number: int


@dataclass(frozen=True)
class PageText:
    """A text, its forms, its lines and its words. All offsets of all of them are characters into `text`.

    `given`: its words, where they have been found already. A page lives as long as its article is being read;
    what metrics look at is kept in the Document.

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
        """Where its words stand."""
        return find_words(self.text) if self.given is None else self.given

    @cached_property
    def plain(self) -> str:
        """The text with its typographic marks made plain."""
        return plain(self.text)

    @cached_property
    def named(self) -> str:
        """The plain text with its long dashes kept, in which names are looked for: they part names, hyphens join."""
        return with_long_dashes(self.plain, self.text)

    @cached_property
    def lowered(self) -> str:
        """The text in lower case; longer than the text where a letter grows (İ)."""
        return self.text.lower()

    @cached_property
    def small(self) -> str:
        """The plain text in lower case, letter for letter: of one that grows the first letter stands for it."""
        small = self.plain.lower()
        if len(small) != len(self.plain):
            return "".join(letter.lower()[0] for letter in self.plain)
        return small

    @cached_property
    def lowered_words(self) -> list[str]:
        """Each word in lower case, otherwise as written."""
        return lowered_within(self.lowered, self.text, self.words)

    @cached_property
    def plain_words(self) -> list[str]:
        """Each word in lower case with plain marks inside."""
        return plain_words(self.lowered_words, self.text, self.words)

    @cached_property
    def lines(self) -> list[LineSpan]:
        """The lines, cut at "\\n", that hold more than spaces."""
        spans: list[LineSpan] = []
        position = 0
        for number, raw in enumerate(self.text.split("\n")):
            if bare := raw.strip():
                start = position + raw.index(bare[0])
                spans.append(LineSpan(start, start + len(bare), number))
            position += len(raw) + 1
        return spans
