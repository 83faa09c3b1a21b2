"""Labels from answers to figures: gathered, agreed on, settled and held against the program, on invented articles."""

import csv
import gzip
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl
import pytest
from sklearn.metrics import cohen_kappa_score, f1_score

from scoring.evaluate.labels.agreement import agreement, is_disputed, items_to_settle, settled_cues
from scoring.evaluate.labels.draws import draw
from scoring.evaluate.labels.figures import by_class, kappa, macro_f1, with_interval
from scoring.evaluate.labels.gather import Gathered, gather, keep
from scoring.evaluate.labels.kinds import KINDS
from scoring.evaluate.labels.locate import find_content, find_cue, find_near
from scoring.evaluate.labels.program import Answered, place_in
from scoring.evaluate.labels.score import more_of, render, score
from scoring.evaluate.labels.sheets import write_draw
from scoring.evaluate.labels.store import Labelled, labelled_items, path_of, read_rows_of, write_rows_of
from tests.evaluate.corpora import corpus_of
from tests.sourcing.test_extract import attributions

FILLER = (
    "The river ran high past the old mill while the ferries waited at the quay for the wind to turn. " * 7
)
TEXTS = [
    f"Lee Berg, the mayor of town {n}, said on Monday that the bridge was “safe and sound” for all. {FILLER}"
    f"Some 4,{n}00 people cross it each day, Berg said. The plan was utterly disgraceful. "
    "Sue Holm told the board to wait."
    for n in range(8)
]
Answers = Mapping[str, str]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Eight invented articles."""
    return corpus_of(TEXTS, tmp_path / "corpus.parquet")


def drawn(kind: str, corpus: Path, folder: Path, count: int = 8) -> list[dict[str, str]]:
    """The rows of a sheet of a kind."""
    write_draw(draw(kind, corpus, count, 1), KINDS[kind], folder)
    with (folder / "sheet_01.csv").open(newline="") as lines:
        return list(csv.DictReader(lines))


def answer(folder: Path, reader: str, rows: Sequence[Answers]) -> None:
    """A reader's answers beside the sheet."""
    with (folder / f"answers_{reader}_01.csv").open("w", newline="") as out:
        table = csv.DictWriter(out, list(dict.fromkeys(name for row in rows for name in row)))
        table.writeheader()
        table.writerows(rows)


def gathered(kind: str, corpus: Path, folder: Path) -> Gathered:
    """The answers of a folder kept in its `labels`."""
    found = gather(KINDS[kind], folder, corpus, "1")
    keep(KINDS[kind], found, folder / "labels")
    return found


FIRST = list("yynnynnyyxnnyy")
SECOND = list("ynnnynyyyxnnyx")


def test_kappa_and_f1_are_those_of_sklearn() -> None:
    """Also where one class is answered but never labelled; where all agree by chance there is no kappa."""
    assert kappa(FIRST, SECOND) == pytest.approx(cohen_kappa_score(FIRST, SECOND))
    assert macro_f1(FIRST, SECOND) == pytest.approx(f1_score(FIRST, SECOND, average="macro"))
    labelled = f1_score(["a", "b", "b"], ["a", "b", "c"], average="macro", labels=["a", "b"], zero_division=0)
    assert macro_f1(["a", "b", "b"], ["a", "b", "c"]) == pytest.approx(labelled)
    assert kappa(["y"], ["y"]) != kappa(["y"], ["y"])


def test_figures_have_intervals_that_hold_them() -> None:
    """Bootstrap for kappa, Wilson for shares, the same every time."""
    figures = with_interval("kappa", FIRST * 5, SECOND * 5, "kappa")
    assert figures["kappa.low"] < figures["kappa"] < figures["kappa.high"]
    assert figures == with_interval("kappa", FIRST * 5, SECOND * 5, "kappa")
    classes = by_class(["y", "y", "n", "n"], ["y", "n", "n", "n"])
    assert (classes["y.precision"], classes["y.recall"], classes["n.precision"]) == (
        1,
        0.5,
        pytest.approx(2 / 3),
    )
    assert classes["y.recall.low"] < 0.5 < classes["y.recall.high"]


