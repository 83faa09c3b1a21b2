"""The kinds of labels: what is asked of an item, and what may be answered. The questions stand in docs/labels.md."""

from collections.abc import Mapping
from dataclasses import dataclass

YES, NO = "y", "n"
YES_NO = (YES, NO)
FREE = ()
"""Answers that are words of the text, numbers or names."""
GENRES = ("report", "analysis", "opinion", "other")
SOURCE_KINDS = ("person", "role", "institution", "document", "post", "medium", "public")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of labels.

    `questions`: each column to fill in with the answers that it takes (FREE: any). `batch`: items in a file for
    readers. `needed`: the questions that must be answered for every item; `compared`: those on which readers are
    compared, and a third settles where they differ. `spans`: names of parts of the text, which readers give as exact
    words and labels keep as characters. `read_once`: whether an item that only one reader has read is scored.
    """

    name: str
    batch: int
    questions: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]
    compared: tuple[str, ...]
    spans: tuple[str, ...] = ()
    read_once: bool = False

    @property
    def kept(self) -> tuple[str, ...]:
        """The label columns that are kept: spans as characters, the rest as answered."""
        words = {"content_first", "content_last", "line", "sentence", *self.spans}
        places = [f"{span}_{edge}" for span in self.spans for edge in ("start", "end")]
        return (*(question for question in self.questions if question not in words), *places)


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "mentions",
            100,
            {"tone": ("+", "-", "0", "x"), "certainty": ("1", "2"), "voice": ("q", "p", "o", "x")},
            needed=("tone", "certainty", "voice"),
            compared=("tone", "voice"),
        ),
        Kind(
            "attributions",
            100,
            {
                "sourced": YES_NO,
                "attitude": YES_NO,
                "source": FREE,
                "source_kind": SOURCE_KINDS,
                "named": YES_NO,
                "official": YES_NO,
                "content_first": FREE,
                "content_last": FREE,
            },
            needed=("sourced", "attitude"),
            compared=("sourced", "attitude", "source_kind", "named", "official"),
            spans=("source", "content"),
        ),
        Kind(
            "articles",
            15,
            {
                "sentence": FREE,
                "cue": FREE,
                "source": FREE,
                "source_kind": SOURCE_KINDS,
                "named": YES_NO,
                "sourced": YES_NO,
            },
            needed=(),
            compared=("source_kind", "named"),
            spans=("cue", "source"),
        ),
        Kind(
            "credits",
            40,
            {
                "whose": ("own", "agency", "other", "contributed", "unknown", "nobody"),
                "who": FREE,
                "credit": FREE,
                "line": FREE,
                "place": ("byline", "dateline", "foot", "notice", "none"),
                "pictures_only": FREE,
                "updated": YES_NO,
            },
            needed=("whose", "place", "updated"),
            compared=("whose", "place", "updated"),
            spans=("credit",),
            read_once=True,  # readers of whole pages hardly differ (docs/labels.md)
        ),
        Kind(
            "editorial",
            100,
            {"own": YES_NO, "judging": YES_NO},
            needed=("own", "judging"),
            compared=("own", "judging"),
        ),
        Kind(
            "furniture",
            100,
            {"place": ("body", "head", "picture", "furniture", "unclear")},
            needed=("place",),
            compared=("place",),
        ),
        Kind(
            "figures",
            100,
            {"fact": YES_NO, "sourced": YES_NO},
            needed=("fact", "sourced"),
            compared=("fact", "sourced"),
        ),
        Kind(
            "genre",
            50,
            {"genre": GENRES, "certainty": ("1", "2")},
            needed=("genre", "certainty"),
            compared=("genre",),
            read_once=True,
        ),
    )
}


def kind_called(name: str) -> Kind:
    """The kind of that name. Raises ValueError, in one sentence, where there is none."""
    if name not in KINDS:
        raise ValueError(f"There is no kind of labels called {name!r}; there are {', '.join(KINDS)}.")
    return KINDS[name]
