"""The closed vocabularies of a scores folder: each word that a column may hold, declared here and nowhere else.

Members are strings: they are written, compared and joined as such. `datapackage.json` lists them for each column.
"""

from enum import StrEnum


class Word(StrEnum):
    """A word of a closed vocabulary; shown as it is written."""

    def __repr__(self) -> str:
        """The word in quotation marks, like any other string."""
        return repr(self.value)


class Reading(Word):
    """Which words of an article are measured: all, those without furniture, or the outlet's own."""

    PAGE = "page"
    BODY = "body"
    OWN = "own"


class PagePart(Word):
    """Where a line of a page stands, as the page marks its own parts."""

    NONE = ""
    MAIN = "main"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"


class Voice(Word):
    """Who speaks: the outlet itself, or somebody it quotes or paraphrases.

    Paraphrased are statements of what a source says, thinks or finds. Acts, aims, attitudes and the targets of praise
    or blame are the outlet's words.
    """

    OUTLET = "outlet"
    QUOTED = "quoted"
    PARAPHRASED = "paraphrased"


class Status(Word):
    """Whether there is a value: yes; no, for too few texts or units; or no, because there was nothing to count."""

    OK = "ok"
    INSUFFICIENT = "insufficient"
    NOT_APPLICABLE = "not_applicable"


class Better(Word):
    """Which direction of a metric is a merit, if any."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = ""


class Need(Word):
    """What an article must be for a metric to apply to it."""

    ENGLISH = "english"


class BlockKind(Word):
    """What a line of a page is."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    DATELINE = "dateline"
    BYLINE = "byline"
    BODY = "body"
    CROSSHEAD = "crosshead"
    CAPTION = "caption"
    CREDIT = "credit"
    EMBED = "embed"
    RELATED = "related"
    NAVIGATION = "navigation"
    COMMENT = "comment"
    NOTICE = "notice"


FURNITURE_KINDS = (BlockKind.RELATED, BlockKind.NAVIGATION, BlockKind.COMMENT, BlockKind.NOTICE)
"""Lines that are not part of the article."""
BODY_KINDS = (BlockKind.STANDFIRST, BlockKind.BODY, BlockKind.CROSSHEAD, BlockKind.EMBED)
"""Lines that are the article's body."""


class Genre(Word):
    """What an article is: news (reports and analyses) or opinion (columns, editorials, commentary, letters)."""

    NEWS = "news"
    OPINION = "opinion"


class IndexScope(Word):
    """Which of an outlet's articles its index is of: its news, or all where too few are told as news."""

    NEWS = "news"
    ALL = "all"


class QuotationKind(Word):
    """What is between quotation marks: words somebody said, words held at arm's length, or a title."""

    DIRECT = "direct"
    SCARE = "scare"
    TITLE = "title"


class ProvenanceClass(Word):
    """Whose text an article is. `ORIGINAL` says only that nothing in the corpus contradicts it.

    `REPRINT_CREDIT_UNCLEAR`: taken, and the page names an agency or outlet without saying that the text is theirs.
    `NO_BODY`: no class, as no body was recognised on the page.
    """

    ORIGINAL = "original"
    CREDITED_REPRINT = "credited_reprint"
    UNCREDITED_REPRINT = "uncredited_reprint"
    REPRINT_CREDIT_UNCLEAR = "reprint_credit_unclear"
    AGGREGATOR_COPY = "aggregator_copy"
    PARTIAL_REUSE = "partial_reuse"
    REWRITTEN = "rewritten"
    NO_BODY = "no_body"


BY_CREDIT = (ProvenanceClass.CREDITED_REPRINT, ProvenanceClass.AGGREGATOR_COPY)
"""The classes in which the credit alone says that the whole body was taken."""

REPRINTS = (
    ProvenanceClass.CREDITED_REPRINT,
    ProvenanceClass.UNCREDITED_REPRINT,
    ProvenanceClass.REPRINT_CREDIT_UNCLEAR,
    ProvenanceClass.AGGREGATOR_COPY,
)
"""The classes of articles that are somebody else's text as a whole."""


