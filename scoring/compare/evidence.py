"""How a shared passage is shown to a reader."""

from scoring.compare.records import Counted, Passage
from scoring.schema.kinds import Direction

_TOLD: dict[str, str] = {
    Direction.FROM: "taken from",
    Direction.TO: "taken by",
    Direction.UNDIRECTED: "shared with",
    Direction.ALSO_PRINTED: "also printed by",
}


def counted_label(counted: Counted) -> str:
    """The label of what counts as another's text: its passage's, or that a credit gives all of it to somebody else."""
    return passage_label(counted.passage) if counted.passage else "credited as a whole"


def passage_label(passage: Passage) -> str:
    """The label of a passage: who shares it, which way it went, and whether the page says so."""
    other = passage.other_outlet or f"article {passage.other_id}"
    credit = (
        ""
        if passage.direction != Direction.FROM
        else (", credited" if passage.credited else ", not credited")
    )
    return f"{_TOLD[passage.direction]} {other}{credit}"
