"""What the trained reading is asked about: a mention in its sentence, with what stands before and after that."""

from typing import NamedTuple

BEFORE, AFTER = 200, 110
"""Characters of the text beside the sentence that are read with it: what readers of the labels were shown, too."""


class Item(NamedTuple):
    """A sentence, the characters [start, end) of the mention in it, and the text before and after the sentence."""

    sentence: str
    start: int
    end: int
    before: str = ""
    after: str = ""


def item_in(text: str, sentence: tuple[int, int], mention: tuple[int, int]) -> Item:
    """The item for a mention at `mention` of `text`, within the sentence at `sentence`.

    >>> item_in("It burned. Ada left. Oru saw it.", (11, 20), (11, 14))
    Item(sentence='Ada left.', start=0, end=3, before='It burned.', after='Oru saw it.')
    """
    first, last = sentence
    before = text[max(0, first - BEFORE) : first]
    if len(before) == BEFORE and " " in before:
        before = before[before.index(" ") + 1 :]
    after = text[last : last + AFTER]
    if len(after) == AFTER and " " in after:
        after = after[: after.rindex(" ")]
    start, end = mention[0] - first, mention[1] - first
    return Item(text[first:last], start, end, " ".join(before.split()), " ".join(after.split()))


def check_item(item: Item) -> None:
    """Raise ValueError if the mention is empty or lies outside the sentence."""
    if not 0 <= item.start < item.end <= len(item.sentence):
        raise ValueError(
            f"The mention [{item.start}, {item.end}) is empty or outside its sentence "
            f"({len(item.sentence)} characters)."
        )
