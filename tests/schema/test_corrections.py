"""What readers judged is kept: whole or not at all, with two at once, over an update, and whatever a hand did to it."""

import csv
import multiprocessing
import os
import re
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.schema import corrections
from scoring.schema.corrections import (
    CORRECTIONS,
    FILE_NAME,
    NOTE_CHARACTERS,
    Corrections,
    Judgement,
    as_bytes,
    as_note,
    change,
    mark_hash,
    parse,
    read_corrections,
)
from scoring.schema.folder import export_csv, put_in_place

HASH = mark_hash("said")
ONE = Judgement("a1", 10, 14, HASH, "sourcing_density", verdict="right", time="2026-01-31T12:00:00Z")
HEAD = ",".join(CORRECTIONS.schema.names())


def keep(folder: Path, one: Judgement) -> None:
    """Keep a judgement."""
    change(folder, one.key, one)


@pytest.mark.parametrize(
    "note",
    [
        "=1+1",
        "+x",
        "-x",
        "@x",
        "'x",
        'say "no", twice',
        "a,b;c\td",
        "\u202edesrever",
        "\x1b[31mred",
        "émigré 🗞",
        "x" * 900,
    ],
)
def test_a_note_of_any_kind_is_kept_and_runs_nowhere(tmp_path: Path, note: str) -> None:
    """It comes back as it was written, on one line, without what steers, and no spreadsheet runs it."""
    keep(tmp_path, replace(ONE, note=as_note(note)))
    (row,) = read_corrections(tmp_path).rows.values()
    assert row.note == as_note(note)
    assert len(row.note) <= NOTE_CHARACTERS
    cell = (tmp_path / FILE_NAME).read_text(encoding="utf-8").split(",right,")[1].lstrip('"')
    assert not cell.startswith(("=", "+", "-", "@"))
    assert "\x1b" not in cell


ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=30)


@given(article=ANY, actor=ANY, note=ANY, start=st.integers(0, 10**6), size=st.integers(1, 10**4))
def test_what_is_written_is_what_is_read(article: str, actor: str, note: str, start: int, size: int) -> None:
    """Whatever an id or a note holds."""
    one = replace(ONE, article_id=article, actor=actor, note=as_note(note), start=start, end=start + size)
    other = replace(one, start=start + 1, end=start + size + 1, verdict="wrong")
    found = Corrections({one.key: one, other.key: other})
    assert parse(as_bytes(found)) == found


def test_a_judgement_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    """And can be taken back, to nothing or to what was there; without any the file is gone."""
    assert change(tmp_path, ONE.key, ONE) is None
    wrong = replace(ONE, verdict="wrong")
    assert change(tmp_path, ONE.key, wrong) == ONE
    assert read_corrections(tmp_path).rows == {ONE.key: wrong}
    assert change(tmp_path, ONE.key, ONE) == wrong
    change(tmp_path, ONE.key, None)
    assert not list(tmp_path.iterdir())


RUBBISH = {
    "a1,x,14,{hash},sourcing_density,,,random,right,,": "start is no place in a text",
    "a1,14,10,{hash},sourcing_density,,,random,right,,": "start 14 is not before end 10",
    "a1,10,99999999999999999999,{hash},sourcing_density,,,,right,,": "end is no place in a text",
    ",10,14,{hash},sourcing_density,,,random,right,,": "no article_id",
    "a1,10,14,SAID,sourcing_density,,,random,right,,": "sha1 is not 12 digits of a hash",
    "a1,10,14,{hash},Sourcing density!,,,random,right,,": "metric is no name of a metric",
    "a1,10,14,{hash},sourcing_density,,,random,maybe,,": "verdict is none of right, wrong",
    "a1,10,14,{hash},sourcing_density,,,random,,,": "neither a verdict nor a note",
    "a1,10,14,{hash},sourcing_density,,,random,right,,yesterday": "time is not of the form",
    "a1": "start is no place in a text",
    "a1,10,14,{hash},sourcing_density,,loud,random,right,,": "said is none of friendly, neutral, hostile",
}


@pytest.mark.parametrize("row", RUBBISH)
def test_a_row_that_cannot_be_kept_is_named_and_left_where_it_is(tmp_path: Path, row: str) -> None:
    """The others hold; the next judgement does not sweep it away; the export leaves it out."""
    line = row.format(hash=HASH)
    good = f"a2,1,5,{HASH},sourcing_density,,,random,wrong,my note,"
    (tmp_path / FILE_NAME).write_text(f"{HEAD}\n{line}\n\n{good}\n", encoding="utf-8")
    found = read_corrections(tmp_path)
    assert [one.note for one in found.rows.values()] == ["my note"]
    assert found.told().startswith("line 2: " + RUBBISH[row])
    keep(tmp_path, ONE)
    again = read_corrections(tmp_path)
    assert len(again.rows) == 2
    assert [refused.reason for refused in again.refused] == [refused.reason for refused in found.refused]
    assert {name: cell for name, cell in again.refused[0].cells.items() if cell} == {
        name: cell for name, cell in found.refused[0].cells.items() if cell
    }
    assert not parse(as_bytes(again.accepted)).refused


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "lacks the column(s) article_id"),
        (b"article_id;start;end\r\n", "lacks the column(s) article_id"),
        (b"\xff\xfe", "is not in UTF-8"),
        (f"{HEAD}\n{'x' * 200},1\n".encode(), "is not a CSV file"),
    ],
)
def test_a_file_that_is_none_is_told_and_not_touched(tmp_path: Path, content: bytes, told: str) -> None:
    """Nothing is judged into it: that would lose what somebody may still mend."""
    (tmp_path / FILE_NAME).write_bytes(content)
    longest = csv.field_size_limit(100)
    try:
        with pytest.raises(ValueError, match=re.escape(told)):
            keep(tmp_path, ONE)
    finally:
        csv.field_size_limit(longest)
    assert (tmp_path / FILE_NAME).read_bytes() == content


