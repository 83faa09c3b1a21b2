from pathlib import Path

import numpy as np
import polars as pl
import pytest

from scoring.evaluate.validity import EXPECTED, evaluate, render
from scoring.schema.tables import MENTIONS

RIGHT_KINDER = {actor for actor, side in EXPECTED.items() if side == "right"}


def made_up(folder: Path, bias: float) -> tuple[Path, Path]:
    """A scores folder of three outlets a side whose tone differs by `bias` as their labels say, and its corpus."""
    random = np.random.default_rng(11)
    articles, mentions, corpus = [], [], []
    for lean in ("left", "right"):
        for outlet in range(3):
            name = f"{lean}{outlet}"
            for number in range(20):
                article, url = f"{name}-{number}", f"https://{name}.example/{number}"
                articles.append((article, name, url))
                corpus.append((url, lean))
                for place, actor in enumerate(EXPECTED):
                    kinder = (actor in RIGHT_KINDER) == (lean == "right")
                    tone = bias / 2 * (1 if kinder else -1) + random.normal(0, 0.1)
                    quoted = (
                        article,
                        place + 100,
                        place + 104,
                        actor,
                        "name",
                        "quoted",
                        None,
                        None,
                        -tone,
                        -tone,
                    )
                    own = (article, place, place + 4, actor, "name", "outlet", None, None, tone, tone / 2)
                    mentions += [own, quoted]
    pl.DataFrame(articles, schema=["article_id", "outlet", "url"], orient="row").write_parquet(
        folder / "articles.parquet"
    )
    pl.DataFrame(mentions, schema=MENTIONS.schema, orient="row").write_parquet(folder / "mentions.parquet")
    pl.DataFrame(corpus, schema=["url", "lean"], orient="row").write_parquet(folder / "corpus.parquet")
    return folder, folder / "corpus.parquet"


def test_a_planted_gap_is_found_in_the_own_voice(tmp_path):
    """Each actor's gap is the planted one by either reading; what is quoted counts nothing; the AUC is 1."""
    figures = evaluate(*made_up(tmp_path, 0.4))
    for actor in EXPECTED:
        assert figures[f"lexicon.{actor}.gap"] == pytest.approx(0.4, abs=0.08)
        assert figures[f"trained.{actor}.gap"] == pytest.approx(0.2, abs=0.04)
        assert figures[f"lexicon.{actor}.low"] > 0
        assert figures[f"lexicon.{actor}.left"] == 3
    assert figures["lexicon.auc"] == figures["trained.auc"] == 1
    assert "AUC" in render(figures)


def test_without_a_gap_the_intervals_hold_nought(tmp_path):
    """No bias: nearly every interval holds 0."""
    figures = evaluate(*made_up(tmp_path, 0.0))
    held = [figures[f"lexicon.{a}.low"] < 0 < figures[f"lexicon.{a}.high"] for a in EXPECTED]
    assert sum(held) >= len(held) - 1


def test_a_reading_that_was_not_made_is_left_out(tmp_path):
    """Where the folder lacks the trained reading and none is asked for, only the lexicon is reported."""
    folder, corpus = made_up(tmp_path, 0.4)
    bare = pl.read_parquet(folder / "mentions.parquet").with_columns(trained=pl.lit(None, pl.Float64))
    bare.write_parquet(folder / "mentions.parquet")
    figures = evaluate(folder, corpus, read=0)
    assert "lexicon.auc" in figures
    assert not any(name.startswith("trained") for name in figures)
    assert "trained: not read" in render(figures)


def test_a_corpus_without_labels_is_refused(tmp_path):
    """The sentence names the missing column."""
    folder, corpus = made_up(tmp_path, 0.4)
    pl.read_parquet(corpus).drop("lean").write_parquet(corpus)
    with pytest.raises(ValueError, match=r"lacks the column.*lean"):
        evaluate(folder, corpus)
