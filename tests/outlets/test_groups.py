import numpy as np
import polars as pl
import pytest

from scoring.outlets.groups import compare_groups, read_groups

from .rules import rule

RULES = {"tone": rule(-1.0, 1.0, by_actor=True)}
GROUPS = {"North": ("ruritania", "borduria"), "South": ("freedonia",)}


def _file(tmp_path, text):
    path = tmp_path / "groups.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_groups_are_read_in_order(tmp_path):
    """Names, commas, remarks and empty lines."""
    path = _file(tmp_path, "# sides\nNorth = Ruritania, Borduria\n\nSouth=Freedonia ,\n")
    assert read_groups(path) == {"North": ("Ruritania", "Borduria"), "South": ("Freedonia",)}
    ids = {"ruritania": "Q1", "borduria": "Q2", "freedonia": "Q3"}
    assert read_groups(path, ids) == {"North": ("Q1", "Q2"), "South": ("Q3",)}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("North: Ruritania\nSouth = Freedonia", "line 1.*Name = actor"),
        ("North = \nSouth = Freedonia", "line 1.*Name = actor"),
        ("North = Ruritania\nNorth = Freedonia", "line 2.*named twice"),
        ("North = Ruritania\nSouth = Atlantis", "line 2.*Atlantis"),
        ("North = Ruritania", "fewer than two"),
    ],
)
def test_a_bad_groups_file_is_refused_with_its_line(tmp_path, text, message):
    """Each mistake is told in a sentence with the line."""
    with pytest.raises(ValueError, match=message):
        read_groups(_file(tmp_path, text), {"ruritania": "Q1", "freedonia": "Q3"})


def _measure(seed: int, *, gap: float, texts: int = 40) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Texts with a mood of their own that colours both groups; South stands `gap` below North."""
    rng = np.random.default_rng(seed)
    mood = rng.normal(0, 0.3, texts)
    parts = []
    for actor, shift in (("ruritania", gap), ("borduria", gap), ("freedonia", 0.0)):
        mentions = rng.poisson(1.5, texts).astype(float)
        tone = np.clip(mood + shift + rng.normal(0, 0.15, texts), -1, 1)
        part = pl.DataFrame({"numerator": tone * mentions, "denominator": mentions})
        parts.append(part.with_row_index("row").with_columns(actor=pl.lit(actor)))
    measurements = pl.concat(parts).with_columns(
        article_id=pl.format("a{}", "row"),
        metric=pl.lit("tone"),
        reading=pl.lit("body"),
        voice=pl.lit("outlet"),
    )
    articles = pl.DataFrame({"article_id": [f"a{n}" for n in range(texts)]}).with_columns(
        outlet=pl.lit("Gazette"), text_cluster=pl.col("article_id")
    )
    return measurements.drop("row"), articles


def _many(seeds: range, gap: float) -> pl.DataFrame:
    """The contrast in as many outlets as there are seeds, each measured from its own draws."""
    drawn = {str(seed): _measure(seed, gap=gap) for seed in seeds}
    mark = pl.lit("-") + pl.col("article_id")
    measurements = pl.concat(
        one.with_columns(article_id=pl.lit(name) + mark) for name, (one, _) in drawn.items()
    )
    articles = pl.concat(
        two.with_columns(
            article_id=pl.lit(name) + mark, text_cluster=pl.lit(name) + mark, outlet=pl.lit(name)
        )
        for name, (_, two) in drawn.items()
    )
    return compare_groups(measurements, articles, GROUPS, RULES)


def test_the_contrast_of_groups_holds_its_truth():
    """A gap of 0.1 is found without bias, 95% of the intervals hold it, and no gap is rarely flagged."""
    found = _many(range(300), gap=0.1)
    assert found["difference"].mean() == pytest.approx(0.1, abs=0.02)
    holds = found.select(pl.lit(0.1).is_between("low", "high")).to_series()
    assert 0.91 <= holds.mean() <= 0.99
    fair = _many(range(300, 600), gap=0.0)
    assert (fair["p"] < 0.05).mean() <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 300)


def test_texts_that_name_both_are_known_to_be_the_same():
    """The mood of a text colours both groups; set against each other it falls out."""
    measurements, articles = _measure(1, gap=0.1)
    together = compare_groups(measurements, articles, GROUPS, RULES).row(0, named=True)
    mark = pl.when(actor="freedonia").then(pl.col("article_id") + "x").otherwise("article_id")
    more = articles.with_columns(pl.col("article_id", "text_cluster") + "x")
    apart = compare_groups(
        measurements.with_columns(article_id=mark), pl.concat([articles, more]), GROUPS, RULES
    ).row(0, named=True)
    assert apart["difference"] == pytest.approx(together["difference"])
    assert apart["high"] - apart["low"] > 1.2 * (together["high"] - together["low"])


def test_a_group_that_is_hardly_named_is_insufficient():
    """Three texts about one side: no number."""
    measurements, articles = _measure(2, gap=0.1)
    few = measurements.filter(
        (pl.col("actor") != "freedonia") | pl.col("article_id").is_in(["a1", "a2", "a3"])
    )
    row = compare_groups(few, articles, GROUPS, RULES).row(0, named=True)
    assert row["status"] == "insufficient"
    assert row["difference"] is None
    none = measurements.filter(pl.col("actor") == "borduria").head(0)
    assert compare_groups(none, articles, GROUPS, RULES).is_empty()


def test_a_groups_file_in_another_encoding_is_refused_in_a_sentence(tmp_path):
    """Bytes that are no UTF-8 are told with the file and the remedy, not as a decoder's complaint."""
    path = tmp_path / "groups.txt"
    path.write_bytes("Reds = Orbán\nBlues = Merkel\n".encode("latin-1"))
    with pytest.raises(ValueError, match=r"groups\.txt is not UTF-8 text; save it as UTF-8\."):
        read_groups(path)


def test_the_readers_own_error_widens_a_contrast_of_groups():
    """Both groups were read with the error, in different sentences: the interval is wider by both."""
    measurements, articles = _measure(3, gap=0.1)
    plain = compare_groups(measurements, articles, GROUPS, RULES).row(0, named=True)
    erring = {name: rule(-1.0, 1.0, by_actor=True, reader_error=0.1) for name in RULES}
    wider = compare_groups(measurements, articles, GROUPS, erring).row(0, named=True)
    assert wider["difference"] == plain["difference"]
    assert wider["high"] - wider["low"] > 4 * np.sqrt(2) * 0.1 * 0.98
    assert wider["p"] > plain["p"]
