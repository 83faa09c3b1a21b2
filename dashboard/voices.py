"""Which sources each outlet of a story gives voice to, and of whom it speaks in what tone. Frames and words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import polars as pl

from dashboard.charts.style import FRIENDLY_TINT, HOSTILE_TINT, NEUTRAL_TINT, SOURCE_TINT
from dashboard.excerpts import tone_sign
from dashboard.one_story import joined_by_and
from dashboard.wording import as_html, counted, signed

# A source or an actor is worth a column if so many versions have it.
LEAST_VERSIONS = 3
LEAST_READ = 5  # mentions below which no tone is printed
_ON_A_LINE = 3  # outlets named in a line


def one_name_each(names: Iterable[str]) -> dict[str, str]:
    """Each name and the one it is shown under: a surname alone goes to the one full name that ends in it.

    >>> one_name_each(["Deborah Ramirez", "Ramirez", "The Post"])
    {'Deborah Ramirez': 'Deborah Ramirez', 'Ramirez': 'Deborah Ramirez', 'The Post': 'Post'}
    >>> one_name_each(["John Day", "Ann Day", "Day"])["Day"], one_name_each(["Howard J. Walsh", "Howard Walsh"])
    ('Day', {'Howard J. Walsh': 'Howard Walsh', 'Howard Walsh': 'Howard Walsh'})
    """
    bare = {name: _bare(name) for name in names}
    full = {plain for plain in bare.values() if " " in plain}
    by_surname: defaultdict[str, set[str]] = defaultdict(set)
    for plain in full:
        by_surname[plain.rsplit(" ", 1)[1]].add(plain)
    shown = {}
    for name, plain in bare.items():
        owners = by_surname.get(plain, set())
        shown[name] = next(iter(owners)) if " " not in plain and len(owners) == 1 else plain
    return shown


def _bare(name: str) -> str:
    """A name without its article and its middle initials."""
    parts = name.removeprefix("The ").removeprefix("the ").split()
    inner = [part for part in parts[1:-1] if not (len(part) <= 2 and part.rstrip(".").isupper())]
    return " ".join([parts[0], *inner, parts[-1]] if len(parts) > 1 else parts)


def sources_by_outlet(attributions: pl.DataFrame, versions: pl.DataFrame) -> pl.DataFrame:
    """Which named sources each outlet gives voice to: outlet, name, statements, versions (of the source, in all).

    Only sources in LEAST_VERSIONS versions and more; surname and full name are joined. The widest first.
    """
    known = attributions.drop_nulls("speaker_name").filter(pl.col("speaker_name").str.strip_chars() != "")
    joined = known.join(versions.select("article_id", "outlet"), on="article_id").drop_nulls("outlet")
    names = one_name_each(joined["speaker_name"].unique().sort())
    joined = joined.with_columns(
        name=pl.Series([names[name] for name in joined["speaker_name"]], dtype=pl.String)
    )
    counts = joined.group_by("outlet", "name").agg(statements=pl.len().cast(pl.Int64))
    return _wide_enough(joined, counts).sort(["versions", "name", "outlet"], descending=[True, False, False])


def _wide_enough(rows: pl.DataFrame, counts: pl.DataFrame) -> pl.DataFrame:
    """The counts of names that stand in enough versions, with that number."""
    spread = rows.group_by("name").agg(versions=pl.col("article_id").n_unique().cast(pl.Int64))
    return counts.join(spread.filter(pl.col("versions") >= LEAST_VERSIONS), on="name")


def actors_by_outlet(
    mentions: pl.DataFrame, versions: pl.DataFrame, names: Mapping[str, str]
) -> pl.DataFrame:
    """How often and in what tone each outlet names actors in its own voice, by the trained reading.

    Columns: outlet, name, mentions, read, tone (mean, null if nothing was read), versions. Only actors in
    LEAST_VERSIONS versions and more, the widest first. The lexicon reading is never a sign here: of one story it
    tells nothing.
    """
    joined = (
        mentions.filter(pl.col("voice") == "outlet")
        .join(versions.select("article_id", "outlet"), on="article_id")
        .drop_nulls("outlet")
    )
    joined = joined.with_columns(
        name=pl.Series([names.get(actor, actor) for actor in joined["actor"]], dtype=pl.String)
    )
    counts = joined.group_by("outlet", "name").agg(
        mentions=pl.len().cast(pl.Int64),
        read=pl.col("trained").count().cast(pl.Int64),
        tone=pl.col("trained").mean(),
    )
    return _wide_enough(joined, counts).sort(["versions", "name", "outlet"], descending=[True, False, False])


def source_cells(sources: pl.DataFrame) -> pl.DataFrame:
    """The cells of the picture of sources: outlet, name, figure, fill, told. `sources`: of `sources_by_outlet`."""
    told = [
        f"{outlet}: {counted(count, 'statement')} of {name}"
        for outlet, name, count in sources.select("outlet", "name", "statements").iter_rows()
    ]
    return sources.select(
        "outlet",
        "name",
        figure=pl.col("statements").cast(pl.String),
        fill=pl.lit(SOURCE_TINT),
        told=pl.Series(told, dtype=pl.String),
    )


def actor_cells(actors: pl.DataFrame) -> pl.DataFrame:
    """The cells of the picture of actors: outlet, name, figure, fill, told. `actors`: of `actors_by_outlet`."""
    figures, fills, told = [], [], []
    for row in actors.iter_rows(named=True):
        enough = row["read"] >= LEAST_READ
        tone = row["tone"] if enough else None
        sign = tone_sign(None, tone) if enough else ""
        figures.append(f"{row['mentions']:,}{sign}")
        fills.append({"+": FRIENDLY_TINT, "−": HOSTILE_TINT}.get(sign, NEUTRAL_TINT))
        mean = (
            f"mean tone {signed(tone)} over {row['read']:,} read"
            if tone is not None
            else ("too few for a tone" if row["read"] else "tone not read")
        )
        told.append(f"{row['outlet']} on {row['name']}: {counted(row['mentions'], 'mention')}, {mean}")
    return actors.select(
        "outlet",
        "name",
        figure=pl.Series(figures, dtype=pl.String),
        fill=pl.Series(fills, dtype=pl.String),
        told=pl.Series(told, dtype=pl.String),
    )


def cells_list(cells: pl.DataFrame, label: str, outlets: int) -> str:
    """A picture's cells as a list in HTML, for screens too narrow for it: in how many of so many outlets, and where.

    `cells`: outlet, name, figure, told; the first outlets of each name are given.
    """
    lines = []
    for (name,), rows in cells.group_by("name", maintain_order=True):
        where = [f"{outlet} {figure}" for outlet, figure in rows.select("outlet", "figure").iter_rows()]
        lines.append(
            f"<li><b>{as_html(str(name))}</b>: {rows.height:,} of {counted(outlets, 'outlet')}; "
            f"{as_html(joined_by_and(where, _ON_A_LINE))}</li>"
        )
    return f'<ul class="mh-list mh-narrow" aria-label="{as_html(label)}">{"".join(lines)}</ul>'
