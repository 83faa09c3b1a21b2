"""Readers' own judgements of a scores folder, `corrections.csv`, as figures: what an editor's objections measure."""

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

from scoring.evaluate.labels.figures import share
from scoring.evaluate.labels.score import render as as_lines
from scoring.outlets.judgements import Tally, tallies
from scoring.schema.corrections import FILE_NAME, read_corrections
from scoring.schema.scores import open_scores

KIND = "corrections"
ALL = "all"


def evaluate(scores: Path, folder: Path | None = None) -> tuple[dict[str, float], str]:
    """The figures of each metric, and the refused rows in one line (empty if none).

    `scores`: the folder whose spans are judged. `folder`: where `corrections.csv` lies, if not there: judgements made
    of one version's scores measure another's. `METRIC.right`: the share right of the judged spans that stand now;
    `.right_at_random`: of those drawn at random; `.mended`: of those judged wrong, what is said no more; `.lost`: the
    same of those judged right. Raises ValueError, in one sentence, where there is nothing to score.
    """
    found = read_corrections(folder or scores)
    if not found.rows:
        raise ValueError(
            f"There are no judgements to score on: {(folder or scores) / FILE_NAME} "
            f"{'holds none that can be kept' if found.refused else 'does not exist'}. "
            "They are made on the page Evidence of the dashboard."
        )
    by_metric = tallies(open_scores(scores), list(found.rows.values()))
    whole = Tally(*(sum(getattr(one, f.name) for one in by_metric.values()) for f in fields(Tally)))
    figures: dict[str, float] = {}
    for name, counts in ({ALL: whole} | by_metric).items():
        figures |= {f"{name}.{figure}": value for figure, value in figures_of(counts).items()}
    return figures, found.told()


def figures_of(counts: Tally) -> dict[str, float]:
    """Shares with their counts and Wilson's intervals."""
    return (
        share("right", counts.right, counts.judged)
        | share("right_at_random", counts.right_at_random, counts.at_random)
        | share("mended", counts.mended, counts.wrong + counts.mended)
        | share("lost", counts.lost, counts.right + counts.lost)
        | {"not_in_the_scores": float(counts.away), "notes": float(counts.notes)}
    )


def render(figures: Mapping[str, float]) -> str:
    """The figures, one a line, those of all metrics first."""
    return as_lines(figures)