def test_answers_become_labels_without_text(corpus: Path, tmp_path: Path) -> None:
    """Exact words are kept as characters; the file holds none of them, and reads back as it was answered."""
    folder = tmp_path / "draw"
    rows = drawn("attributions", corpus, folder)
    one = {
        "sourced": "y",
        "attitude": "n",
        "source": "Lee Berg, the mayor of town",
        "source_kind": "person",
        "named": "y",
        "official": "Y",
        "content_first": "the bridge was",
        "content_last": "was safe and sound",
    }
    answer(folder, "a", [{"item": row["item"], **one} for row in rows])
    found = gathered("attributions", corpus, folder)
    assert not found.faults
    for row in found.rows:
        text = TEXTS[int(row["article_id"][1:])]
        assert text[int(row["source_start"]) : int(row["source_end"])] == one["source"]
        assert text[int(row["content_start"]) : int(row["content_end"])].startswith(
            "the bridge was “safe and sound"
        )
    kept = path_of(KINDS["attributions"], folder / "labels").read_text()
    assert "bridge" not in kept
    assert "Berg" not in kept
    items = labelled_items(KINDS["attributions"], folder / "labels")
    assert {item.answer("a", "official") for item in items} == {"y"}
    keep(KINDS["attributions"], found, folder / "labels")
    assert path_of(KINDS["attributions"], folder / "labels").read_text() == kept


def test_wrong_answers_are_told_one_by_one(corpus: Path, tmp_path: Path) -> None:
    """Unknown answers, unknown items, second answers, missing ones, words that are not there."""
    folder = tmp_path / "draw"
    rows = drawn("attributions", corpus, folder, 4)
    good = {"sourced": "y", "attitude": "n", "source": "", "source_kind": "person"}
    answer(
        folder,
        "a",
        [
            {"item": rows[0]["item"], **good, "sourced": "perhaps"},
            {"item": rows[1]["item"], **good, "source": "the queen of Spain"},
            {"item": rows[2]["item"], **good},
            {"item": rows[2]["item"], **good},
            {"item": "at9999", **good},
        ],
    )
    found = gathered("attributions", corpus, folder)
    told = "\n".join(found.faults)
    assert len(found.rows) == 2
    for words in (
        "'perhaps'",
        "as source that do not stand there",
        "answered twice",
        "at9999 is not",
        "no answer",
    ):
        assert words in told
    assert len(found.faults) == 5


def test_a_corpus_that_has_changed_is_refused(corpus: Path, tmp_path: Path) -> None:
    """The hash of the marked words tells it."""
    folder = tmp_path / "draw"
    drawn("figures", corpus, folder)
    pl.read_parquet(corpus).with_columns(text="Oh! " + pl.col("text")).write_parquet(corpus)
    with pytest.raises(ValueError, match="does not stand in this corpus"):
        gather(KINDS["figures"], folder, corpus, "1")


def test_a_third_reads_what_two_disagree_on(corpus: Path, tmp_path: Path) -> None:
    """Only those items, without the others' answers; the third's word settles them."""
    folder = tmp_path / "draw"
    kind = KINDS["figures"]
    rows = drawn("figures", corpus, folder)
    answer(folder, "a", [{"item": row["item"], "fact": "y", "sourced": "y"} for row in rows])
    answer(
        folder,
        "b",
        [{"item": row["item"], "fact": "y", "sourced": "yn"[n < 3]} for n, row in enumerate(rows)],
    )
    gathered("figures", corpus, folder)
    items = labelled_items(kind, folder / "labels")
    figures = agreement(kind, items)
    assert (figures["items"], figures["sourced.agreed"], figures["sourced.agreed.n"]) == (8, 5 / 8, 8)
    assert (
        sum(item.settled("sourced") == "" for item in items)
        == sum(is_disputed(kind, item) for item in items)
        == 3
    )
    third = items_to_settle(kind, items, corpus)
    assert sorted(item.article_id for item in third) == sorted(row["article_id"] for row in rows[:3])
    later = tmp_path / "third"
    write_draw(third, kind, later)
    with (later / "sheet_01.csv").open(newline="") as lines:
        sheet = list(csv.DictReader(lines))
    assert not any(row["fact"] or row["sourced"] for row in sheet)
    answer(later, "c", [{"item": row["item"], "fact": "n", "sourced": "n"} for row in sheet])
    keep(kind, gather(kind, later, corpus, "1"), folder / "labels")
    items = labelled_items(kind, folder / "labels")
    assert [item.settled("sourced") for item in items].count("n") == 3
    assert not items_to_settle(kind, items, corpus)


