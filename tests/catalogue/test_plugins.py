"""Metrics of other packages: found by their entry points, measured, exported and shown like all others."""

import json
from pathlib import Path

import polars as pl
import pytest

from scoring.schema.scores import open_scores
from tests.run.small_corpus import write_small_corpus

from .newsroom import METRIC, VERSION, install, masthead

FAULTY = METRIC.replace("    text, words =", "    raise ValueError('a wheel came off')\n    text, words =")
OUTSIDE = METRIC.replace('Evidence(start, end, "year")', 'Evidence(start, 10**9, "year")')


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small corpus scored by two workers, with a metric of another package."""
    folder = tmp_path_factory.mktemp("plugged")
    out = folder / "scores"
    result = masthead(
        install(folder),
        "score",
        write_small_corpus(folder),
        "--out",
        out,
        "--workers",
        "2",
        "--trained-mentions",
        "0",
    )
    assert result.returncode == 0, result.stderr
    return out


def test_its_metric_stands_in_every_table(scored: Path) -> None:
    """Scores, articles, outlets, measurements, evidence and the data dictionary hold it, and say whose it is."""
    scores = open_scores(scored)
    declared = scores.metrics["years_named"]
    assert (declared.label, declared.package) == ("Years named", f"newsroom-metrics {VERSION}")
    assert declared.sections()["Limits"] == "A price of 1999 is a year to it."
    rows = pl.read_csv(scored / "scores.csv").filter(pl.col("metric") == "years_named")
    assert set(rows["status"]) == {"ok", "insufficient"}
    for name in ("articles", "outlets"):
        assert "years_named" in pl.read_csv(scored / f"{name}.csv").columns
    for name in ("measurements", "evidence"):
        assert scores[name].filter(pl.col("metric") == "years_named").collect().height > 0
    package = json.loads((scored / "datapackage.json").read_text(encoding="utf-8"))
    fields = {
        f["name"] for r in package["resources"] if r["name"] == "articles" for f in r["schema"]["fields"]
    }
    assert "years_named" in fields


def test_what_it_counted_is_what_it_says(scored: Path) -> None:
    """An article's value is per times the ratio of its measurement, and its evidence are the years."""
    article = pl.read_csv(scored / "articles.csv").filter(pl.col("article_id") == "german")
    assert article["years_named"].to_list() == [0.0]  # it needs nothing, so it holds for any language
    spans = open_scores(scored)["evidence"].filter(pl.col("metric") == "years_named").collect()
    assert spans["text"].str.contains(r"^(19|20)\d\d$").all()


def test_the_catalogue_lists_it(scored: Path) -> None:
    """`masthead metrics NAME` prints its method; where it is not installed it is no metric."""
    packages = scored.parent / "packages"
    assert "A price of 1999" in masthead(packages, "metrics", "years_named").stdout
    assert masthead(scored.parent / "nowhere", "metrics", "years_named").returncode != 0


def test_the_command_explains_an_article_with_it_where_it_is_not_installed(scored: Path) -> None:
    """The folder says what was measured, not the program at hand."""
    result = masthead(scored.parent / "nowhere", "explain", scored, "german")
    assert "Years named" in result.stdout, result.stderr


@pytest.mark.parametrize(
    ("code", "entry", "said"),
    [
        ("import nothing_of_the_kind", "years_named = newsroom_metrics:years_named", "ModuleNotFoundError"),
        (
            "years_named = 3",
            "years_named = newsroom_metrics:years_named",
            "no function declared with @metric",
        ),
        (METRIC, "years = newsroom_metrics:years_named", "must have the same name"),
        (
            METRIC.replace("def years_named", "def absolutes"),
            "absolutes = newsroom_metrics:absolutes",
            "already",
        ),
        (METRIC.replace("def years_named", "def title"), "title = newsroom_metrics:title", "already"),
        (
            METRIC.replace("needs=()", "readings=('margin',)"),
            "years_named = newsroom_metrics:years_named",
            "margin",
        ),
    ],
)
def test_what_cannot_be_used_is_one_sentence_before_the_run(
    code: str, entry: str, said: str, tmp_path: Path
) -> None:
    """It says which package and what to do; nothing is read, nothing written."""
    out = tmp_path / "scores"
    result = masthead(install(tmp_path, code, entry), "score", write_small_corpus(tmp_path), "--out", out)
    words = " ".join(result.stderr.split())
    assert result.returncode != 0
    assert said in words
    assert "Mend the package newsroom-metrics or uninstall it." in words
    assert "Traceback" not in words
    assert not out.exists()


@pytest.mark.parametrize(("code", "said"), [(FAULTY, "a wheel came off"), (OUTSIDE, "lies outside the text")])
def test_its_faults_are_its_own(code: str, said: str, tmp_path: Path) -> None:
    """An article at which it fails is a reject that names the package; the run and its sum stand."""
    corpus = tmp_path / "corpus.jsonl"
    rows = [
        {
            "id": "a",
            "outlet": "Echo",
            "text": "The ferry stopped in 1999, and nobody on the island had been told.",
        },
        {
            "id": "b",
            "outlet": "Echo",
            "text": "Die Fähre hielt, und niemand auf der Insel hatte es gewusst, sagte er.",
        },
    ]
    if "outside" not in said:  # then every article fails, and a run without any is none
        code = code.replace("    raise", "    if '1999' in view.document.text: raise")
    corpus.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    out = tmp_path / "scores"
    result = masthead(install(tmp_path, code), "score", corpus, "--out", out, "--trained-mentions", "0")
    assert result.returncode == 0, result.stderr
    rejects = pl.read_csv(out / "rejects.csv")
    assert rejects.height == 1
    assert "years_named of the package newsroom-metrics" in rejects["reason"][0]
    assert said in rejects["reason"][0]
    assert "fault of Masthead" not in result.stdout
    assert pl.read_csv(out / "articles.csv")["article_id"].to_list() == ["b"]
