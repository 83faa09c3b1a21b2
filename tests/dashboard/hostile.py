"""A scores folder whose every name is what a hostile or careless feed may hold; all must be shown as it is written."""

from pathlib import Path

import polars as pl

from scoring.catalogue.find import catalogue
from scoring.schema.csv_files import write_csv
from scoring.schema.tables import all_tables
from tests.dashboard.synthetic import make_scores

# A mark that no page has of itself, between what Markdown, Streamlit, Rich, HTML, addresses and terminals obey.
MARK = "Qx9"
NASTY = (
    f" *{MARK}* _{MARK}_ `{MARK}` ${MARK}$ :red[{MARK}] **{MARK}** ~~{MARK}~~ [{MARK}](javascript:alert(1)) [/b] [uk] "
    f":smile: :material/home: :material_home: :streamlit: -> <b>{MARK}</b> <script>document.title='owned'</script>"
    f"<img src=x onerror=\"document.title='owned'\"> a|b {{}} &amp; 100%41 a=b&c+d#e/f?g é "
    f"https://evil.example/{MARK} www.evil.example \\ \x1b[31m \u202e\n# {MARK}\n- {MARK}"
)
# The columns that hold names, ids, headlines and other words of the corpus; the same name is the same everywhere.
NAMES = frozenset(
    {
        "outlet", "other_outlet", "origin_outlet", "from_outlet", "to_outlet", "other", "group", "title",
        "actor", "against", "name", "speaker", "speaker_name", "article_id", "other_id", "origin_article",
        "story_id", "text_cluster", "credit", "provenance_reason", "file", "reason", "note", "duplicate_of",
        "kept_id", "outlet_a", "outlet_b",
    }
)  # fmt: skip


def nasty(name: str) -> str:
    """A name made hostile."""
    return name + NASTY


def make_hostile_scores(folder: Path) -> Path:
    """The invented folder of the other tests with every name made hostile."""
    make_scores(folder)
    for table in all_tables(catalogue()):
        path = folder / f"{table.name}.parquet"
        frame = pl.read_parquet(path)
        spoilt = frame.with_columns(
            pl.when(pl.col(name).str.len_bytes() > 0).then(pl.col(name) + NASTY).otherwise(pl.col(name))
            for name, dtype in frame.schema.items()
            if name in NAMES and dtype == pl.String
        )
        spoilt.write_parquet(path)
        if (folder / f"{table.name}.csv").exists():
            write_csv(spoilt, folder / f"{table.name}.csv")
    return folder
