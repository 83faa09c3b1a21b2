"""Actors, or groups of actors that the user names, compared with each other within an outlet.

The groups come from a small text file, one per line: `Republicans = Trump, McConnell`. Lines that begin with
`#` are comments.
"""

from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

import numpy as np
import polars as pl

from scoring.outlets.aggregate import (
    CELL,
    rules_frame,
    starts_of,
    sum_texts,
)
from scoring.outlets.contrasts import finish
from scoring.outlets.intervals import FloatArray, IntArray, jackknife, student_half, t_quantile, two_sided
from scoring.schema.kinds import ContrastKind, Status
from scoring.schema.lists import brief
from scoring.schema.metrics import Declarations
from scoring.schema.tables import CONTRASTS
from scoring.schema.thresholds import MINIMUM_INDEPENDENT_TEXTS

REMARK = "#"
SIDES = 2  # of a contrast


def read_groups(path: Path, actors: Mapping[str, str] | None = None) -> dict[str, tuple[str, ...]]:
    """Read groups of actors: name of the group -> actors, in the order of the file.

    `actors` maps the names that may be used (in lower case) to actor ids; without it, names are taken as they are.
    Raises ValueError, naming the line, for a line in another form, an unknown actor, a group named twice, or fewer
    than two groups.
    """
    groups: dict[str, tuple[str, ...]] = {}
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise ValueError(f"{path} is not UTF-8 text; save it as UTF-8.") from None
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith(REMARK):
            continue
        name, equals, listed = line.partition("=")
        name, members = name.strip(), [member.strip() for member in listed.split(",") if member.strip()]
        where = f"{path}, line {number}"
        if not (equals and name and members):
            raise ValueError(f"{where}: write a group as `Name = actor, actor`, not {brief(line.strip())!r}.")
        if name in groups:
            raise ValueError(f"{where}: the group {brief(name)!r} is named twice; join the two lines.")
        if actors is not None:
            if unknown := [member for member in members if member.lower() not in actors]:
                raise ValueError(f"{where}: {brief(', '.join(unknown))} is not in the list of actors.")
            members = [actors[member.lower()] for member in members]
        groups[name] = tuple(dict.fromkeys(members))
    if len(groups) < SIDES:
        raise ValueError(f"{path} names fewer than two groups; a contrast needs at least two.")
    return groups


def compare_groups(
    measurements: pl.DataFrame,
    articles: pl.DataFrame,
    groups: Mapping[str, tuple[str, ...]],
    metrics: Declarations,
) -> pl.DataFrame:
    """Each group minus each later one, within every outlet: `CONTRASTS`, kind `groups`.

    `actor` is the first group and `against` the second; `value` and `expected` are their values. The interval
    takes into account that texts which name both groups are the same texts. Only metrics by actor are compared. If
    either group has too few independent texts, the status is `insufficient` and every number is null.
    """
    member = pl.DataFrame(
        [(name, actor) for name, actors in groups.items() for actor in actors],
        schema={"group": pl.String, "actor": pl.String},
        orient="row",
    )
    grouped = measurements.join(member, on="actor").drop("actor").rename({"group": "actor"})
    texts = sum_texts(grouped, articles).with_columns(pl.exclude("numerator", "denominator").cast(pl.String))
    frames = [
        _compare_two(texts.filter(actor=one), texts.filter(actor=two), metrics, one, two)
        for one, two in combinations(groups, 2)
    ]
    return finish(pl.concat(frames, how="diagonal"), metrics)


def _compare_two(
    one: pl.DataFrame, two: pl.DataFrame, metrics: Declarations, name: str, against: str
) -> pl.DataFrame:
    cell = [key for key in CELL if key != "actor"]
    keys = [*cell, "text_cluster"]
    sums = ["numerator", "denominator"]
    both = (
        one.select(*keys, *sums)
        .join(two.select(*keys, *sums), on=keys, how="full", coalesce=True, suffix="_b")
        .sort(keys)
        .with_columns(pl.col(*sums, "numerator_b", "denominator_b").fill_null(0.0))
    )
    first = starts_of(both, cell)
    if not len(first):
        return pl.DataFrame(schema=CONTRASTS.schema).drop("p_holm", "p_bh")
    a_value, a_left_out, a_texts, a_effective, a_units = _side(both, "", first)
    b_value, b_left_out, b_texts, b_effective, b_units = _side(both, "_b", first)
    fewest = np.minimum(a_texts, b_texts)
    variance, degrees = jackknife(a_left_out - b_left_out, np.minimum(a_effective, b_effective), first)
    cells = both.select(cell)[first]
    rules = cells.select("metric").join(rules_frame(metrics), on="metric", how="left", maintain_order="left")
    per = rules["per"].to_numpy()
    # Both groups were read by the same reader, but in different sentences.
    variance = variance + 2 * (rules["reader_error"].to_numpy() / per) ** 2
    difference = a_value - b_value
    with np.errstate(divide="ignore", invalid="ignore"):
        half = student_half(variance, degrees, fewest)
        statistic = np.where(difference == 0, 0.0, difference / half * t_quantile(degrees))
    counted_enough = np.minimum(a_units, b_units) >= rules["minimum_units"].to_numpy()
    enough = pl.Series((fewest >= MINIMUM_INDEPENDENT_TEXTS) & counted_enough)
    numbers = {
        "value": a_value * per,
        "expected": b_value * per,
        "difference": difference * per,
        "low": (difference - half) * per,
        "high": (difference + half) * per,
        "p": two_sided(statistic, degrees),
    }
    return cells.with_columns(
        kind=pl.lit(ContrastKind.GROUPS),
        actor=pl.lit(name),
        against=pl.lit(against),
        counted=fewest,
        status=pl.when(enough).then(pl.lit(Status.OK)).otherwise(pl.lit(Status.INSUFFICIENT)),
        **{key: pl.when(enough).then(pl.lit(pl.Series(column))) for key, column in numbers.items()},
    )


def _side(
    both: pl.DataFrame, suffix: str, first: IntArray
) -> tuple[FloatArray, FloatArray, IntArray, FloatArray, FloatArray]:
    """Value, its fall when each text is left out, texts, effective texts and units of one side of each cell."""
    y, x = both[f"numerator{suffix}"].to_numpy(), both[f"denominator{suffix}"].to_numpy()
    rows = np.diff(np.append(first, len(x)))
    units = np.add.reduceat(x, first)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.add.reduceat(y, first) / units
        left_out = (y - np.repeat(value, rows) * x) / (np.repeat(units, rows) - x)
        effective = units**2 / np.add.reduceat(x**2, first)
    texts = np.add.reduceat((x > 0).astype(np.int64), first)
    return value, left_out, texts, effective, units
