"""What a notebook imports from `scoring`: score, open, explain, measure one text."""

import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import scoring
from scoring import explain, open_scores, score_text
from scoring.schema.kinds import SourceType
from scoring.schema.tables import all_tables
from tests.run.small_corpus import COUNCIL


def test_every_name_is_there_and_no_other() -> None:
    """What the package's docstring promises can be imported; a mistyped name is told as such."""
    assert scoring.__doc__ is not None
    for name in scoring.__all__:
        assert getattr(scoring, name).__module__ == scoring._HOMES[name]
        assert f"`{name}" in scoring.__doc__ or name == "Options", name
    with pytest.raises(AttributeError, match="scores_folder"):
        _ = scoring.scores_folder


def test_importing_the_package_loads_nothing_heavy() -> None:
    """Who opens a folder waits for neither the pipeline nor the model."""
    program = (
        "import sys; from scoring import open_scores; "
        "print(*(n for n in ('trafilatura', 'onnxruntime', 'streamlit', 'scipy', 'textstat') if n in sys.modules))"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == ""


def test_a_folder_is_a_mapping_of_lazy_tables(sample_scores: Path) -> None:
    """Each table by name, as many as are declared, each with its dictionary."""
    scores = open_scores(str(sample_scores))
    assert list(scores) == [table.name for table in all_tables(scores.metrics)]
    assert len(scores) == len(list(scores))
    for name, frame in scores.items():
        assert frame.collect_schema().names() == scores.dictionary(name)["column"].to_list()
    assert scores.dictionary().height == sum(scores.dictionary(name).height for name in scores)
    with pytest.raises(KeyError, match="outlets, index"):
        _ = scores["outlet"]


def test_the_dictionary_lists_the_words_of_a_closed_vocabulary(sample_scores: Path) -> None:
    """And every cell of such a column is one of them."""
    scores = open_scores(sample_scores)
    listed = scores.dictionary("attributions").filter(column="source_type")["kinds"].to_list()[0]
    assert listed == [kind.value for kind in SourceType]
    closed = scores.dictionary().filter(pl.col("kinds").list.len() > 0)
    assert closed.height >= 15
    for table, column, kinds in closed.select("table", "column", "kinds").iter_rows():
        found = scores[table].select(pl.col(column).drop_nulls().unique()).collect()[column]
        assert set(found) - {""} <= set(kinds), (table, column)


def test_an_article_is_explained_by_its_rows(sample_scores: Path) -> None:
    """Its values are those of the table, its evidence lies in its text, and unknown ids are told with some known."""
    scores = open_scores(sample_scores)
    article_id = scores["articles"].select("article_id").head(1).collect().item()
    found = explain(scores, article_id)
    assert found.article["article_id"] == article_id
    assert found.values["metric"].to_list() == list(scores.metrics)
    for start, end, text in found.evidence("sourcing_density").select("start", "end", "text").iter_rows():
        assert found.text[start:end].startswith(text)
    with pytest.raises(ValueError, match=article_id):
        explain(scores, "no such article")
    with pytest.raises(KeyError, match="absolutes"):
        found.evidence("truth")


def test_a_text_by_itself_is_measured_as_in_a_corpus(tmp_path: Path) -> None:
    """The same rows as the run over a folder that holds this one article."""
    scoring.score(write(tmp_path, COUNCIL), tmp_path / "scores", scoring.Options(trained_mentions=0))
    there = explain(open_scores(tmp_path / "scores"), "text")
    here = score_text(COUNCIL, title="A bath", outlet="Courier", published="2031-06-10", trained=False)
    assert here.text == there.text
    assert here.article == there.article
    for name, frame in here.tables.items():
        assert_frame_equal(frame, there.tables[name])


def write(folder: Path, text: str) -> list[Path]:
    """One article as JSON."""
    path = folder / "article.json"
    row = {"id": "text", "title": "A bath", "outlet": "Courier", "date": "2031-06-10", "text": text}
    path.write_text(json.dumps([row]), encoding="utf-8")
    return [path]


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_what_is_no_text_is_refused_with_its_reason(text: str) -> None:
    """Nothing to measure is a sentence."""
    with pytest.raises(ValueError, match="The text cannot be scored: no text"):
        score_text(text)


def test_another_language_says_what_does_not_hold() -> None:
    """A metric that needs English is missing with its reason, not 0."""
    found = score_text(
        "Der Stadtrat hat am Donnerstagabend beschlossen, das Hallenbad in der alten Brauerei zu schließen, sagte er.",
        trained=False,
    )
    row = found.values.filter(metric="sourcing_density").row(0, named=True)
    assert (found.article["language"], row["value"], row["why"]) == ("de", None, "not in this language")
    assert found.values.filter(metric="boilerplate_ratio")["value"].to_list() == [0.0]
