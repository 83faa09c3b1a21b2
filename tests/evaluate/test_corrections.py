"""An editor's objections measure the tool: `masthead evaluate labels score corrections`."""

import json
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from scoring.cli.commands import app
from scoring.evaluate.labels.corrections import evaluate
from scoring.evaluate.sampling import chance
from scoring.outlets.intervals import wilson
from scoring.schema.corrections import FILE_NAME, Corrections, Judgement, as_bytes, mark_hash


@pytest.fixture
def judged(sample_scores: Path, tmp_path: Path) -> Path:
    """20 judgements of the sample's spans, three of them wrong, and three of what is not said there (any more)."""
    texts = dict(pl.read_parquet(sample_scores / "texts.parquet").select("article_id", "text").iter_rows())
    rows = pl.read_parquet(sample_scores / "evidence.parquet").filter(metric="quotation_share")
    spans = sorted(
        set(rows.select("article_id", "start", "end").iter_rows()), key=lambda span: chance(1, str(span))
    )
    found = [
        Judgement(
            article, start, end, mark_hash(texts[article][start:end]), "quotation_share",
            drawn="random" if number < 12 else "chosen", verdict="wrong" if number < 3 else "right",
        )
        for number, (article, start, end) in enumerate(spans[:20])
    ]  # fmt: skip
    gone = replace(found[0], start=0, end=1, sha1=mark_hash("\0"))
    found += [gone, replace(gone, end=2, verdict="right"), replace(gone, article_id="elsewhere", note="mine")]
    (tmp_path / FILE_NAME).write_bytes(
        as_bytes(Corrections({one.key: one for one in found})) + b"rubbish\r\n"
    )
    return tmp_path


def test_objections_are_counted_with_their_intervals(sample_scores: Path, judged: Path) -> None:
    """What stands, at random and in all; what was mended and lost; what cannot be said."""
    figures, refused = evaluate(sample_scores, judged)
    for name in ("all", "quotation_share"):
        assert figures[f"{name}.right"] == 17 / 20
        assert (figures[f"{name}.right.low"], figures[f"{name}.right.high"]) == wilson(17, 20)
        assert (figures[f"{name}.right_at_random"], figures[f"{name}.right_at_random.n"]) == (9 / 12, 12)
        assert (figures[f"{name}.mended"], figures[f"{name}.mended.n"]) == (1 / 4, 4)
        assert (figures[f"{name}.lost"], figures[f"{name}.lost.n"]) == (1 / 18, 18)
        assert (figures[f"{name}.not_in_the_scores"], figures[f"{name}.notes"]) == (1, 1)
    assert refused.startswith("line 25: ")


def test_the_command_prints_them(sample_scores: Path, judged: Path, tmp_path: Path) -> None:
    """With the refused rows on the side, and the figures as JSON."""
    out = tmp_path / "figures.json"
    asked = [
        "evaluate",
        "labels",
        "score",
        "corrections",
        str(sample_scores),
        "--labels",
        str(judged),
        "--json",
        str(out),
    ]
    told = CliRunner().invoke(app, asked)
    assert told.exit_code == 0
    assert "quotation_share.right " in told.stdout
    assert "0.850 (0.640 to 0.948)  n = 20" in told.stdout
    assert "line 25" in told.stderr
    assert json.loads(out.read_text())["all.right.n"] == 20


def test_without_judgements_there_is_nothing_to_score(sample_scores: Path, tmp_path: Path) -> None:
    """One sentence, which says where they are made."""
    with pytest.raises(
        ValueError, match=r"corrections.csv does not exist. They are made on the page Evidence"
    ):
        evaluate(sample_scores, tmp_path)
    (tmp_path / FILE_NAME).write_text("article_id,start,end,sha1,metric,verdict\nrubbish\n")
    with pytest.raises(ValueError, match="holds none that can be kept"):
        evaluate(sample_scores, tmp_path)