def test_rows_of_two_files_put_together_hold_the_later(tmp_path: Path) -> None:
    """Columns may stand in any order, further ones are passed over, a byte-order mark and blanks do not matter."""
    rows = (
        f"verdict,mine,metric,sha1,end,start,article_id\n right ,x,m,{HASH},5,1,a\nwrong,x,m,{HASH}, 5 ,1,a\n"
    )
    (tmp_path / FILE_NAME).write_text("\ufeff" + rows, encoding="utf-8")
    (row,) = read_corrections(tmp_path).rows.values()
    assert (row.verdict, row.start, row.end) == ("wrong", 1, 5)


def judge_many(folder: Path, who: int, count: int) -> None:
    """Judge so many spans, one after the other."""
    for number in range(count):
        keep(folder, replace(ONE, article_id=f"{who}-{number}"))


def test_two_sessions_and_two_servers_lose_nothing(tmp_path: Path) -> None:
    """Threads of one server and other processes write at once; every judgement is there, and nothing beside."""
    spawn = multiprocessing.get_context("spawn")
    others = [spawn.Process(target=judge_many, args=(tmp_path, who, 15)) for who in (1, 2)]
    threads = [threading.Thread(target=judge_many, args=(tmp_path, who, 15)) for who in (3, 4)]
    for one in (*others, *threads):
        one.start()
    for one in (*others, *threads):
        one.join()
    ids = {row.article_id for row in read_corrections(tmp_path).rows.values()}
    assert ids == {f"{who}-{number}" for who in (1, 2, 3, 4) for number in range(15)}
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_a_write_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither half a file nor a leftover."""
    keep(tmp_path, ONE)
    before = (tmp_path / FILE_NAME).read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        keep(tmp_path, replace(ONE, verdict="wrong"))
    assert (tmp_path / FILE_NAME).read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def folder_of(path: Path) -> Path:
    """A folder with a file in it."""
    path.mkdir()
    (path / "new.csv").write_text("x", encoding="utf-8")
    return path


def meanwhile(monkeypatch: pytest.MonkeyPatch, begin: Callable[[], None]) -> None:
    """Let something begin while a folder is being put in place, after it has been locked."""
    copied = corrections.take_along

    def begun(earlier: Path, built: Path) -> None:
        copied(earlier, built)
        begin()

    monkeypatch.setattr(corrections, "take_along", begun)


def test_a_folder_put_in_place_takes_the_judgements_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the rows that are refused; one that is judged meanwhile waits and lands in the new folder."""
    target, built = tmp_path / "scores", folder_of(tmp_path / "built")
    target.mkdir()
    keep(target, ONE)
    with (target / FILE_NAME).open("a", encoding="utf-8") as out:
        out.write("rubbish\n")
    late = threading.Thread(target=keep, args=(target, replace(ONE, article_id="late")))
    meanwhile(monkeypatch, late.start)
    put_in_place(built, target)
    late.join()
    found = read_corrections(target)
    assert {row.article_id for row in found.rows.values()} == {"a1", "late"}
    assert len(found.refused) == 1
    assert (target / "new.csv").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["scores"]


def test_another_process_that_waits_writes_into_the_new_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its lock was on the folder that has gone: it locks the one that stands there now."""
    target, built = tmp_path / "scores", folder_of(tmp_path / "built")
    target.mkdir()
    keep(target, ONE)
    late = multiprocessing.get_context("spawn").Process(target=judge_many, args=(target, 9, 3))

    def begin() -> None:
        late.start()
        late.join(2)  # long enough, mostly, to be waiting; either way nothing may be lost

    meanwhile(monkeypatch, begin)
    put_in_place(built, target)
    late.join()
    assert late.exitcode == 0
    assert len(read_corrections(target).rows) == 4


def test_a_run_killed_between_two_renamings_loses_no_judgement(tmp_path: Path) -> None:
    """The earlier folder is beside the place then; the next run takes them from there."""
    old, target, built = tmp_path / ".scores.old", tmp_path / "scores", folder_of(tmp_path / "built")
    old.mkdir()
    keep(old, ONE)
    put_in_place(built, target)
    assert read_corrections(target).rows == {ONE.key: ONE}
    assert not old.exists()


def test_an_export_holds_the_judgements(sample_scores: Path, tmp_path: Path) -> None:
    """Those that can be kept, beside the tables; without any there is no such file."""
    scores = tmp_path / "scores"
    scores.mkdir()
    for path in sample_scores.iterdir():
        if path.is_file():
            (scores / path.name).symlink_to(path)
    assert FILE_NAME not in export_csv(scores, tmp_path / "without")
    keep(scores, ONE)
    with (scores / FILE_NAME).open("a", encoding="utf-8") as out:
        out.write("rubbish\n")
    assert FILE_NAME in export_csv(scores, tmp_path / "with")
    assert read_corrections(tmp_path / "with") == Corrections({ONE.key: ONE})


def test_a_file_system_without_locks_still_keeps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As some network shares are."""

    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(corrections.fcntl, "flock", refuse)
    keep(tmp_path, ONE)
    assert read_corrections(tmp_path).rows == {ONE.key: ONE}
