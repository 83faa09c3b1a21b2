"""Speech without a verb.

Such as `Kirby: We will`, an embedded post signed `— Name (@handle)`, and speech that goes on.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence, Set
from itertools import pairwise

from scoring.actors.nouns import kinds_of_words
from scoring.schema.kinds import QuotationKind, Stance
from scoring.sourcing.contents import Scene
from scoring.sourcing.cues import PAST_FORM, THIRD_FORM, load_cues
from scoring.sourcing.phrases import Range, is_finite_past, subject_left
from scoring.sourcing.records import NO_SPAN, Draft, Span
from scoring.sourcing.rule_words import rule_words
from scoring.sourcing.tokens import AUXILIARY, FINITE, Tokens
from scoring.sourcing.verb_groups import span_of
from scoring.text.set_off import Paragraph

# A name before a colon: `Kirby: ...`, `John Kirby: ...`, `COOPER: ...`, `Report: ...`, `Q: ...`
_COLON = re.compile(
    r"(?P<name>(?:(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Sec)\.?\s)?(?:[A-Z][\w.'’-]*|[A-Z])(?:\s(?:[A-Z][\w.'’-]*|of|de|al|bin|van|von|the|and|&))"
    r"{0,4})(?P<colon>:)\s+(?=[\"“‘'\[(]?[A-Z0-9$‘“])"
)
# A speaker with what he is, in a transcript: `AUDIE MARSH, HOST:`
_WITH_PART = re.compile(
    r"(?P<name>[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,4}),\s(?P<part>[A-Z]{2,}(?:[ -][A-Z]{2,})?)(?P<colon>:)\s*"
)
# A speaker in a transcript whose turns stand in one paragraph: `You know? BERG: I do. – HOST: Since when?`
_TURN = re.compile(r"(?<=[.?!…–—-]\s)(?=[A-Z][A-Z.'’-]+(?:\s[A-Z][A-Z.'’-]+){0,3}:\s)")
# So many turns, by at most half as many speakers, are a transcript.
FEWEST_TURNS = 4
# `— Antony Blinken (@SecBlinken) August 30, 2021`, with any dash or none.
_POST = re.compile(
    r"(?P<dash>[—–-]{1,2}|&mdash;)\s*(?P<name>[^\n(@—–]{2,60}?(?:\([^\n()@]{1,20}\))?)\s*\((?P<handle>@\w{1,30})\)(?P<date>[^\n]{0,40})"
)
# A post that begins with its author: `Ana Berg (@berg) We will go.`
_HEADED_POST = re.compile(
    r"(?P<name>[A-Z][^\n(@—–:]{1,60}?)\s*\((?P<handle>@\w{1,30})\)[:,]?\s+(?P<words>[A-Z“\"#@][^\n]{8,})"
)
# A quotation signed below: `- Bernie Sanders.`
_SIGNED = re.compile(
    r"^(?P<dash>[—–-]{1,2})\s*(?P<name>[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){1,3})(?:,[^\n]{0,60})?\.?$"
)
# A quotation that fills its paragraph, signed at its end: `“...” — Ann Teal, Tarn Post`.
_SIGNED_BESIDE = re.compile(
    r"(?<=[\"”’])\s*(?P<dash>[—–]|--?)\s*(?P<name>[A-Z][\w.'’-]*(?:\s(?:and|[A-Z][\w.'’-]*)){1,7})(?:,[^\n“\"]{0,60})?$"
)
_MARKS = ("“", '"')
_DASHES = ("—", "–", "-")
# Fewer words behind a colon are an entry in a list.
MIN_COLON_WORDS = 3
# A speaker's name before a colon must open a paragraph, or be in a headline.
_PARTY = re.compile(r"\s*\([^)]{0,12}\)\s*$")


def read_colons(text: str, paragraphs: Sequence[Paragraph], scene: Scene) -> list[Draft]:
    """`Name: what was said`, at the start of a paragraph (headlines, transcripts).

    In a transcript of a broadcast the outlet's own people speak too (`MARSH, HOST:`), and a turn goes on to the next.
    """
    drafts: list[Draft] = []
    own = _own_speakers(text, paragraphs)
    pieces = _cut_at_turns(text, paragraphs)
    for start, end in pieces:
        has_colon = text.find(":", start, end) > 0
        match = (_COLON.match(text, start, end) or _WITH_PART.match(text, start, end)) if has_colon else None
        if match is None or _is_label(match["name"]) or _is_no_speech(match["name"], text[match.end() : end]):
            continue
        last = end
        if text[last - 1] == ".":
            last -= 1
        content = [(match.end(), last)]
        draft = Draft(match.span("name"), match.span("colon"), content, "colon", Stance.NEUTRAL)
        draft.own = _last_name(match["name"]) in own
        drafts.append(draft)
    if len(drafts) < FEWEST_TURNS:
        bodies = {start for start, _, kind in paragraphs[1:] if kind == "body"}  # the first may be a headline
        drafts = [draft for draft in drafts if not _is_link(text, draft, bodies)]
    _go_on(text, drafts, pieces)
    return drafts


def _is_link(text: str, draft: Draft, bodies: Set[int]) -> bool:
    """Whether a line of the body that begins with a name and a colon ends as no sentence does: a link to read on."""
    _, end = draft.content[-1]
    return draft.source[0] in bodies and text[end : end + 1] != "." and text[end - 1].isalnum()


def _cut_at_turns(text: str, paragraphs: Sequence[Paragraph]) -> list[Span]:
    """The paragraphs, cut where another speaker's turn begins within one, if there are enough of these in the text."""
    turns = [match.start() for match in _TURN.finditer(text)] if text.count(":") >= FEWEST_TURNS else []
    if len(turns) < FEWEST_TURNS:
        return [(start, end) for start, end, _ in paragraphs]
    pieces: list[Span] = []
    for start, end, _ in paragraphs:
        edges = [start, *turns[bisect_right(turns, start) : bisect_left(turns, end)], end]
        pieces += [(first, first + len(text[first:last].rstrip())) for first, last in pairwise(edges)]
    return pieces