def test_whole_articles_are_settled_cue_by_cue(corpus: Path, tmp_path: Path) -> None:
    """A cue that only one marked goes to the third, as a place in a passage; recall is over what stands at the end."""
    folder, kind = tmp_path / "draw", KINDS["articles"]
    rows = drawn("articles", corpus, folder, 3)
    said = {"sentence": "1", "cue": "said", "source": "Lee Berg", "source_kind": "person", "named": "y"}
    with (folder / "sentences_01.csv").open(newline="") as lines:
        last = {row["item"]: row["sentence"] for row in csv.DictReader(lines)}
    told = {**said, "cue": "told", "source": "Sue Holm"}
    answer(
        folder,
        "a",
        [
            {"item": row["item"], **one}
            for row in rows
            for one in (said, {**told, "sentence": last[row["item"]]})
        ],
    )
    answer(
        folder,
        "b",
        [{"item": row["item"], **said} for row in rows[:2]] + [{"item": rows[2]["item"], "sentence": "0"}],
    )
    assert not gathered("articles", corpus, folder).faults
    items = labelled_items(kind, folder / "labels")
    assert agreement(kind, items)["cues.f1"] == pytest.approx(2 * 2 / 8)
    third = items_to_settle(kind, items, corpus)
    assert sorted(item.marked for item in third) == ["said", "told", "told", "told"]
    write_draw(third, kind, tmp_path / "third")
    with (tmp_path / "third" / "sheet_01.csv").open(newline="") as lines:
        sheet = list(csv.DictReader(lines))
    answer(tmp_path / "third", "c", [{"item": row["item"], "sourced": "y", "named": "y"} for row in sheet])
    keep(kind, gather(kind, tmp_path / "third", corpus, "1"), folder / "labels")
    items = labelled_items(kind, folder / "labels")
    assert [len(settled_cues(item)) for item in items] == [2, 2, 2]
    figures = score(kind, corpus, folder / "labels")
    assert figures["attributions.recall.n"] == 6
    assert figures["attributions.recall"] == 1
    assert figures["attributions.precision"] < 1  # the third of each article, which nobody marked


def test_what_the_quoted_say_of_others_is_told_apart(corpus: Path) -> None:
    """A reader's cue within quotation marks counts in one recall and one density, not in those of the outlet's own."""
    text = "“My aide said so,” Lee said. Berg said no."
    marked = [text.index("said"), text.index("said."), text.rindex("said")]
    columns = {"cue_start": "", "cue_end": "", "sourced": "y"}
    rows = [{**columns, "cue_start": str(at), "cue_end": str(at + 4)} for at in marked]
    item = Labelled(("set", "x", 0, len(text)), "", "", "1", "", {"a": rows, "b": rows})
    one = Answered(item, attributions=tuple(attributions(text)), words=9, spoken=((0, text.index("”") + 1),))
    figures = more_of("articles")([one], KINDS["articles"])
    assert (figures["attributions.recall.n"], figures["attributions.recall_own.n"]) == (3, 2)
    assert figures["attributions.recall"] == pytest.approx(2 / 3)
    assert figures["attributions.recall_own"] == 1


TONE = {"tone": "0", "certainty": "2", "voice": "o"}
RIGHT: Mapping[str, Answers] = {
    "mentions": TONE,
    "editorial": {"own": "y", "judging": "y"},
    "figures": {"fact": "y", "sourced": "y"},
}


@pytest.mark.parametrize("kind", RIGHT)
def test_the_program_is_held_against_labels(kind: str, corpus: Path, tmp_path: Path) -> None:
    """Where both readers answer what is so, the program is right; turned round, it is wrong."""
    folder = tmp_path / "draw"
    rows = drawn(kind, corpus, folder)
    for reader in "ab":
        answer(folder, reader, [{"item": row["item"], **RIGHT[kind]} for row in rows])
    gathered(kind, corpus, folder)
    figures = score(KINDS[kind], corpus, folder / "labels")
    question = {"mentions": "voice", "editorial": "judged", "figures": "sourced"}[kind]
    assert figures[f"{question}.accuracy"] == 1
    assert f"{question}.accuracy" in render(figures)


