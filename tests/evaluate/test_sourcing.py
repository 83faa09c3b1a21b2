import gzip
import json
import math
from pathlib import Path
from typing import Any

import pytest

from scoring.evaluate.sourcing import evaluate, read_brat, read_marked, render

TEXT = "“We will stay,” Clara Dunn said. The mayor said that the mill was closed."


def _brat(text: str, *attributions: tuple[str, str, str]) -> str:
    """Stand-off annotation of attributions given as (source, cue, content) words of the text."""
    lines: list[str] = []
    number = 0
    for event, words in enumerate(attributions, start=1):
        names: list[str] = []
        for role, part in zip(("Source", "Cue", "Content"), words, strict=True):
            if not part:
                continue
            number += 1
            start = text.index(part)
            lines.append(f"T{number}\t{role} {start} {start + len(part)}\t{part}")
            names.append(f"{role}:T{number}")
        lines.append(f"E{event}\t" + " ".join(["Attribution:T99", *names]))
    return "\n".join(lines)


PERFECT = _brat(
    TEXT,
    ("Clara Dunn", "said", "“We will stay,”"),
    ("The mayor", "said that", "that the mill was closed"),
)


def _write(path: Path, *rows: dict[str, Any]) -> Path:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    return path


@pytest.mark.parametrize("name", ["marked.jsonl", "marked.jsonl.gz"])
def test_perfect_annotation_scores_one(tmp_path: Path, name: str) -> None:
    """Where people marked what the rules find, source and content score 1 by every measure."""
    figures = evaluate(_write(tmp_path / name, {"text": TEXT, "brat": PERFECT, "outlet": "a"}))
    for role in ("source", "content"):
        for measure in ("exact", "overlap", "jaccard", "words"):
            assert figures[f"{role}.{measure}_f1"] == pytest.approx(1.0)
    assert figures["density.mae"] == 0.0


def test_overlap_gives_partial_credit(tmp_path: Path) -> None:
    """A human span of twice the words has recall one half and precision one; it is not exact."""
    text = "Jo Roe said that the mill is shut."
    brat = _brat(text, ("Jo Roe", "said", "Jo Roe said that the mill is shut"))
    figures = evaluate(_write(tmp_path / "marked.jsonl", {"text": text, "brat": brat}))
    assert figures["content.overlap_precision"] == 1.0
    assert figures["content.overlap_recall"] == pytest.approx(5 / 8)
    assert figures["content.jaccard_f1"] == pytest.approx(5 / 8)
    assert figures["content.exact_f1"] == 0.0
    assert figures["source.exact_f1"] == 1.0


def test_missed_attributions_cost_recall(tmp_path: Path) -> None:
    """What people marked and the rules do not find lowers recall, not precision."""
    brat = PERFECT + "\n" + _brat(TEXT, ("stay", "We", "will")).replace("T", "T5").replace("E1", "E9")
    figures = evaluate(_write(tmp_path / "marked.jsonl", {"text": TEXT, "brat": brat}))
    assert figures["source.overlap_precision"] == 1.0
    assert figures["source.overlap_recall"] == pytest.approx(2 / 3)


def test_fragments_are_one_span() -> None:
    """A content of two fragments is read as one span of two pieces, in order."""
    (found,) = read_brat("T1\tContent 9 12;2 4\tx y\nT2\tCue 5 8\tsay\nE1\tAttribution:T3 Content:T1 Cue:T2")
    assert found == {"content": ((2, 4), (9, 12)), "cue": ((5, 8),)}


def test_too_few_articles_give_no_correlation(tmp_path: Path) -> None:
    """One article allows no correlation: the figure is unknown, not 0."""
    figures = evaluate(_write(tmp_path / "marked.jsonl", {"text": TEXT, "brat": PERFECT}))
    assert math.isnan(figures["density.pearson"])
    assert math.isnan(figures["density.outlet_spearman"])


def test_outlets_are_ordered_by_density(tmp_path: Path) -> None:
    """Outlets whose human densities rise as ours do have rank correlation 1."""
    plain = " The river is wide and the road is long."
    rows = []
    for outlet, times in (("a", 0), ("b", 3), ("c", 9)):
        rows.append({"text": TEXT + plain * times, "brat": PERFECT, "outlet": outlet})
    figures = evaluate(_write(tmp_path / "marked.jsonl", *rows))
    assert figures["density.outlet_spearman"] == pytest.approx(1.0)
    assert figures["density.pearson"] == pytest.approx(1.0)


def test_intervals_hold_their_figures(tmp_path: Path) -> None:
    """Articles are drawn again whole: half right and half wrong ones give an interval around the figure."""
    wrong = _brat(TEXT, ("The mayor", "was", "closed"))
    rows = [{"text": f"{TEXT} No {n}.", "brat": PERFECT if n % 2 else wrong} for n in range(12)]
    figures = evaluate(_write(tmp_path / "marked.jsonl", *rows))
    low, f1, high = (figures[f"content.overlap_f1{edge}"] for edge in (".low", "", ".high"))
    assert low < f1 < high
    assert f"({low:.2f} to {high:.2f})" in render(figures)


def test_people_are_compared_where_several_marked_an_article(tmp_path: Path) -> None:
    """Two markings of one text are held against each other; without such texts the published figure is told."""
    less = _brat(TEXT, ("Clara Dunn", "said", "“We will stay,”"))
    twice = _write(tmp_path / "two.jsonl", {"text": TEXT, "brat": PERFECT}, {"text": TEXT, "brat": less})
    figures = evaluate(twice)
    assert figures["people.articles"] == 1
    assert figures["people.source.overlap_f1"] == pytest.approx(2 * 1 * 0.5 / 1.5)
    assert "several marked: overlap F1 source 0.667" in render(figures)
    once = evaluate(_write(tmp_path / "one.jsonl", {"text": TEXT, "brat": PERFECT}))
    assert once["people.articles"] == 0
    assert "r 0.88" in render(once)


def test_bad_lines_are_named(tmp_path: Path) -> None:
    """A line without the two fields is refused with its number."""
    path = _write(tmp_path / "marked.jsonl", {"text": TEXT, "brat": PERFECT}, {"text": TEXT})
    with pytest.raises(ValueError, match="line 2"):
        list(read_marked(path))


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    """A file without an article gives an error, not a table of zeros."""
    with pytest.raises(ValueError, match="no annotated article"):
        evaluate(_write(tmp_path / "marked.jsonl"))


def test_render_shows_the_figures(tmp_path: Path) -> None:
    """The table names every role and the densities."""
    shown = render(evaluate(_write(tmp_path / "marked.jsonl", {"text": TEXT, "brat": PERFECT})))
    for word in ("source", "cue", "content", "Pearson", "Spearman"):
        assert word in shown


@pytest.mark.shared
def test_figures_on_human_annotation(shared: Path) -> None:
    """On annotated articles that the rules were not written on, the figures stay where they were reached."""
    figures = evaluate(shared / "benchmarks" / "polnear" / "dev.jsonl.gz")
    assert figures["content.overlap_f1"] > 0.75
    assert figures["source.overlap_f1"] > 0.72
    assert figures["density.outlet_spearman"] > 0.85