def _go_on(text: str, drafts: Sequence[Draft], pieces: Sequence[Span]) -> None:
    """In a transcript, give each turn the paragraphs up to the next, in place; where the last ends nobody knows."""
    speakers = {text[slice(*draft.source)] for draft in drafts}
    if len(drafts) < FEWEST_TURNS or 2 * len(speakers) > len(drafts):
        return
    for draft, later in pairwise(drafts):
        draft.content += [
            (start, end)
            for start, end in pieces
            if draft.content[0][1] < start < later.source[0] and not text[start:end].isupper()
        ]


def _own_speakers(text: str, paragraphs: Sequence[Paragraph]) -> set[str]:
    """The last names of those whom a transcript calls its host, anchor or reporter."""
    found: set[str] = set()
    for start, end, _ in paragraphs:
        match = _WITH_PART.match(text, start, end) if text.find(", ", start, end) > 0 else None
        if match is not None and match["part"].lower() in rule_words().own_part:
            found.add(_last_name(match["name"]))
    return found


def _last_name(name: str) -> str:
    return name.split()[-1].casefold()


def read_clauses_before_colons(
    scene: Scene, sentences: Sequence[Span], drafts: Sequence[Draft]
) -> list[Draft]:
    """`She put it plainly: “...”`: a clause and a colon before a quotation that nobody is said to speak yet.

    The subject of the clause speaks. A clause without one (`The result: “...”`) tells nobody's words.
    """
    tokens, plain = scene.tokens, scene.tokens.plain
    told = sorted(span for draft in drafts for span in draft.content)
    found: list[Draft] = []
    for quotation in scene.quotations:
        colon = plain.rfind(":", max(0, quotation.start - MAX_TO_QUOTATION), quotation.start)
        if quotation.kind != QuotationKind.DIRECT or colon < 0 or plain[colon + 1 : quotation.start].strip():
            continue
        at = bisect_right(told, (quotation.start, quotation.end)) - 1
        if any(start < quotation.end and quotation.start < end for start, end in told[max(0, at) : at + 2]):
            continue
        holding = bisect_right(sentences, (colon, len(plain))) - 1
        if holding < 0 or colon >= sentences[holding][1]:
            continue
        low, high = tokens.at(sentences[holding][0]), tokens.at(colon)
        source = _clause_subject(tokens, low, high)
        if source is not None and not any(scene.quoted[low:high]):
            cue = (colon, colon + 1)
            content = [(quotation.start, quotation.end)]
            found.append(Draft(span_of(tokens, source), cue, content, "colon", Stance.NEUTRAL))
    return found


# Characters between a colon and the quotation behind it.
MAX_TO_QUOTATION = 3


def _clause_subject(tokens: Tokens, low: int, high: int) -> Range | None:
    """The subject of the first finite verb of the words [low, high)."""
    for verb in range(low + 1, high):
        if tokens.flags[verb] & (AUXILIARY | FINITE) or is_finite_past(tokens, low, verb):
            return subject_left(tokens, low, verb)
    return None


def _is_label(name: str) -> bool:
    """Whether a word before a colon is a label (Related, Photo, Update) rather than a speaker."""
    first = name.split()[0].lower().rstrip(".").replace("’", "'").removesuffix("'s").removesuffix("s'")
    return first in kinds_of_words()["label"]


def _is_no_speech(name: str, rest: str) -> bool:
    """Whether what stands around a colon is a count, a label, or a whole clause before it."""
    if len(rest.split()) < MIN_COLON_WORDS or rest[:1].isdigit():
        return True
    known = load_cues()
    told = PAST_FORM | THIRD_FORM
    return any(cue.forms & told for word in name.lower().split() for cue in known.get(word, ()))