def test_lines_of_pages_are_found_again_by_their_words(tmp_path: Path) -> None:
    """Menu and paragraph get the readers' words for them."""
    page = "<html><body><div class=menu><a href=/a>Home</a></div><article><h1>Ferry</h1>" + "".join(
        f"<p>On day {n} the ferry left the quay, and the {FILLER[:90]}</p>" for n in range(9)
    )
    path = tmp_path / "pages.jsonl.gz"
    with gzip.open(path, "wt") as out:
        for number in range(6):
            out.write(json.dumps({"page": str(number), "html": page + "</article></body></html>"}) + "\n")
    folder = tmp_path / "draw"
    rows = drawn("furniture", path, folder)
    summary = len("Home\nFerry\n")  # the first paragraph, which stands for the summary here
    for reader in "ab":
        answer(
            folder,
            reader,
            [
                {"item": row["item"], "place": "body" if int(row["start"]) > summary else "head"}
                for row in rows
            ],
        )
    gathered("furniture", path, folder)
    assert score(KINDS["furniture"], path, folder / "labels")["place.body.recall"] == 1


def test_credits_are_held_against_pages(tmp_path: Path) -> None:
    """An agency's byline is found, a page of the outlet's own is not credited."""
    theirs = f"Bridge shut\nBy Lee Berg, Associated Press\n{FILLER}\n{FILLER[:300]}"
    ours = f"Quay open\nBy Sue Holm\n{FILLER[9:]}\nThe quay opened at noon."
    rows = [
        {"id": name, "outlet": outlet, "published": "2020-05-01", "text": text}
        for name, outlet, text in (("x", "Echo", theirs), ("y", "Post", ours))
    ]
    path = tmp_path / "pages.csv"
    pl.DataFrame(rows).write_csv(path)
    folder = tmp_path / "draw"
    sheet = drawn("credits", path, folder)
    own = {"whose": "own", "who": "staff", "place": "byline", "updated": "n", "credit": "", "line": ""}
    agency = {**own, "whose": "agency", "who": "AP", "credit": "By Lee Berg, Associated Press", "line": "2"}
    for reader in "ab":
        answer(
            folder,
            reader,
            [{"item": row["item"], **(agency if row["article_id"] == "x" else own)} for row in sheet],
        )
    assert not gathered("credits", path, folder).faults
    figures = score(KINDS["credits"], path, folder / "labels")
    assert figures["credited.accuracy"] == figures["whose.accuracy"] == 1
    assert figures["credit.overlap_n"] == 1
    # Each confidence that is printed with how often it is right; one outlet's labels foretell nothing of the other's.
    assert figures["reliability.0.95"] == figures["class.credited_reprint.0.95"] == 1
    assert (figures["reliability.by_outlets.gap"], figures["reliability.by_outlets.error"]) == (0, 0.5)
    answer(folder, "a", [{"item": row["item"], **own} for row in sheet])
    assert not gathered("credits", path, folder).faults
    (folder / "answers_b_01.csv").unlink()
    alone = [row for row in read_rows_of(KINDS["credits"], folder / "labels") if row["reader"] == "a"]
    write_rows_of(KINDS["credits"], alone, folder / "labels")
    figures = score(KINDS["credits"], path, folder / "labels")
    assert (figures["credited.accuracy"], figures["credited_reprint.precision"]) == (0.5, 0)


def test_places_in_texts() -> None:
    """The nearest place, the numbered cue, a content around the cue, a text that lost characters."""
    text = "Lee said it. “We go,” Lee said, and Ann said no."
    assert find_near(text, "said", 30) == (26, 30)
    assert text[slice(*find_cue(text, "said #2", (13, len(text))))] == "said"
    assert find_cue(text, "said #3", (13, len(text))) == (-1, -1)
    assert find_content("“We go today,” he said.", "We go today", "We go today", 18) == (1, 12)
    assert place_in("Cafe one. Ann", "Cafe\u200b one. Ann", (11, 14)) == (10, 13)
    assert place_in("Rain.", "Wind.", (0, 4)) is None
