import json

import numpy as np
import polars as pl
import pytest
from typer.testing import CliRunner

from scoring.cli.commands import app
from scoring.evaluate.index import bootstrap, evaluate, evaluate_each, read_ratings, render, spearman
from scoring.evaluate.weights import fit, learn, nested, weights_text
from scoring.index.frames import index_frames
from scoring.index.ratings import home_domains
from scoring.index.reference import make_reference, reference_text
from scoring.schema.components import read_components
from tests.index.made_up import made_up

COMPONENTS = read_components()
GOODNESS = {"Alpha": 0.1, "Beta": 0.3, "Gamma": 0.5, "Delta": 0.7, "Epsilon": 0.9, "Zeta": 0.8}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A scores folder of six outlets from bad to good, each on a site of its name."""
    scores, measurements, articles = made_up(COMPONENTS, GOODNESS)
    out = tmp_path_factory.mktemp("scores")
    reference = out / "reference.csv"
    reference.write_text(reference_text(make_reference(scores, COMPONENTS), "Made up."), encoding="utf-8")
    index, _ = index_frames(measurements, articles, reference=reference)
    index.write_parquet(out / "index.parquet")
    address = "https://www." + pl.col("outlet").str.to_lowercase() + ".example/" + pl.col("article_id")
    articles.with_columns(url=address).write_parquet(out / "articles.parquet")
    return out


def ratings_file(folder, rows):
    """A ratings file of the rows given."""
    file = folder / "ratings.csv"
    file.write_text(
        "domain,rating\n" + "".join(f"{domain},{rating}\n" for domain, rating in rows), encoding="utf-8"
    )
    return file


def test_outlets_in_the_order_of_the_experts_correlate_fully(folder, tmp_path):
    """Ratings that follow the planted goodness give a correlation of 1, and those turned round one of -1."""
    rows = [(f"{name.lower()}.example", good) for name, good in GOODNESS.items()]
    figures, pairs = evaluate(ratings_file(tmp_path, rows), folder)
    assert figures["spearman"] == pytest.approx(1)
    assert figures["outlets"] == len(pairs) == len(GOODNESS)
    turned = ratings_file(tmp_path, [(domain, -rating) for domain, rating in rows])
    assert evaluate(turned, folder)[0]["spearman"] == pytest.approx(-1)


def test_the_worst_miss_is_named_with_its_components(folder, tmp_path):
    """An outlet that experts put last although its index is high heads the list, with what raised it."""
    rows = [(f"{name.lower()}.example", 0 if name == "Epsilon" else good) for name, good in GOODNESS.items()]
    text = render(*evaluate(ratings_file(tmp_path, rows), folder))
    misses = text.split("Worst misses")[1].splitlines()
    assert "epsilon.example" in misses[1]
    assert any(component.metric in misses[1] for component in COMPONENTS)


def test_the_command_writes_flat_figures(folder, tmp_path):
    """`masthead evaluate index RATINGS --scores DIR --json FILE` gives spearman, low, high and outlets."""
    rows = [(f"{name.lower()}.example", good) for name, good in GOODNESS.items()]
    file = tmp_path / "f.json"
    call = [
        "evaluate",
        "index",
        str(ratings_file(tmp_path, rows)),
        "--scores",
        str(folder),
        "--json",
        str(file),
    ]
    assert CliRunner().invoke(app, call).exit_code == 0
    assert {"spearman", "low", "high", "outlets"} <= set(json.loads(file.read_text(encoding="utf-8")))


def test_every_column_of_ratings_is_compared(folder, tmp_path):
    """A file with two ratings, one of them turned round, is compared with both; one to learn from must be told."""
    rows = [f"{name.lower()}.example,{good},{-good}\n" for name, good in GOODNESS.items()]
    file = tmp_path / "two.csv"
    file.write_text("domain,factual,bad\n" + "".join(rows), encoding="utf-8")
    found = {name: figures["spearman"] for name, (figures, _) in evaluate_each(file, folder).items()}
    assert found == pytest.approx({"factual": 1, "bad": -1})
    said = CliRunner().invoke(app, ["evaluate", "index", str(file), "--scores", str(folder)]).output
    assert "factual: Spearman 1.000" in said
    assert "bad: Spearman -1.000" in said
    with pytest.raises(ValueError, match="2 ratings"):
        evaluate(file, folder)


def test_too_few_rated_outlets_are_refused(folder, tmp_path):
    """Two outlets make no correlation."""
    rows = [("alpha.example", 0.1), ("beta.example", 0.2), ("unknown.example", 0.5)]
    with pytest.raises(ValueError, match="Only 2 outlets"):
        evaluate(ratings_file(tmp_path, rows), folder)


def test_a_columnist_on_many_sites_has_no_home():
    """Only an outlet with most of its articles on one site is of that site."""
    urls = ["https://a.example/1", "https://www.a.example/2", "https://b.example/3"]
    articles = pl.DataFrame({"outlet": ["A", "A", "A", "C", "C"], "url": [*urls, urls[0], urls[2]]})
    assert home_domains(articles).rows() == [("A", "a.example")]


def test_the_rating_of_a_site_goes_before_that_of_its_parts(tmp_path):
    """A part stands for its site only where the site has no rating of its own."""
    rows = [("wire.example", 1), ("uk.wire.example", 0.2), ("news.other.example", 0.6)]
    found = dict(read_ratings(ratings_file(tmp_path, rows)).iter_rows())
    assert found == {"wire.example": 1.0, "other.example": 0.6}


def test_faulty_ratings_are_refused(tmp_path):
    """A rating that is no number is named by its domain, a missing column by its name."""
    with pytest.raises(ValueError, match=r"'good' of 'b\.example'"):
        read_ratings(ratings_file(tmp_path, [("a.example", 1), ("b.example", "good")]))
    (tmp_path / "bad.csv").write_text("site,rating\na.example,1\n", encoding="utf-8")
    with pytest.raises(ValueError, match="needs a column domain"):
        read_ratings(tmp_path / "bad.csv")


def test_the_bootstrap_interval_holds_the_correlation():
    """The limits lie around the figure and are the same at each call."""
    one = np.arange(30.0)
    other = one + np.random.default_rng(3).normal(0, 8, 30)
    low, high = bootstrap(one, other)
    assert low < spearman(one, other) < high
    assert (low, high) == bootstrap(one, other)


def test_learned_weights_are_never_negative_and_find_what_counts():
    """A component that alone makes the rating gets the weight; one that goes against it gets none."""
    random = np.random.default_rng(5)
    places = random.uniform(0, 100, (200, 4))
    weights = learn(places, places[:, 0] - places[:, 1] + random.normal(0, 5, 200), penalty=1e3)
    assert weights[0] == max(weights) > 0.8
    assert weights[1] == 0


def test_nested_figures_come_from_outlets_kept_aside(folder, tmp_path):
    """With ratings that have nothing to do with the outlets, learning gains nothing."""
    rows = [
        (f"{name.lower()}.example", rating) for name, rating in zip(GOODNESS, (3, 1, 4, 1, 5, 2), strict=True)
    ]
    _, pairs = evaluate(ratings_file(tmp_path, rows), folder)
    assert nested(pairs, COMPONENTS)["learned"] < 0.5


def test_learned_weights_are_a_file_that_scoring_reads(folder, tmp_path):
    """`masthead evaluate weights --out FILE` writes every component, with a mean weight of 1."""
    rows = [(f"{name.lower()}.example", good) for name, good in GOODNESS.items()]
    _, pairs = evaluate(ratings_file(tmp_path, rows), folder)
    file = tmp_path / "weights.csv"
    file.write_text(weights_text(fit(pairs, COMPONENTS)), encoding="utf-8")
    weights = [component.weight for component in read_components(file)]
    assert sum(weights) == pytest.approx(len(weights), abs=0.01)


def test_outlets_can_be_placed_anew(folder, tmp_path):
    """`--anew` takes the measurements, not the folder's index, and places them by the shipped reference."""
    goodness = {**GOODNESS, "Epsilon": 0.0}  # measured otherwise since the index was made
    _, measurements, articles = made_up(COMPONENTS, goodness)
    address = "https://www." + pl.col("outlet").str.to_lowercase() + ".example/" + pl.col("article_id")
    articles.with_columns(url=address).write_parquet(tmp_path / "articles.parquet")
    measurements.write_parquet(tmp_path / "measurements.parquet")
    (tmp_path / "index.parquet").write_bytes((folder / "index.parquet").read_bytes())
    rows = [(f"{name.lower()}.example", good) for name, good in GOODNESS.items()]
    ratings = ratings_file(tmp_path, rows)
    before = {pair.domain: pair.index for pair in evaluate(ratings, tmp_path)[1]}
    after = {pair.domain: pair.index for pair in evaluate(ratings, tmp_path, anew=True)[1]}
    assert max(before, key=before.__getitem__) == "epsilon.example"
    assert min(after, key=after.__getitem__) == "epsilon.example"
