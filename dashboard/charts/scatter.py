"""All outlets on two metrics: one dot each, larger for more articles; the chosen and the largest are named."""

from collections.abc import Mapping, Sequence
from typing import Literal

import altair as alt
import polars as pl

from dashboard.charts.style import OUTLET_COLOURS, QUIET, axis_of, heading
from dashboard.wording import number_and_interval, shortened
from scoring.schema.metrics import Declaration

HEIGHT = 440
LARGEST_NAMED = 10
PICKED = "picked"  # the selection that a click on a dot makes
DOT_OPACITY = 0.55
MANY, CROWDED_OPACITY = 60, 0.3  # from so many dots on, they are paler, so that names stay legible over them
LONGEST_LABEL = 26  # characters
# Where a label may stand: its shift in pixels from the dot, and how it is aligned there.
PLACES: Mapping[str, tuple[int, int, Literal["left", "right", "center"]]] = {
    "right": (11, 0, "left"),
    "left": (-11, 0, "right"),
    "above": (0, -15, "center"),
    "below": (0, 15, "center"),
}
# The plot's size in pixels that labels are placed for, the size of a character and of a dot.
_WIDTH, _TALL, _CHARACTER, _LINE, _RADIUS = 830, 350, 6.8, 14, 9
# The same on a phone; from which width on the first counts; the part of the width that a scale leaves beside its ends.
_NARROW, _WIDE_FROM, _MARGIN = 260, 560, 1 / 18


def described(rows: pl.DataFrame, x: Declaration, y: Declaration) -> str:
    """The chart in words, for those who cannot see it. `rows`: outlet, name, told_x, told_y."""
    named = rows.filter(pl.col("name") != "").select("outlet", "told_x", "told_y")
    told = "; ".join(f"{o}: {x.label} {tx}, {y.label} {ty}" for o, tx, ty in named.iter_rows())
    return f"{rows.height} outlets by {x.label} and {y.label}. {told}."


def dots(x_rows: pl.DataFrame, y_rows: pl.DataFrame, x: Declaration, y: Declaration) -> pl.DataFrame:
    """The outlets with enough data on both metrics: outlet, x, y, told_x, told_y.

    `x_rows`, `y_rows`: outlet, value, low, high.
    """

    def told(rows: pl.DataFrame, metric: Declaration) -> pl.Series:
        words = [
            number_and_interval(metric, value, low, high)
            for value, low, high in rows.select("value", "low", "high").iter_rows()
        ]
        return pl.Series(words, dtype=pl.String)

    across = x_rows.select("outlet", x="value", told_x=told(x_rows, x))
    return across.join(y_rows.select("outlet", y="value", told_y=told(y_rows, y)), on="outlet").sort("outlet")


def labels(rows: pl.DataFrame, chosen: Sequence[str], width: int = _WIDTH) -> dict[str, str]:
    """Where names stand: those of the chosen always, those of the largest where there is room.

    `rows`: outlet, x, y, articles; `width`: of the plot in pixels. None of the largest runs over the plot's edge.
    """
    spans = {name: (float(min(rows[name])), float(max(rows[name]))) for name in ("x", "y")}
    sizes = {"x": width, "y": -_TALL}

    def pixels(name: str, value: float) -> float:
        low, high = spans[name]
        return sizes[name] * (value - low) / ((high - low) or 1.0)

    placed: dict[str, str] = {}
    largest = rows.sort(["articles", "outlet"], descending=[True, False])
    first = largest.filter(pl.col("outlet").is_in(list(chosen)))
    rest = largest.head(LARGEST_NAMED).filter(~pl.col("outlet").is_in(list(chosen)))
    named = pl.concat([first, rest])
    spots = [(pixels("x", a), pixels("y", b)) for a, b in named.select("x", "y").iter_rows()]
    taken = [(a - _RADIUS, b - _RADIUS, a + _RADIUS, b + _RADIUS) for a, b in spots]
    for row in named.iter_rows(named=True):
        wide = len(shortened(row["outlet"], LONGEST_LABEL)) * _CHARACTER
        boxes = {}
        for where, (right, down, align) in PLACES.items():
            start = pixels("x", row["x"]) + right - {"left": 0.0, "right": wide, "center": wide / 2}[align]
            top = pixels("y", row["y"]) + down - _LINE / 2
            boxes[where] = (start, top, start + wide, top + _LINE)
        free = [
            where
            for where, box in boxes.items()
            if box[0] >= -_MARGIN * width
            and box[2] <= width * (1 + _MARGIN)
            and not any(_overlap(box, other) for other in taken)
        ]
        if free or row["outlet"] in chosen:
            placed[row["outlet"]] = (free or list(PLACES))[0]
            taken.append(boxes[placed[row["outlet"]]])
    return placed


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _title(metric: Declaration) -> str:
    return f"{metric.label} ({metric.unit})"


