"""What readers judged of a scores folder is there after it was scored again, and after it was brought up to date."""

import json
from pathlib import Path

import polars as pl

from scoring.outlets.judgements import tallies
from scoring.run.options import Options
from scoring.run.score import score, update
from scoring.schema.corrections import FILE_NAME, Judgement, change, mark_hash, read_corrections
from scoring.schema.scores import open_scores

BODY = (
    "The ferry to the islands will stop for six weeks, Anna Berg told the council on Monday. The piles of the landing "
    "stage were eaten through, she said. Nobody had looked at them since the flood, the harbour office wrote."
)


def write_articles(folder: Path, texts: dict[str, str]) -> Path:
    """A file of articles by id."""
    folder.mkdir(exist_ok=True)
    rows = [
        {"id": name, "outlet": "Gazette", "title": f"On {name}", "text": text} for name, text in texts.items()
    ]
    path = folder / "articles.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def judge_all(folder: Path) -> int:
    """Call every statement in a folder right; how many there are."""
    texts = dict(pl.read_parquet(folder / "texts.parquet").select("article_id", "text").iter_rows())
    cues = pl.read_parquet(folder / "evidence.parquet").filter(
        pl.col("metric") == "sourcing_density", pl.col("contribution") != 0
    )
    for article, start, end in cues.select("article_id", "start", "end").iter_rows():
        one = Judgement(
            article,
            start,
            end,
            mark_hash(texts[article][start:end]),
            "sourcing_density",
            verdict="right",
            note="=mine",
        )
        change(folder, one.key, one)
    return cues.height


def test_judgements_survive_scoring_again_and_an_update(tmp_path: Path) -> None:
    """Byte for byte; those of a text that grew at its head stand where its words stand now."""
    options = Options(trained_mentions=0)
    path = write_articles(tmp_path / "in", {"one": BODY, "two": BODY.replace("ferry", "mail boat")})
    out = tmp_path / "scores"
    score([path], out, options)
    judged = judge_all(out)
    kept = (out / FILE_NAME).read_bytes()
    assert judged >= 4

    score([path], out, options)
    assert (out / FILE_NAME).read_bytes() == kept

    head = "This was first reported a day late.\n\n"
    path = write_articles(
        tmp_path / "in", {"one": head + BODY, "two": BODY.replace("ferry", "mail boat"), "six": BODY}
    )
    update(out, [path])
    assert (out / FILE_NAME).read_bytes() == kept
    counts = tallies(open_scores(out), list(read_corrections(out).rows.values()))["sourcing_density"]
    assert (counts.right, counts.lost, counts.away) == (judged, 0, 0)
    assert not list(tmp_path.glob(".*"))
