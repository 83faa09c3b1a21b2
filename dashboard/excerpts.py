"""A mention's tone as a sign and in words; where a long span is cut."""

from dashboard.wording import signed
from scoring.schema.thresholds import NEUTRAL_TONE, TRAINED_NEUTRAL_TONE


def tone_sign(lexicon: float | None, trained: float | None) -> str:
    """A mention's tone as one character: + friendly, − hostile, ○ neutral, ? not read.

    The trained reading is shown where it read the mention; each reading has its own bounds of what is neutral.
    """
    value, neutral = (lexicon, NEUTRAL_TONE) if trained is None else (trained, TRAINED_NEUTRAL_TONE)
    if value is None:
        return "?"
    return "○" if abs(value) < neutral else "+" if value > 0 else "−"


def tone_words(lexicon: float | None, trained: float | None) -> str:
    """Both readings of a mention's tone."""
    read = [
        f"{name} {signed(value)}"
        for name, value in (("lexicon", lexicon), ("trained", trained))
        if value is not None
    ]
    return "tone " + ", ".join(read) if read else "tone not read"


def end_within(text: str, start: int, end: int, longest: int) -> int:
    """Where a span that begins at `start` ends if at most `longest` characters of it are shown, between words.

    >>> end_within("Rain fell on the town.", 0, 22, 12), end_within("Rain fell.", 0, 10, 12)
    (9, 10)
    """
    if end - start <= longest:
        return end
    space = text.rfind(" ", start, start + longest)
    return space if space > start else start + longest
