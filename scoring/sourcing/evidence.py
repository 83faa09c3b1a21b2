"""The spans by which an attribution is shown: one for the source, one for the cue, one for each piece of content."""

from collections.abc import Iterator

from scoring.sourcing.records import Attribution

Shown = tuple[int, int, str, float]


def attribution_spans(attribution: Attribution) -> Iterator[Shown]:
    """(start, end, label, contribution) of each part; only the cue contributes, so each attribution counts once."""
    who = f" {attribution.speaker}" if attribution.speaker else ""
    if attribution.source_start >= 0:
        yield (
            attribution.source_start,
            attribution.source_end,
            f"source: {attribution.source_type.replace('_', ' ')}{who and ' =' + who}",
            0.0,
        )
    yield attribution.cue_start, attribution.cue_end, f"cue: {attribution.stance}", 1.0
    for start, end in attribution.content:
        yield start, end, f"content: {attribution.kind}", 0.0


def source_span(attribution: Attribution) -> tuple[int, int]:
    """The span of the source, or of the cue if no source is given."""
    if attribution.source_start >= 0:
        return attribution.source_start, attribution.source_end
    return attribution.cue_start, attribution.cue_end
