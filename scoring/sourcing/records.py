"""What an attribution is: somebody (source) says, thinks or wants (cue) something (content)."""

from dataclasses import dataclass
from typing import NamedTuple

from scoring.schema.kinds import ContentKind, Polarity, SourceType, Stance

Span = tuple[int, int]
NO_SPAN: Span = (-1, -1)


class Attribution(NamedTuple):
    """One attribution; every offset is a character into the article's text, half open.

    `source_start`, `source_end`: -1 where the text names nobody (`is expected to`). `content`: ascending
    spans,
    several where the cue stands inside the content or speech goes on after it. `kind`: direct (all in
    quotation
    marks), indirect (none), mixed. `speaker`: the actor_id of who speaks (listed,
    `person:Full Name` or `institution:Name`), '' if none is known; `speaker_name`: the name to read;
    `co_speakers`: the actor_ids of the further persons of the same source (`Lee and Roe said`).
    `group`: the cue's frame in data/en/attribution_cues.csv, or `according`, `colon`, `post`. `stance`: the
    cue's
    toward its content. `polarity`: `negated` for `did not say`, `hypothetical` for `would say`, `if he says`.
    `reported`: the parts of the content in which the source speaks or thinks; elsewhere the outlet tells of it.
    `official`: the source holds or speaks for a public office. `second_hand`: told through another medium.
    """

    source_start: int
    source_end: int
    cue_start: int
    cue_end: int
    content: tuple[Span, ...]
    kind: ContentKind
    source_type: SourceType
    speaker: str
    speaker_name: str
    co_speakers: tuple[str, ...]
    stance: Stance
    official: bool
    second_hand: bool
    group: str
    polarity: Polarity
    reported: tuple[Span, ...]


@dataclass(slots=True)
class Draft:
    """An attribution under construction: where its parts lie, before source and speaker are known."""

    source: Span
    cue: Span
    content: list[Span]
    group: str
    stance: Stance
    polarity: Polarity = Polarity.ASSERTED
    lemma: str = ""
    head: Span = NO_SPAN  # of a relative pronoun: the noun phrase that it belongs to
    own: bool = False  # spoken by the outlet's own people
