"""Draws for readers: they repeat, their offsets hold in the text as given, and no reader sees an answer."""

import csv
import gzip
import json
from pathlib import Path

import polars as pl
import pytest

from scoring.evaluate.labels.corpora import ids_in, set_of
from scoring.evaluate.labels.draws import Item, draw
from scoring.evaluate.labels.kinds import KINDS, kind_called
from scoring.evaluate.labels.sheets import KEY, passage, write_draw
from scoring.schema.corrections import mark_hash

SENTENCE = (
    "Mayor Anna Berg told reporters on day {n} that 4{n}0 utterly useless bolts "
    "of the bridge in Norway were tested. "
)
REST = (
    "The river ran high past the old mill while the ferries waited at the quay for the wind to turn. " * 7
    + "The bell rang."
)
ROWS = [
    {"id": f"a{n}", "outlet": "Echo", "title": f"Bridge {n}", "text": SENTENCE.format(n=n) + REST}
    for n in range(6)
]


def corpus_of(folder: Path, rows: list[dict[str, str]], name: str = "corpus") -> Path:
    """The rows as a corpus."""
    path = folder / f"{name}.parquet"
    pl.DataFrame(rows).write_parquet(path)
    return path


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Six invented articles."""
    return corpus_of(tmp_path, ROWS)


@pytest.mark.parametrize("kind", ["mentions", "attributions", "editorial", "figures", "articles"])
def test_a_draw_hangs_on_its_seed_alone(kind: str, corpus: Path, tmp_path: Path) -> None:
    """The same seed draws the same, one an article, in whatever order the articles come; another seed others."""
    drawn = draw(kind, corpus, 4, seed=1)
    assert len({item.article_id for item in drawn}) == 4
    turned = corpus_of(tmp_path / "..", list(reversed(ROWS)))
    assert draw(kind, turned, 4, seed=1) == drawn
    assert draw(kind, corpus, 6, seed=2) != draw(kind, corpus, 6, seed=1)
    assert all(item.text[item.start : item.end] and item.sha1 == mark_hash(item.marked) for item in drawn)


def test_what_may_be_drawn_is_found_by_form(corpus: Path) -> None:
    """Over many seeds the marked words are the cues, judging words and figures of the texts, and no others."""
    marked = {
        kind: {item.marked for seed in range(12) for item in draw(kind, corpus, 6, seed)}
        for kind in ("attributions", "editorial", "figures")
    }
    assert "told" in marked["attributions"]
    assert {"utterly", "useless"} >= marked["editorial"] >= {"utterly"}
    assert "410" in marked["figures"]


def test_articles_of_other_labels_and_changed_texts_are_left_out(tmp_path: Path) -> None:
    """An article whose text Masthead cleans has other offsets: it is not drawn, nor is one named in labels."""
    cleaned = {**ROWS[0], "id": "b", "text": "Rain.\n\n\n\n" + ROWS[0]["text"]}
    corpus = corpus_of(tmp_path, [*ROWS, cleaned])
    labels = tmp_path / "labels.csv"
    labels.write_text("article_id,start\na1,0\na2,4\n")
    drawn = draw("attributions", corpus, 10, 1, ids_in([labels]))
    assert sorted(item.article_id for item in drawn) == ["a0", "a3", "a4", "a5"]


def test_a_reader_gets_passages_and_an_empty_sheet(corpus: Path, tmp_path: Path) -> None:
    """The mark stands in the passage, the sheet has its place and hash and no label; nothing says what is answered."""
    kind = KINDS["attributions"]
    items = draw("attributions", corpus, 5, 1)
    assert write_draw(items, kind, tmp_path / "out") == 1
    text = (tmp_path / "out" / "batch_01.txt").read_text()
    assert text.count("⟦") == text.count("⟧") == text.count("===") // 2 == 5
    with (tmp_path / "out" / "sheet_01.csv").open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["sha1"] for row in rows] == [item.sha1 for item in items]
    assert list(rows[0]) == [*KEY, *kind.questions, "note"]
    assert not any(row[question] for row in rows for question in kind.questions)


def test_a_passage_is_whole_sentences_within_the_article() -> None:
    """Long texts are shown in part, whole sentences; a sentence without end is cut at a word."""
    text = "One stands here. " * 60 + "Ann said so. " + "More follows now. " * 60
    start = text.index("said")
    shown = passage(text, start, start + 4)
    assert shown.startswith("One stands here.")
    assert "Ann ⟦said⟧ so." in shown
    assert shown.endswith("now.")
    assert 550 < len(shown) < 650
    endless = "word " * 900
    assert len(passage(endless, 2000, 2004)) < 1600


def test_lines_of_pages_are_drawn_by_line_and_by_word(tmp_path: Path) -> None:
    """Every other page gives the line of a random word, which is mostly a paragraph."""
    page = (
        "<html><body><nav>"
        + "<p>Menu</p>" * 9
        + "</nav><p>"
        + "The ferry left the quay. " * 200
        + "</p></body></html>"
    )
    path = tmp_path / "pages.jsonl.gz"
    with gzip.open(path, "wt") as out:
        for number in range(8):
            out.write(json.dumps({"page": str(number), "title": "Ferry", "html": page}) + "\n")
    drawn = draw("furniture", path, 8, 3)
    assert [item.draw for item in drawn] == ["line", "word"] * 4
    assert {item.marked[:5] for item in drawn if item.draw == "word"} == {"The f"}
    assert "Menu" in {item.marked for item in drawn if item.draw == "line"}


def test_names_of_sets_and_kinds() -> None:
    """A file called only `dev` is known by its folder; an unknown kind is refused by name."""
    assert set_of(Path("wire_day/dev.csv")) == "wire_day/dev"
    with pytest.raises(ValueError, match="'moods'"):
        kind_called("moods")


def test_whole_articles_have_numbered_sentences(corpus: Path, tmp_path: Path) -> None:
    """The numbers that the reader sees are kept with their characters."""
    items: list[Item] = draw("articles", corpus, 2, 1)
    write_draw(items, KINDS["articles"], tmp_path)
    with (tmp_path / "sentences_01.csv").open(newline="") as lines:
        first = next(csv.DictReader(lines))
    sentence = items[0].text[int(first["start"]) : int(first["end"])]
    assert f"  1  {sentence}\n" in (tmp_path / "batch_01.txt").read_text()


def test_pages_that_name_others_and_outlets_left_out(tmp_path: Path) -> None:
    """With `naming` head and foot are asked for others' names; another set's outlets and sites are left out."""
    far = "It rained. " * 120
    texts = {
        "head": f"PORT ELLA (AP) - It rained. {far}",
        "middle": f"{far} AFP told of rain. {far}",
        "foot": f"{far} Reuters contributed to this report.",
        "own": f"The Reuters office was wet. {far}",
    }
    rows = [
        {"id": name, "outlet": "Reuters" if name == "own" else "Echo", "domain": "", "text": text}
        for name, text in texts.items()
    ]
    rows.append({"id": "site", "outlet": "Guest", "domain": "blogs.post.example", "text": texts["head"]})
    path = corpus_of(tmp_path, rows)
    drawn = draw("credits", path, 9, seed=1, naming=True)
    assert {item.article_id for item in drawn} == {"head", "foot", "site"}
    assert {item.draw for item in drawn} == {"naming"}
    left = draw("credits", path, 9, seed=1, outlets=["post.example", "Reuters"])
    assert {item.article_id for item in left} == {"head", "middle", "foot"}
