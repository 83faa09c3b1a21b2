"""Lists of the user's own stand in for the shipped ones, in this process and in others, and for one run alone."""

import json
from pathlib import Path

import polars as pl
import pytest

from scoring.run.options import Options
from scoring.run.score import score
from scoring.run.single import score_text
from scoring.schema.lists import (
    alternatives,
    check_own,
    data_folder,
    folder_of,
    list_names,
    read_list,
    shipped_list,
    using,
    words_of,
)
from scoring.schema.scores import open_scores
from scoring.text.style import style_words
from scoring.text.wording import find_details
from tests.run.small_corpus import write_small_corpus

HARSH = "word,class\nferry,absolute\nharbour,absolute\n"


def own_folder(tmp_path: Path, **lists: str) -> Path:
    """A folder of lists."""
    folder = tmp_path / "lists"
    folder.mkdir()
    for name, text in lists.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def absolutes(scores: Path) -> float:
    """How many absolutes a run found."""
    rows = open_scores(scores)["measurements"].filter(pl.col("metric") == "absolutes")
    return float(rows.select(pl.col("numerator").sum()).collect().item())


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_uses_them_and_the_next_one_does_not(workers: int, tmp_path: Path) -> None:
    """Words of the user's list are counted; afterwards, in the same process, those of the shipped one are again."""
    corpus, own = write_small_corpus(tmp_path), own_folder(tmp_path, style_words=HARSH)
    usual = {"trained_mentions": 0, "workers": workers, "csv": False}
    score([corpus], tmp_path / "before", Options(**usual))  # type: ignore[arg-type]
    score([corpus], tmp_path / "own", Options(lists=own, **usual))  # type: ignore[arg-type]
    score([corpus], tmp_path / "after", Options(**usual))  # type: ignore[arg-type]
    before, with_own, after = (absolutes(tmp_path / name) for name in ("before", "own", "after"))
    assert before == after
    assert with_own not in (0.0, before)
    packages = [
        json.loads((tmp_path / name / "datapackage.json").read_text()) for name in ("before", "own", "after")
    ]
    assert [package["masthead"]["own_lists"] for package in packages] == [[], ["style_words.csv"], []]
    assert (
        packages[0]["masthead"]["lists"]
        == packages[2]["masthead"]["lists"]
        != packages[1]["masthead"]["lists"]
    )


def test_what_was_remembered_is_forgotten(tmp_path: Path) -> None:
    """A list that was read before is read anew, and anew afterwards."""
    shipped = style_words("absolute")
    with using(own_folder(tmp_path, style_words=HARSH)):
        assert style_words("absolute") == {"ferry", "harbour"}
    assert style_words("absolute") == shipped


SUMMIT = """The summit ended without a deal on Friday, after three days of talks in the old harbour hall.

Moscow denied the report that its envoys had left early. There were tensions between Moscow and Kyiv over the ferry.

Admiral Zoltar Quimby said that the ships would stay in the bay until the end of the month."""


def named() -> list[str]:
    """The mentions of actors that this process finds, each with the word before it and the word after."""
    found = score_text(SUMMIT, title="Summit ends without a deal", trained=False)
    places = found.tables["mentions"].select("start", "end").rows()
    return [
        " ".join((*SUMMIT[:start].split()[-1:], SUMMIT[start:end], *SUMMIT[end:].split()[:1]))
        for start, end in places
    ]


@pytest.mark.parametrize(
    ("name", "text", "lost"),
    [
        ("actor_verbs", "word,role\nhummed,act\n", "hall. Moscow denied"),
        ("actor_context_words", "word,set\nquibble,relation\n", "between Moscow and"),
    ],
)
def test_lists_of_actors_hold_within_a_process(name: str, text: str, lost: str, tmp_path: Path) -> None:
    """Moscow is its government where it denies, or where tensions are between it and another; not by other lists."""
    before = named()
    with using(own_folder(tmp_path, **{name: text})):
        own = named()
    assert lost in before
    assert lost not in own
    assert named() == before


def test_a_small_set_of_words_holds_within_a_process(tmp_path: Path) -> None:
    """So do the words by which lines and quotations are read; a class that is left out has none."""
    before = words_of("text_words.csv", "weekday")
    with using(own_folder(tmp_path, text_words="class,words\nmonth,Brumaire|Nivose\n")):
        assert words_of("text_words.csv", "month") == {"Brumaire", "Nivose"}
        assert words_of("text_words.csv", "weekday") == frozenset()
        assert alternatives(words_of("text_words.csv", "weekday")) == "(?!)"
        details = find_details("It rained on 3 Nivose and on Monday.", frozenset({0}))
        assert [mark.label for mark in details] == ["date", "name"]
    assert words_of("text_words.csv", "weekday") == before


def test_lists_of_a_language_are_found_by_their_name() -> None:
    """Wherever a list lies, its name tells it: no two share one, and none of the folders is named in it."""
    names = list_names()
    assert {"wire_services.csv", "style_words.csv"} < set(names)
    assert len(names) == len(set(names))
    assert shipped_list("wire_services.csv") == data_folder() / "wire_services.csv"
    assert shipped_list("style_words.csv") == folder_of() / "style_words.csv"
    assert all(shipped_list(name).is_file() for name in names)


def test_every_list_can_be_replaced(tmp_path: Path) -> None:
    """A copy of each shipped list is accepted under its name, and is the one that is read."""
    copies = {
        name.removesuffix(".csv"): shipped_list(name).read_text(encoding="utf-8") for name in list_names()
    }
    folder = own_folder(tmp_path, **copies)
    check_own(folder)
    with using(folder):
        for name in list_names():
            assert read_list(name).equals(read_list(shipped_list(name)))


@pytest.mark.parametrize(
    ("lists", "said"),
    [
        ({}, "holds no list"),
        ({"stile_words": HARSH}, "stile_words.csv is called like no list of Masthead"),
        ({"style_words": "word\nferry\n"}, "lacks the column"),
    ],
)
def test_what_cannot_replace_a_list_is_refused_before_the_run(
    lists: dict[str, str], said: str, tmp_path: Path
) -> None:
    """One sentence that names the file."""
    with pytest.raises(ValueError, match=said):
        score([write_small_corpus(tmp_path)], tmp_path / "out", Options(lists=own_folder(tmp_path, **lists)))
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    """So is a mistyped name."""
    with pytest.raises(ValueError, match="is no folder"):
        check_own(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("outlet,score\nDie Post für Köln,1\n".encode("cp1252"), "save it as UTF-8"),
        ("outlet,score\nEcho,1\n".encode("utf-16"), "save it as UTF-8"),
        (b"# mine\noutlet;score\nEcho;1,5\n", "separates its columns by semicolons; save it with commas"),
        (b"outlet\tscore\nEcho\t1\n", "separates its columns by tabs; save it with commas"),
    ],
)
def test_a_list_as_a_spreadsheet_writes_it_is_refused_with_the_remedy(
    tmp_path: Path, content: bytes, told: str
) -> None:
    """Where a comma is the decimal sign, a spreadsheet's CSV has semicolons, and its encoding is the country's."""
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=told):
        read_list(path)


def test_a_list_of_the_users_own_may_begin_with_a_mark(tmp_path: Path) -> None:
    """As a spreadsheet's UTF-8 does."""
    path = tmp_path / "list.csv"
    path.write_bytes("outlet,score\nEcho,1\n".encode("utf-8-sig"))
    assert read_list(path).rows() == [("Echo", "1")]
