"""The answer of the page Tone, in a sentence or two: where outlets clearly differ, or that nothing is settled.

Pure functions over rows of `actors` and `contrasts`. Only differences by the trained reading, with FEW_MENTIONS
mentions read and more, that are larger than chance after correction are told; none of them is called a bias.
"""

from collections.abc import Mapping

import polars as pl

from dashboard.differences import is_beyond_chance, p_words
from dashboard.outlet_tables import FEW_MENTIONS
from dashboard.profile import MATCHED, PEERS
from dashboard.wording import counted, signed
from scoring.schema.kinds import Voice
from scoring.schema.metrics import TONE_METRICS

MOST_TOLD = 2  # differences that are told in words; the picture shows all
TRAINED = "trained"
WHERE = {PEERS: "", MATCHED: "on the same stories, "}
CAUTION = {
    PEERS: "Which stories each outlet chose, and from which years, is part of such a difference; “The same stories” "
    "leaves that out.",
    MATCHED: "",
}
NOT_READ = (
    "Nothing is said here about who is more critical of whom: this folder was scored without the trained reading of "
    "tone, and word lists alone tell too little."
)


def comparable(contrasts: pl.DataFrame, rows: pl.DataFrame, kind: str) -> pl.DataFrame:
    """The differences in tone that may be told: trained reading, the outlet's own voice, enough mentions read.

    `contrasts`: rows of `contrasts`; `rows`: rows of `actors` of the chosen outlets and actors.
    """
    read = rows.filter(pl.col("voice") == Voice.OUTLET, pl.col("trained_mentions") >= FEW_MENTIONS)
    return (
        contrasts.filter(pl.col("metric") == TONE_METRICS[TRAINED], pl.col("kind") == kind)
        .drop_nulls(["difference", "p_holm"])
        .join(read.select("outlet", "actor"), on=["outlet", "actor"], how="semi")
    )


def answer(contrasts: pl.DataFrame, rows: pl.DataFrame, kind: str, names: Mapping[str, str]) -> list[str]:
    """The sentences of the answer, plain text. `names`: the chosen actors' by id; the rest as `comparable`."""
    compared = comparable(contrasts, rows, kind)
    if compared.is_empty():
        return [_nothing_compared(rows)]
    settled = compared.filter(
        pl.Series([is_beyond_chance(p) for p in compared["p_holm"]], dtype=pl.Boolean)
    ).sort([pl.col("difference").abs(), "outlet", "actor"], descending=[True, False, False])
    if settled.is_empty():
        which = "" if kind == PEERS else " on the same stories"
        none = "the one comparison" if compared.height == 1 else f"none of {compared.height} comparisons"
        larger = "is not larger than chance" if compared.height == 1 else "is larger than chance"
        return [
            f"Nothing is settled: {none} of these outlets with all others{which} {larger}.",
            "That is not proof that they speak alike; it may be that too little was read.",
        ]
    told = [_difference(row, kind, names) for row in settled.head(MOST_TOLD).iter_rows(named=True)]
    rest = settled.height - len(told)
    more = f"So do {rest} more, coloured below. " if rest > 1 else "So does one more, below. " if rest else ""
    others = compared.height - settled.height
    unsettled = f"The other {counted(others, 'comparison')} settle nothing." if others > 1 else ""
    return [sentence for sentence in (*told, (more + unsettled).strip(), CAUTION[kind]) if sentence]


def _difference(row: Mapping[str, object], kind: str, names: Mapping[str, str]) -> str:
    """One settled difference in words. `row`: of `contrasts`."""
    difference, low, high, value, expected, p = (
        float(str(row[name])) for name in ("difference", "low", "high", "value", "expected", "p_holm")
    )
    way = "more critical" if difference < 0 else "more favourable"
    return (
        f"In its own voice, {WHERE[kind]}{row['outlet']} is clearly {way} of {names[str(row['actor'])]} than the other "
        f"outlets are on average: {signed(value)} against {signed(expected)}, a difference of {signed(difference)} "
        f"({signed(low)} to {signed(high)}; {p_words(p)}, corrected)."
    ).replace("more favourable of", "more favourable to")


def _nothing_compared(rows: pl.DataFrame) -> str:
    """Why there is nothing to compare: what was not read, or that an actor is in too few outlets."""
    own = rows.filter(pl.col("voice") == Voice.OUTLET)
    read = own.filter(pl.col("trained_mentions") >= FEW_MENTIONS)
    if read.is_empty():
        most = max(own["trained_mentions"], default=0)
        return (
            f"Not enough data to say how these outlets differ: {FEW_MENTIONS} mentions of an actor read in one "
            f"outlet's own voice are needed, the most here are {most:,}."
        )
    return (
        "Nothing is compared: too few outlets of this folder speak often enough of these actors. "
        "The picture shows each outlet for itself."
    )
