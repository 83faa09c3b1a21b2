"""Bringing a scores folder up to date gives, byte for byte, what scoring everything anew gives."""

import hashlib
import json
import random
import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.compare import passages_again, store
from scoring.corpus.schema import CorpusError
from scoring.run import score as spine
from scoring.run import settings as run_settings
from scoring.run.kept import KEPT
from scoring.run.options import Options
from scoring.run.score import score, update
from scoring.run.stages import comparing, cut, measuring, tokenising
from scoring.schema.lists import data_folder

OPTIONS = Options(trained_mentions=0)
STEPS = 4


def bytes_of(folder: Path) -> dict[str, str]:
    """A hash of each file of a scores folder, those that it keeps among them."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


WIRE = (
    "Ministers of the two countries signed the water accord after nine hours of talks, and their engineers will read "
    "the gauges on both banks every morning before the sluices are opened, the joint statement said on Tuesday."
)
FURNITURE = "Follow the paper on every channel that you like and never miss a story again."


def article(number: int, version: int) -> dict[str, str | None]:
    """An invented article; its neighbours share its story, its wire copy, its outlet's furniture, or its id."""
    draw = random.Random(f"{number} {version}")  # noqa: S311 a repeatable text, no secret
    lines = [
        f"The bridge over the Sel will open on day {number % 5}, Anna Berg told reporters in Kabul on Monday.",
        f'"We tested every bolt of section {draw.randrange(999)}," she said. China praised the great progress.',
        f"Nobody asked the {draw.choice(['anglers', 'bakers', 'ushers'])} of street {draw.randrange(999)}, they said.",
    ]
    if number % 3 == 0:
        lines.insert(1, WIRE)
    if number % 4 == 0:
        lines.append(FURNITURE)
    if number % 11 == 5:
        lines = ["Too short."]
    return {
        "id": None if number % 2 else f"n{number // 4}",
        "outlet": ("Gazette", "Mirror", "Wire")[number % 3],
        "date": f"{number % 5 + 1:02}/03/2022" if number % 2 else f"2022-03-{number % 5 + 1:02}",
        "title": f"Meeting {number} of the harbour board",
        "text": "\n\n".join(lines),
    }


def write(path: Path, numbers: range, version: int) -> None:
    """A file of articles."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [json.dumps(article(number, version)) for number in numbers]
    path.write_text("\n".join(rows), encoding="utf-8")


def changed(folder: Path, draw: random.Random) -> None:
    """Add, replace or take away some files of the folder; it never becomes empty."""
    for _ in range(draw.randint(1, 3)):
        there = sorted(folder.rglob("*.jsonl"))
        if len(there) > 1 and draw.random() < 0.35:
            draw.choice(there).unlink()
            continue
        first = draw.randrange(12)
        name = folder / draw.choice(("", "deeper/")) / f"{draw.randrange(6)}.jsonl"
        write(name, range(first * 3, first * 3 + draw.randint(1, 9)), draw.randrange(3))


def measured_anew(patch: pytest.MonkeyPatch) -> list[str]:
    """Records the ids of the articles that are measured from now on."""
    seen: list[str] = []
    measure = measuring.measure_batch

    def noting(articles: pl.DataFrame, *more: Any) -> Any:
        seen.extend(articles["article_id"])
        return measure(articles, *more)

    patch.setattr(measuring, "measure_batch", noting)
    return seen


@pytest.fixture
def scored(tmp_path: Path) -> Path:
    """A folder of two files of articles, `in`, scored into `scores` beside it."""
    write(tmp_path / "in" / "0.jsonl", range(12), 0)
    write(tmp_path / "in" / "deeper" / "1.jsonl", range(12, 20), 0)
    score([tmp_path / "in"], tmp_path / "scores", OPTIONS)
    return tmp_path


def test_only_what_others_now_matter_to_is_measured_again(
    scored: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Most measurements are taken over, and the summary counts them; a small corpus regroups a few of its stories."""
    seen = measured_anew(monkeypatch)
    alone = {
        "id": "alone",
        "outlet": "Elsewhere",
        "date": "1999-01-01",
        "text": "Quarry weavers counted forty crumbling chimneys near the seminary, nobody else did so.",
    }
    (scored / "alone.jsonl").write_text(json.dumps(alone), encoding="utf-8")
    summary = update(scored / "scores", scored / "alone.jsonl")
    assert "alone" in seen
    assert summary.unchanged == summary.scored - len(seen) > summary.scored / 2
    seen.clear()
    write(scored / "2.jsonl", range(12, 13), 1)  # the same outlet, story and wire copy as others
    update(scored / "scores", [scored / "2.jsonl"])
    assert 1 < len(seen) < summary.scored


