"""What a person at the terminal gets: help, exit codes, one sentence for what went wrong."""

import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from scoring.catalogue.find import catalogue
from scoring.cli.printing import print_outlets, print_summary
from scoring.run.options import Options
from scoring.run.score import score
from scoring.schema.metrics import HEADINGS


def masthead(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Call the command as a shell would."""
    command = [sys.executable, "-m", "scoring", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def assert_one_sentence(result: subprocess.CompletedProcess[str], code: int) -> None:
    """The call failed with this code, a message of one or two sentences, and no traceback."""
    assert result.returncode == code, result.stderr
    assert "Traceback" not in result.stderr
    assert result.stderr.strip()
    assert len(result.stderr.split()) < 80


@pytest.mark.parametrize(
    "command", ["score", "explain", "metrics", "export", "dashboard", "sample", "evaluate"]
)
def test_every_command_has_help(command: str) -> None:
    """--help says what a command does and ends well."""
    result = masthead(command, "--help")
    assert result.returncode == 0
    assert len(result.stdout.split()) > 20


def test_a_wrong_call_is_2(tmp_path: Path) -> None:
    """A missing option, an unknown option and a malformed mapping are wrong calls."""
    assert masthead("score", tmp_path).returncode == 2
    assert masthead("score", tmp_path, "--nonsense").returncode == 2
    result = masthead("score", tmp_path, "--out", tmp_path / "o", "--map", "text")
    assert result.returncode == 2
    assert "FIELD=COLUMN" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("score", "", "--out", "o"),
        ("score", ".", "--out", ""),
        ("score", ".", "--out", "o", "--trained-mentions", "\N{SUPERSCRIPT TWO}"),
        ("score", ".", "--out", "o", "--trained-mentions", "9" * 5000),
        ("score", ".", "--out", "o", "--map", "text=story", "--map", "title=story"),
    ],
)
def test_a_wrong_value_is_refused_before_anything_is_read(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty word, as of an unset variable, is no current folder; a column is one field."""
    monkeypatch.chdir(tmp_path)
    assert_one_sentence(masthead(*arguments), 2)


@pytest.mark.parametrize(
    "arguments",
    [
        ("score", "no-such-folder", "--out", "o"),
        ("explain", ".", "x"),
        ("export", ".", "--to", "o"),
        ("dashboard", "."),
        ("metrics", "nonsense"),
    ],
)
def test_a_failed_run_is_1_with_a_sentence(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be done is said in a sentence."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    assert_one_sentence(masthead(*arguments), 1)


def test_a_folder_without_an_article_is_1(tmp_path: Path) -> None:
    """Nothing to do is an error, not an empty result."""
    (tmp_path / "in").mkdir()
    result = masthead("score", tmp_path / "in", "--out", tmp_path / "out")
    assert_one_sentence(result, 1)
    assert not (tmp_path / "out").exists()


def test_the_catalogue_lists_every_metric() -> None:
    """`masthead metrics` names them all."""
    shown = masthead("metrics").stdout
    for name in catalogue():
        assert name[:12] in shown


def test_a_metric_prints_its_whole_method() -> None:
    """Every heading of the method is printed."""
    shown = masthead("metrics", "sourcing_density").stdout
    for heading in HEADINGS:
        assert heading in shown


def test_score_prints_the_sum_and_where_to_look(tmp_path: Path) -> None:
    """The run ends with the account of its articles; nothing is drawn where there is no terminal."""
    rows = [
        {
            "id": f"a{n}",
            "outlet": "Gazette",
            "date": "2022-03-01",
            "text": f"Item {n}. " + "The mayor of the town said that the bridge would open. " * 8,
        }
        for n in range(3)
    ]
    rows.append({"id": "short", "outlet": "Gazette", "date": "2022-03-01", "text": "Three words only"})
    rows.append(rows[0] | {"id": "again"})
    path = tmp_path / "c.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    result = masthead("score", path, "--out", tmp_path / "out", "--trained-mentions", "0")
    assert result.returncode == 0, result.stderr
    assert "5 articles in = 3 scored + 1 rejected + 1 exact duplicate;" in result.stdout
    assert "masthead dashboard" in result.stdout
    assert result.stderr == ""
    assert pl.read_parquet(tmp_path / "out" / "rejects.parquet").height == 1


def test_update_adds_and_takes_away_and_says_what_was_taken_over(tmp_path: Path) -> None:
    """The tally is that of the whole folder; a name that is not there is one sentence with names that are."""
    for name in ("a", "b"):
        row = {
            "outlet": "Gazette",
            "text": f"Item {name}. " + "The mayor said that the bridge would open. " * 8,
        }
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(row), encoding="utf-8")
    out = tmp_path / "out"
    masthead("score", tmp_path / "a.jsonl", "--out", out, "--trained-mentions", "0")
    added = masthead("update", out, tmp_path / "b.jsonl")
    assert added.returncode == 0, added.stderr
    assert "2 articles in = 2 scored" in added.stdout
    assert "Taken over from the scores that were there: the measurements of 1 article." in added.stdout
    less = masthead("update", out, "--remove", "a.jsonl")
    assert "1 article in = 1 scored" in less.stdout
    wrong = masthead("update", out, "--remove", "a.jsonl")
    assert_one_sentence(wrong, 1)
    assert "It holds: b.jsonl." in wrong.stderr


def test_explain_shows_an_article_with_its_evidence(sample_scores: Path) -> None:
    """The text, the provenance and the values of one article."""
    articles = pl.read_parquet(sample_scores / "articles.parquet").filter(
        pl.col("provenance") == "credited_reprint"
    )
    article_id = articles["article_id"][0]
    shown = masthead("explain", sample_scores, article_id).stdout
    assert "credited reprint" in shown
    assert "taken from" in shown
    assert "Sourcing density" in shown


def test_explain_names_ids_where_there_is_no_such_article(sample_scores: Path) -> None:
    """An unknown id is answered with examples of known ones."""
    result = masthead("explain", sample_scores, "nonsense")
    assert_one_sentence(result, 1)
    assert "articles.csv" in result.stderr


def test_without_a_known_outlet_the_remedy_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No empty table: what is missing, and how to give it."""
    path = tmp_path / "story.txt"
    path.write_text("The mayor of the town said that the bridge would open. " * 8, encoding="utf-8")
    summary = score([path], tmp_path / "out", Options(trained_mentions=0))
    print_outlets(summary.folder)
    print_summary(summary, summary.folder)
    said = capsys.readouterr().out
    assert "No article names its outlet" in said
    assert "--map outlet=COLUMN" in said
    assert "1 article in = 1 scored + 0 rejected + 0 exact duplicates; 0 known outlets." in said


def test_python_without_docstrings_is_refused() -> None:
    """The docstring of a metric is its published method: a folder would say nothing of how it was measured."""
    command = [sys.executable, "-OO", "-m", "scoring", "metrics"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert_one_sentence(result, 1)
    assert "-OO" in result.stderr
