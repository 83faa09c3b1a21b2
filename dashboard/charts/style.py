"""Colours and shapes that all charts share. Every colour keeps 3:1 against white and against Streamlit's dark."""

from typing import Any

from dashboard.wording import is_share
from scoring.messages.terminal import legible_name
from scoring.schema.metrics import Declaration

# Six hues of medium lightness (after Okabe and Ito 2008, darkened or lightened for contrast on both backgrounds).
OUTLET_COLOURS = ("#0077BB", "#D55E00", "#009071", "#B0568E", "#8F7000", "#7A68C4")
OUTLET_SHAPES = ("circle", "square", "diamond", "triangle-up", "triangle-down", "cross")
QUIET = "#808080"  # background: other outlets, rules
# Hostile, neutral, friendly: orange to blue, distinct in all common forms of colour blindness.
HOSTILE, NEUTRAL, FRIENDLY = "#C55A11", "#9A9A9A", "#2271B5"
MIDDLE = "#F4F1EC"
INK = "#1F1F1F"
PROVENANCE_COLOURS = {
    "original": "#0077BB",
    "credited reprint": "#009071",
    "partial reuse": "#8F7000",
    "rewritten": "#7A68C4",
    "aggregator's copy": "#B0568E",
    "uncredited reprint": "#D55E00",
    "reprint, credit unclear": "#B5651D",
    "no body recognised": "#6E6E6E",
}
# Whether taken text is credited; each colour means the same in every picture of copying and of a story.
CREDIT_COLOURS = {
    "credited": PROVENANCE_COLOURS["credited reprint"],
    "credited in part": PROVENANCE_COLOURS["partial reuse"],
    "not credited": PROVENANCE_COLOURS["uncredited reprint"],
}
# From weak to strong, for cells with black figures.
CREDIT_TINTS = {
    "credited": ("#D8F1EA", "#35BD9B"),
    "credited in part": ("#F3EBC9", "#D0B23C"),
    "not credited": ("#FBE2D0", "#F08D42"),
}
# Cells with black figures: who is quoted, and the tone toward whom.
SOURCE_TINT, HOSTILE_TINT, NEUTRAL_TINT, FRIENDLY_TINT = "#A9CCE8", "#F0A878", "#D9D9D9", "#86B8E0"
OWN_TEXT = PROVENANCE_COLOURS["original"]
# Words within a plot, and small print there: no grey keeps 4.5:1 against white and against Streamlit's dark alike.
_WORDS = {"light": "#31333F", "dark": "#E6E6E6"}
_SMALL_PRINT = {"light": "#5C5C5C", "dark": "#B4B4B4"}


def ink(*, dark: bool, quiet: bool = False) -> str:
    """The colour of words within a plot, on light or dark; `quiet`: of small print."""
    return (_SMALL_PRINT if quiet else _WORDS)["dark" if dark else "light"]


def heading(words: str) -> str:
    """The heading of a tooltip's line: Vega-Lite writes it into an expression, and escapes quotation marks alone.

    >>> heading("Post\\nand \\\\ Mail")
    'Post and / Mail'
    """
    return legible_name(words).replace("\\", "/")


def axis(**more: Any) -> dict[str, Any]:
    """The usual axis: light grid, no line."""
    return {"grid": True, "gridOpacity": 0.35, "domain": False, "tickCount": 5} | more


def axis_of(metric: Declaration) -> dict[str, Any]:
    """The usual axis for the values of a metric: in per cent for shares."""
    return axis(format="%") if is_share(metric) else axis()