def read_posts(text: str, paragraphs: Sequence[Paragraph]) -> list[Draft]:
    """Embedded posts signed with a handle, and quotations signed on a line of their own."""
    drafts: list[Draft] = []
    for number, (start, end, _) in enumerate(paragraphs):
        signed_here = text.find("(@", start, end) >= 0
        headed = _HEADED_POST.match(text, start, end) if signed_here else None
        if headed is not None:
            content = (headed.start("words"), len(text[:end].rstrip()))
            drafts.append(
                Draft(headed.span("name"), headed.span("handle"), [content], "post", Stance.NEUTRAL)
            )
            continue
        match = _POST.search(text, start, end) if signed_here else None
        if match is not None:
            content = _post_text(text, paragraphs, number, start, match.start())
            if content != NO_SPAN:
                name = match.span("name")
                drafts.append(Draft(name, match.span("handle"), [content], "post", Stance.NEUTRAL))
            continue
        beside = _SIGNED_BESIDE.search(text[start:end]) if text.startswith(_MARKS, start) else None
        if beside is not None:
            name = (start + beside.start("name"), start + beside.end("name"))
            dash = (start + beside.start("dash"), start + beside.end("dash"))
            content = (start, len(text[: dash[0]].rstrip()))
            drafts.append(Draft(name, dash, [content], "post", Stance.NEUTRAL))
            continue
        signed = _SIGNED.match(text[start:end]) if number > 0 and text.startswith(_DASHES, start) else None
        if signed is not None:
            before = paragraphs[number - 1]
            if text[before[1] - 1] in "\"”’'":
                name = (start + signed.start("name"), start + signed.end("name"))
                dash = (start + signed.start("dash"), start + signed.end("dash"))
                drafts.append(Draft(name, dash, [(before[0], before[1])], "post", Stance.NEUTRAL))
    return drafts


def _post_text(text: str, paragraphs: Sequence[Paragraph], number: int, start: int, dash: int) -> Span:
    """The words of a post: before its signature on the line; where these are only links, with the line above."""
    words = text[start:dash].rstrip()
    if words and (number == 0 or not _LINKS.fullmatch(words)):
        return start, start + len(words)
    if number == 0:
        return NO_SPAN
    before = paragraphs[number - 1]
    return before[0], start + len(words) if words else before[1]


# What a page shows of the pictures of a post.
_LINKS = re.compile(r"(?:\s*(?:https?://|pic\.twitter\.com/|t\.co/)\S+)+")


def continue_speech(drafts: list[Draft], scene: Scene, paragraphs: Sequence[Paragraph]) -> None:
    """Give each quotation that nobody is said to speak to the attribution before it, in place.

    It goes on where the quotation opens a sentence in the paragraph of a direct attribution, or opens the
    next
    paragraph; a quotation begun in the paragraph above and left open there goes on by rule.
    """
    text = scene.tokens.text
    speaking = sorted((draft for draft in drafts if draft.group in SPEAKING), key=lambda draft: draft.cue)
    if not speaking:
        return
    taken = bytearray(len(text))  # one per character: whether somebody is said to say it
    for draft in drafts:
        for start, end in draft.content:
            taken[start:end] = b"\1" * (end - start)
    cues = [draft.cue[0] for draft in speaking]
    paragraph_of = _paragraph_finder(paragraphs)
    reach = [max(end for _, end in draft.content) for draft in speaking]
    for quotation in scene.quotations:
        if quotation.kind != QuotationKind.DIRECT or taken.find(1, quotation.start, quotation.end) >= 0:
            continue
        if not _opens_sentence(text, quotation.start):
            continue
        here = paragraph_of(quotation.start)
        before = bisect_right(cues, quotation.start) - 1
        if before < 0:
            continue
        best = speaking[before]
        there = paragraph_of(max(reach[before] - 1, best.cue[0]))
        if here == there or (here == there + 1 and quotation.start == paragraphs[here][0]):
            best.content.append((quotation.start, quotation.end))
            reach[before] = max(reach[before], quotation.end)
            taken[quotation.start : quotation.end] = b"\1" * (quotation.end - quotation.start)


SPEAKING = frozenset({"say", "tell", "ask", "according"})


def _opens_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip()[-1:] if start < 2 else text[max(0, start - 4) : start].rstrip()[-1:]
    return not before or before in ".!?:”\"’'—–-" or "\n" in text[max(0, start - 3) : start]


def _paragraph_finder(paragraphs: Sequence[Paragraph]) -> Callable[[int], int]:
    starts = [start for start, _, _ in paragraphs]

    def find(offset: int) -> int:
        return bisect_right(starts, offset) - 1

    return find
