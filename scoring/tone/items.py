"""What the trained reading is given: a mention in its sentence, and the text before that sentence."""

from typing import NamedTuple

MOST_BEFORE = 200
"""Characters before the sentence that a model may be given; the model's card says how many of them it reads."""


class Item(NamedTuple):
    """A mention at the characters [start, end) of its sentence, and the text that leads up to the sentence."""

    sentence: str
    start: int
    end: int
    before: str = ""


def item_at(text: str, sentence: tuple[int, int], start: int, end: int) -> Item:
    """The mention at [start, end) of `text`, whose sentence has the characters `sentence` of it.

    >>> text = "It rained. Oru left."
    >>> item_at(text, (11, 20), 11, 14)
    Item(sentence='Oru left.', start=0, end=3, before='It rained. ')
    """
    first, last = sentence
    return Item(text[first:last], start - first, end - first, text[max(0, first - MOST_BEFORE - 1) : first])


def nearest(before: str, most: int) -> str:
    """The last `most` characters of `before` at most, beginning with a whole word.

    >>> nearest("It rained all day. ", 9), nearest("It rained all day. ", 8)
    ('all day. ', 'day. ')
    >>> nearest("It rained. ", 11), nearest("It rained. ", 0), nearest("Incomprehensibly", 5)
    ('It rained. ', '', '')
    """
    if len(before) <= most:
        return before
    cut = before[len(before) - most - 1 :] if most else ""
    _, space, rest = cut.partition(" ")
    return rest if space else ""