def test_what_is_measured_otherwise_is_measured_again(scored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other lists, actors or libraries: nothing is taken over."""
    seen = measured_anew(monkeypatch)
    assert score([scored / "in"], scored / "scores", OPTIONS).unchanged
    assert not seen
    monkeypatch.setattr(run_settings, "lists_digest", lambda: "other lists")
    assert not score([scored / "in"], scored / "scores", OPTIONS).unchanged
    assert len(seen) == pl.read_parquet(scored / "scores" / "articles.parquet").height


@pytest.mark.parametrize("name", ["measurements.parquet", f"{KEPT}/digests.parquet", f"{KEPT}/asked.json"])
def test_from_a_damaged_folder_nothing_is_taken(name: str, scored: Path) -> None:
    """Scoring anew into a folder whose files are damaged mends it."""
    whole = bytes_of(scored / "scores")
    (scored / "scores" / name).write_bytes(b"PAR1 and no more")
    score([scored / "in"], scored / "scores", OPTIONS)
    assert bytes_of(scored / "scores") == whole


@pytest.mark.parametrize("name", ["measurements", "evidence"])
def test_from_a_table_damaged_in_its_middle_nothing_is_taken(name: str, scored: Path) -> None:
    """Its description is sound, so that the damage shows only as the rows are read."""
    whole = bytes_of(scored / "scores")
    path = scored / "scores" / f"{name}.parquet"
    found = bytearray(path.read_bytes())
    found[4 : len(found) // 2] = b"\xff" * (len(found) // 2 - 4)
    path.write_bytes(found)
    score([scored / "in"], scored / "scores", OPTIONS)
    assert bytes_of(scored / "scores") == whole


def test_an_update_that_was_stopped_takes_nothing_from_a_folder_that_is_no_more(
    scored: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was left to the earlier folder is measured when that has been removed before the work goes on."""
    write(scored / "in" / "2.jsonl", range(20, 26), 0)

    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(spine, "put_in_place", killed)
        with pytest.raises(KeyboardInterrupt):
            score([scored / "in"], scored / "scores", OPTIONS)
    shutil.rmtree(scored / "scores")
    score([scored / "in"], scored / "scores", OPTIONS)
    score([scored / "in"], scored / "anew", OPTIONS)
    assert bytes_of(scored / "scores") == bytes_of(scored / "anew")


@pytest.mark.parametrize("name", ["in/deeper/1.jsonl", "in/deeper", "in/deeper/"])
def test_files_and_folders_are_taken_away_by_name(name: str, scored: Path) -> None:
    """As if they had never been there; without any path to read."""
    update(scored / "scores", remove=[name])
    shutil.rmtree(scored / "in" / "deeper")
    score([scored / "in"], scored / "anew", OPTIONS)
    assert bytes_of(scored / "scores") == bytes_of(scored / "anew")


def test_files_that_are_gone_stay_unless_pruned(scored: Path) -> None:
    """Nothing is lost without being asked for."""
    before = bytes_of(scored / "scores")
    (scored / "in" / "deeper" / "1.jsonl").unlink()
    update(scored / "scores", [scored / "in"])
    assert bytes_of(scored / "scores") == before
    update(scored / "scores", [scored / "in"], prune=True)
    score([scored / "in"], scored / "anew", OPTIONS)
    assert bytes_of(scored / "scores") == bytes_of(scored / "anew")


def test_what_is_not_there_cannot_be_taken_away(scored: Path) -> None:
    """The error names files that are."""
    with pytest.raises(
        ValueError, match=r"Nothing called in/2\.jsonl was read .* in/0\.jsonl, in/deeper/1\.jsonl\."
    ):
        update(scored / "scores", remove=["in/2.jsonl"])
    with pytest.raises(CorpusError, match="No article"):
        update(scored / "scores", remove=["in"])
    with pytest.raises(ValueError, match="name the path"):
        update(scored / "scores", prune=True)


def test_refusals_and_notes_of_files_that_are_read_again_are_told_once(scored: Path) -> None:
    """A file that is refused, then mended; a folder whose remark changes."""
    (scored / "in" / "2.jsonl").write_text("{", encoding="utf-8")
    (scored / "in" / "picture.png").write_bytes(b"\x89PNG")
    update(scored / "scores", [scored / "in"])
    score([scored / "in"], scored / "anew", OPTIONS)
    assert bytes_of(scored / "scores") == bytes_of(scored / "anew")
    write(scored / "in" / "2.jsonl", range(30, 33), 0)
    (scored / "in" / "other.png").write_bytes(b"\x89PNG")
    update(scored / "scores", [scored / "in"])
    score([scored / "in"], scored / "anew", OPTIONS)
    assert bytes_of(scored / "scores") == bytes_of(scored / "anew")


def test_what_was_told_of_a_folder_is_told_anew(scored: Path) -> None:
    """A picture that was passed over and is gone leaves no note."""
    (scored / "in" / "picture.png").write_bytes(b"\x89PNG")
    update(scored / "scores", [scored / "in"])
    assert pl.read_parquet(scored / "scores" / "notes.parquet").filter(file="in").height == 1
    (scored / "in" / "picture.png").unlink()
    update(scored / "scores", [scored / "in"])
    score([scored / "in"], scored / "anew", OPTIONS)
    assert bytes_of(scored / "scores") == bytes_of(scored / "anew")


def test_what_was_mended_in_a_file_that_is_read_again_is_counted_once(scored: Path) -> None:
    """Damage is told by file: of one that is sound by now, nothing."""
    damaged = article(40, 0)
    damaged["text"] = f"{damaged['text']}\x00"
    path = scored / "in" / "2.jsonl"
    path.write_text(json.dumps(damaged), encoding="utf-8")
    update(scored / "scores", [scored / "in"])
    update(scored / "scores", [scored / "in"])
    notes = pl.read_parquet(scored / "scores" / "notes.parquet")
    assert notes.filter(file="in/2.jsonl")["note"].to_list() == ["1 article: NUL characters were taken out"]
    write(path, range(40, 41), 0)
    update(scored / "scores", [scored / "in"])
    score([scored / "in"], scored / "anew", OPTIONS)
    assert bytes_of(scored / "scores") == bytes_of(scored / "anew")


def test_the_options_of_the_first_run_apply(tmp_path: Path) -> None:
    """The user's own files are kept in the folder: they may be gone when it is brought up to date."""
    write(tmp_path / "in" / "0.jsonl", range(8), 0)
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "actors.csv").write_bytes((data_folder() / "actors.csv").read_bytes())
    ratings = tmp_path / "own" / "ratings.csv"
    ratings.write_text("outlet,mine\nGazette,0.5\n", encoding="utf-8")
    groups = tmp_path / "own" / "groups.txt"
    groups.write_text("East = China\nWest = United States\n", encoding="utf-8")
    options = Options(
        trained_mentions=0, csv=False, actors=tmp_path / "own" / "actors.csv", ratings=ratings, groups=groups
    )
    score([tmp_path / "in"], tmp_path / "scores", options)
    write(tmp_path / "in" / "1.jsonl", range(8, 12), 0)
    score([tmp_path / "in"], tmp_path / "anew", options)
    shutil.rmtree(tmp_path / "own")
    update(tmp_path / "scores", [tmp_path / "in"])
    assert bytes_of(tmp_path / "scores") == bytes_of(tmp_path / "anew")
    assert pl.read_parquet(tmp_path / "scores" / "ratings.parquet").filter(outlet="Gazette").height


