"""What is sent to executors: the user's files as contents, and what must be the same there."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from scoring.cluster.parcel import Unpacking, differences, packed, parcel, unpacked
from scoring.schema.lists import own_lists, use


def settings_by(path: Path | None) -> dict[str, str]:
    """Settings that depend on a file of the user's."""
    return {"actors": path.read_text(encoding="utf-8") if path else ""}


def test_paths_of_the_users_files_become_paths_of_their_copies(tmp_path: Path) -> None:
    """Wherever in a task they stand; all else is as it was."""
    mine, other = tmp_path / "mine.csv", tmp_path / "other.csv"
    pickled = packed({"actors": [mine, other], "n": 3}, {str(mine): b""})
    found = unpacked(pickled, {str(mine): b""}, Path("/there"))
    assert found["n"] == 3
    assert found["actors"][1] == other
    assert found["actors"][0].parent == Path("/there")
    assert found["actors"][0].suffix == ".csv"


def test_an_executor_uses_the_files_that_were_sent(tmp_path: Path) -> None:
    """The contents of lists and actors arrive, though the paths they came from are gone."""
    lists, actors = tmp_path / "lists", tmp_path / "actors.csv"
    lists.mkdir()
    (lists / "some.csv").write_text("a,b\n", encoding="utf-8")
    actors.write_text("id,name\n", encoding="utf-8")
    sent = parcel(lists, (actors, None), partial(settings_by, actors))
    actors.unlink()
    (lists / "some.csv").unlink()
    unpacking = Unpacking()
    try:
        assert unpacking.settle(sent) == ""
        own = own_lists()
        assert own is not None
        assert own != lists
        assert (own / "some.csv").read_text(encoding="utf-8") == "a,b\n"
        assert unpacking.settle(parcel(None, (), partial(settings_by, None))) == ""
        assert own_lists() is None, "another run brings no lists"
    finally:
        use(None)


def test_an_executor_of_another_version_says_so() -> None:
    """Even where it lacks the very function that would compare the versions."""
    sent = parcel(None, (), partial(settings_by, None))
    older = replace(sent, settings=sent.settings.replace(b"settings_by", b"settings_no"))
    try:
        assert "another version of Masthead" in Unpacking().settle(older)
    finally:
        use(None)


def test_all_that_differs_is_named() -> None:
    """With both versions; what is absent is called so, and a hash is cut."""
    here = {"masthead": "1.0", "onnxruntime": "1.20", "the lists": "0123456789abcdef", "polars": "2.1"}
    there = {"masthead": "1.0", "onnxruntime": "absent", "the lists": "fedcba9876543210"}
    words = differences(here, there)
    assert "onnxruntime is absent there and 1.20 here" in words
    assert "the lists is fedcba987654 there and 0123456789ab here" in words
    assert "polars is absent there and 2.1 here" in words
    assert "masthead" not in words.partition(":")[2]
    assert differences(here, here) == ""