class Direction(Word):
    """Which of two articles took a passage, seen from one of them; undirected if nothing says so.

    `ALSO_PRINTED`: neither; both print the words of somebody else.
    """

    FROM = "from"
    TO = "to"
    UNDIRECTED = "undirected"
    ALSO_PRINTED = "also_printed"


class CreditPlace(Word):
    """Where a page credits somebody for its text: the byline's field, the canonical address, or a part of the text."""

    BYLINE = "byline"
    HEAD = "head"
    DATELINE = "dateline"
    TEXT = "text"
    FOOT = "foot"
    ADDRESS = "address"


class CreditKind(Word):
    """What a credit line says."""

    TEXT = "text"
    PHOTO = "photo"
    CONTRIBUTED = "contributed"
    FIRST_PUBLISHED = "first_published"
    SOURCE_LINK = "source_link"
    CANONICAL = "canonical"


class ActorKind(Word):
    """What an actor is."""

    STATE = "state"
    PERSON = "person"
    ORGANISATION = "organisation"
    MOVEMENT = "movement"
    PARTY = "party"


class MentionKind(Word):
    """The kind of word that mentions an actor."""

    NAME = "name"
    ALIAS = "alias"
    SURNAME = "surname"
    DEMONYM = "demonym"
    METONYM = "metonym"
    PRONOUN = "pronoun"


class ContentKind(Word):
    """Whether what a source says is in quotation marks: all of it, none, or some."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class SourceType(Word):
    """What kind of source somebody is."""

    NAMED_PERSON = "named_person"
    NAMED_INSTITUTION = "named_institution"
    UNNAMED_ROLE = "unnamed_role"
    DOCUMENT = "document"
    SOCIAL_POST = "social_post"
    OTHER_MEDIUM = "other_medium"
    PUBLIC = "public"
    OWN_REPORTER = "own_reporter"
    UNKNOWN = "unknown"


NAMED_SOURCES = frozenset(
    {SourceType.NAMED_PERSON, SourceType.NAMED_INSTITUTION, SourceType.SOCIAL_POST, SourceType.OTHER_MEDIUM}
)
"""Sources of which the reader is told by name who they are."""


class CountedAs(Word):
    """What an attribution is counted as: a statement or evidence, or what somebody thinks, means, feels or wants."""

    SOURCING = "sourcing"
    ATTITUDE = "attitude"


class Stance(Word):
    """What a cue implies about its content: nothing (said), that it is true (revealed), or doubt (claimed)."""

    NEUTRAL = "neutral"
    ENDORSING = "endorsing"
    DOUBTING = "doubting"


class Polarity(Word):
    """Whether the statement is reported as made, denied (did not say) or hypothetical (would say)."""

    ASSERTED = "asserted"
    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"


class ContrastKind(Word):
    """What an outlet's value is compared with.

    The mean of all others, on all stories (peers) or on the same ones (matched); within one outlet, another group of
    actors (groups); one other outlet (pair, on the screen only).
    """

    PEERS = "peers"
    MATCHED = "matched"
    GROUPS = "groups"
    PAIR = "pair"


class Layer(Word):
    """What a span in the table `layers` is."""

    BLOCK = "block"
    QUOTATION = "quotation"
    CREDIT = "credit"


class DuplicateReason(Word):
    """What an article has in common with one that its outlet already has."""

    TEXT = "text"
    ADDRESS = "address"


class Verdict(Word):
    """What a reader of the scores judged of a span: that Masthead is right about it, or wrong."""

    RIGHT = "right"
    WRONG = "wrong"


class Drawn(Word):
    """How a span came before the reader who judged it: at random among all of its kind, or chosen in any way."""

    RANDOM = "random"
    CHOSEN = "chosen"


class ToneSign(Word):
    """The tone of a mention as a reader is shown it."""

    FRIENDLY = "friendly"
    NEUTRAL = "neutral"
    HOSTILE = "hostile"