def scatter(
    rows: pl.DataFrame, x: Declaration, y: Declaration, chosen: Sequence[str]
) -> alt.LayerChart | alt.FacetChart:
    """One dot for each outlet. `rows`: outlet, articles, x, y, told_x, told_y; `chosen`: those to stand out."""
    # Where a name stands depends on how wide the plot is, which only the browser knows: both are drawn, one is seen.
    where, narrow = labels(rows, chosen), labels(rows, chosen, _NARROW)
    frame = rows.with_columns(
        name=pl.Series(
            [shortened(o, LONGEST_LABEL) if o in where or o in narrow else "" for o in rows["outlet"]],
            dtype=pl.String,
        ),
        place=pl.Series([where.get(o, "") for o in rows["outlet"]], dtype=pl.String),
        place_narrow=pl.Series([narrow.get(o, "") for o in rows["outlet"]], dtype=pl.String),
    )
    across = alt.X(
        "x:Q", title=_title(x), axis=alt.Axis(**axis_of(x)), scale=alt.Scale(zero=False, padding=12)
    )
    up = alt.Y("y:Q", title=_title(y), axis=alt.Axis(**axis_of(y)), scale=alt.Scale(zero=False, padding=12))
    tip = [
        alt.Tooltip("outlet:N", title="Outlet"),
        alt.Tooltip("told_x:N", title=heading(x.label)),
        alt.Tooltip("told_y:N", title=heading(y.label)),
        alt.Tooltip("articles:Q", title="Articles", format=","),
    ]
    size = alt.Size("articles:Q", scale=alt.Scale(range=[20, 320]), legend=None)
    base = alt.Chart(frame).encode(x=across, y=up, tooltip=tip)
    some = alt.FieldOneOfPredicate("outlet", list(chosen))
    order = [name for name in chosen if name in set(rows["outlet"])]
    colour = alt.Color(
        "outlet:N", scale=alt.Scale(domain=order, range=list(OUTLET_COLOURS[: len(order)])), legend=None
    )
    opacity = CROWDED_OPACITY if rows.height >= MANY else DOT_OPACITY
    picked = alt.selection_point(PICKED, fields=["outlet"], empty=False)
    layers = [base.mark_circle(color=QUIET, opacity=opacity).encode(size=size).add_params(picked)]
    if order:
        layers.append(base.transform_filter(some).mark_circle(opacity=1).encode(size=size, color=colour))
    for column, found, seen in (("place", where, ">="), ("place_narrow", narrow, "<")):
        for name, (right, down, align) in PLACES.items():
            if name in found.values():
                text = base.transform_filter(alt.FieldEqualPredicate(name, column))
                layers.append(
                    text.mark_text(
                        align=align, dx=right, dy=down, fontSize=12, fontWeight=600, color=QUIET,
                        opacity=alt.expr(f"width {seen} {_WIDE_FROM} ? 1 : 0"),
                    ).encode(text="name:N")
                )  # fmt: skip
    return alt.layer(*layers).properties(height=HEIGHT, description=described(frame, x, y))