def test_a_mapped_column_need_not_be_found_again(tmp_path: Path) -> None:
    """Files that are new may name their columns otherwise."""
    rows = [article(number, 0) for number in range(4)]
    for name, column, part in (("a", "story", rows[:2]), ("b", "text", rows[2:])):
        named = [{column if key == "text" else key: value for key, value in row.items()} for row in part]
        path = tmp_path / "in" / f"{name}.jsonl"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(map(json.dumps, named)), encoding="utf-8")
    options = Options(trained_mentions=0, columns={"story": "text"})
    score([tmp_path / "in" / "a.jsonl"], tmp_path / "scores", options)
    update(tmp_path / "scores", [tmp_path / "in" / "b.jsonl"])
    score([tmp_path / "in" / "a.jsonl", tmp_path / "in" / "b.jsonl"], tmp_path / "anew", options)
    assert bytes_of(tmp_path / "scores") == bytes_of(tmp_path / "anew")


def test_killed_while_updating_the_old_folder_stands(scored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the last moment the folder is what it was; the same command then finishes the work."""
    before = bytes_of(scored / "scores")
    write(scored / "2.jsonl", range(20, 26), 0)

    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(spine, "put_in_place", killed)
        with pytest.raises(KeyboardInterrupt):
            update(scored / "scores", [scored / "2.jsonl"])
    assert bytes_of(scored / "scores") == before
    update(scored / "scores", [scored / "2.jsonl"])
    score([scored / "in", scored / "2.jsonl"], scored / "anew", OPTIONS)
    assert bytes_of(scored / "scores") == bytes_of(scored / "anew")


def test_a_folder_from_elsewhere_reaches_no_file_outside_itself(scored: Path) -> None:
    """A file of the reader's own that the folder names is neither read nor copied."""
    secret = scored / "secret.csv"
    secret.write_text("outlet,mine\nGazette,0.5\n", encoding="utf-8")
    path = scored / "scores" / KEPT / "asked.json"
    asked = json.loads(path.read_text(encoding="utf-8"))
    for name in ("../../../secret.csv", str(secret)):
        path.write_text(json.dumps(asked | {"own": {"ratings": name}}), encoding="utf-8")
        with pytest.raises(ValueError, match="damaged"):
            update(scored / "scores")
    assert not list((scored / "scores" / KEPT).rglob("secret.csv"))


def test_a_folder_that_keeps_nothing_is_refused(scored: Path) -> None:
    """As one of CSV files alone, or of an earlier version; one sentence with the remedy."""
    shutil.rmtree(scored / "scores" / KEPT)
    with pytest.raises(ValueError, match=r"keeps nothing that could be updated.*Score the corpus again"):
        update(scored / "scores", [scored / "in"])
    (scored / "scores" / KEPT).mkdir()
    with pytest.raises(ValueError, match="damaged"):
        update(scored / "scores", [scored / "in"])


@given(seed=st.integers(0, 10_000))
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
def test_updating_is_as_good_as_scoring_anew(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever is added, replaced or taken away, in whatever order, with batches of any size."""
    place = tmp_path_factory.mktemp("update")
    draw = random.Random(seed)  # noqa: S311 a repeatable history, no secret
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cut, "BATCH", draw.choice((2, 5, 128)))
        # However much is new, what is known is kept; in files and steps of a few articles.
        patch.setattr(comparing, "MANY_NEW", 1.0)
        for module in (store, passages_again):
            patch.setattr(module, "ARTICLES_IN_BLOCK", draw.choice((3, 10_000)))
        patch.setattr(passages_again, "ARTICLES_AT_ONCE", draw.choice((2, 500)))
        articles, scores = place / "in", place / "scores"
        write(articles / "0.jsonl", range(12), 0)
        score([articles], scores, OPTIONS)
        for step in range(STEPS):
            changed(articles, draw)
            if draw.random() < 0.5:
                update(scores, [articles], prune=True)
            else:
                score([articles], scores, OPTIONS)
            score([articles], place / f"anew-{step}", OPTIONS)
            assert bytes_of(scores) == bytes_of(place / f"anew-{step}")


@pytest.mark.parametrize("size", [3, 128])
def test_what_is_taken_over_is_merged_with_what_is_new(
    size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One file of several is replaced: rows of old tables stand between new ones, whatever the batches."""
    monkeypatch.setattr(cut, "BATCH", size)
    articles, scores = tmp_path / "in", tmp_path / "scores"
    for file in range(8):
        write(articles / f"{file}.jsonl", range(file * 6, file * 6 + 6), 0)
    score([articles], scores, OPTIONS)
    write(articles / "3.jsonl", range(18, 23), 1)
    summary = update(scores, [articles])
    assert 0 < summary.unchanged < summary.scored
    score([articles], tmp_path / "anew", OPTIONS)
    assert bytes_of(scores) == bytes_of(tmp_path / "anew")


def test_an_update_finds_the_words_of_new_articles_alone(
    scored: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of articles that were compared before, sketches are taken over; passages with them are found all the same."""
    monkeypatch.setattr(comparing, "MANY_NEW", 1.0)
    seen: list[str] = []
    rows = tokenising._tokenise_rows

    def noting(given: Any) -> pl.DataFrame:
        seen.extend(row[0] for row in given)
        return rows(given)

    monkeypatch.setattr(tokenising, "_tokenise_rows", noting)
    new = article(21, 0) | {"id": "new", "outlet": "Elsewhere", "date": "2022-03-30"}
    (scored / "new.jsonl").write_text(json.dumps(new), encoding="utf-8")
    update(scored / "scores", scored / "new.jsonl")
    assert seen == ["new"]
    assert pl.read_parquet(scored / "scores" / "passages.parquet").filter(article_id="new").height
    score([scored / "in", scored / "new.jsonl"], scored / "anew", OPTIONS)
    assert bytes_of(scored / "scores") == bytes_of(scored / "anew")


def test_the_limit_holds_where_an_update_only_takes_away(
    scored: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No batch is new then, and comparing still may not take longer with one article than the reader said."""
    seconds: list[float] = []
    guard = comparing.Guard

    def noting(stage: str, limit: float) -> Any:
        seconds.append(limit)
        return guard(stage, limit)

    monkeypatch.setattr(comparing, "Guard", noting)
    (scored / "in" / "deeper" / "1.jsonl").unlink()
    score([scored / "in"], scored / "scores", OPTIONS)
    assert seconds == [OPTIONS.article_seconds]


def test_of_a_damaged_comparison_nothing_is_taken(scored: Path) -> None:
    """A wrong bit in a hash would show nowhere: a file that is not as it was written is not used."""
    whole = bytes_of(scored / "scores")
    path = scored / "scores" / KEPT / "compared" / "grams-00000.parquet"
    found = bytearray(path.read_bytes())
    found[len(found) // 2] ^= 1
    path.write_bytes(found)
    score([scored / "in"], scored / "scores", OPTIONS)
    assert bytes_of(scored / "scores") == whole


@pytest.mark.parametrize("asked", [{"manifest": Path("m.csv")}, {"columns": {"story": "text"}}])
def test_what_is_said_of_files_that_are_not_read_is_refused(tmp_path: Path, asked: dict[str, Any]) -> None:
    """A mapping or a manifest with no path to read would change nothing, and nobody would be told."""
    with pytest.raises(ValueError, match="for files that are read now"):
        update(tmp_path, **asked)
