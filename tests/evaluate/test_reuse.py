from pathlib import Path

import pytest

from scoring.evaluate.reuse import evaluate, read_folder, render

HEAD = "SOURCE: {outlet}\n\nTITLE: RAIN\n\nPUBLISHED: {date}\n\nLOCATION: ELODIS\n\n"


def _words(seed: int, count: int) -> str:
    return " ".join(f"word{chr(97 + seed)}{n}x" for n in range(count)) + "."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two outlets of the known names; the one copies the other's three articles a day later."""
    for number in range(3):
        text = f"{_words(number, 60)}\n{_words(number + 5, 60)}\n"
        for outlet, date in (
            ("The World", f"2031/03/0{number + 1}"),
            ("Who What News", f"{number + 2} March 2031"),
        ):
            path = tmp_path / outlet / f"{number}.txt"
            path.parent.mkdir(exist_ok=True)
            path.write_text(HEAD.format(outlet=outlet, date=date) + text, encoding="utf-8")
    return tmp_path


def test_headers_are_read(folder: Path) -> None:
    """Title and date come from the header lines, in either form of date, and are no part of the text."""
    articles = read_folder(folder)
    assert articles["article_id"].to_list()[:2] == ["The World/0", "The World/1"]
    assert [str(moment.date()) for moment in articles["published"]][:4:3] == ["2031-03-01", "2031-03-02"]
    assert articles["title"].unique().to_list() == ["RAIN"]
    assert not articles["text"].str.contains("SOURCE|LOCATION").any()


def test_known_copies_are_given_to_their_source(folder: Path) -> None:
    """The copying outlet's articles come out, and the report names the flow."""
    figures = evaluate(folder)
    assert figures["flows.known_articles"] == 3
    assert figures["flows.known_recall"] == 1
    assert figures["flow.exact.Who What News<The World"] == 3
    assert figures["class.uncredited_reprint"] == 3
    assert "Who What News < The World: 3" in render(figures)


def test_a_folder_without_articles_is_refused(tmp_path: Path) -> None:
    """One sentence with the remedy."""
    with pytest.raises(ValueError, match="holds no articles"):
        evaluate(tmp_path)


@pytest.mark.shared
def test_vast(shared: Path) -> None:
    """What is known of the real set comes out: nearly all copies with their source, most rewrites."""
    figures = evaluate(shared / "benchmarks/vast2021_mc1")
    assert figures["flows.known_recall"] >= 0.95
    assert figures["rewritten.share"] >= 0.85
    for taker in ("Daily Pegasus", "The Orb"):
        assert figures[f"flow.rewritten.{taker}<Homeland Illumination"] >= 20
    assert figures["flow.rewritten.Athena Speaks<The Abila Post"] >= 14
