"""The front matter of static sites, and rules at the top that are none."""

from datetime import datetime
from pathlib import Path

import pytest

from scoring.corpus.contract import Entry
from scoring.corpus.fields.heading_lines import without_header
from scoring.corpus.read import read_corpus
from tests.corpus.writing import story, write_text


@pytest.mark.parametrize(
    "head",
    [
        '---\ntitle: "Rain: a report"\nauthors:\n  - Ada Finch\n  - Ben Moor\ndate: 2021-05-03\ntags: [a, b]\n---\n',
        '+++\ntitle = "Rain: a report"\nauthors = ["Ada Finch", "Ben Moor"]\ndate = 2021-05-03\n+++\n',
        "---\ntitle: 'Rain: a report'\nauthor: [Ada Finch, Ben Moor]\ndate: 2021-05-03\nparams:\n  draft: x\n...\n",
    ],
)
@pytest.mark.parametrize("name", ["a.md", "a.txt", "a.markdown"])
def test_front_matter(head: str, name: str, tmp_path: Path) -> None:
    """What static sites write between two lines of dashes or pluses is the header; Markdown stays as it is."""
    article = read_corpus([write_text(tmp_path / name, f"{head}\n# Rain\n\n{story()}")]).articles.row(
        0, named=True
    )
    assert (article["title"], article["byline"]) == ("Rain: a report", "Ada Finch, Ben Moor")
    assert article["published"] == datetime(2021, 5, 3)
    assert article["text"] == f"# Rain\n\n{story()}"


@pytest.mark.parametrize(
    "head", ["---\n", "---\nThe ferry\n---\n", "---\ncolour: red\n---\n", "+++\nx\n+++\n"]
)
def test_rules_at_the_top_are_no_front_matter(head: str) -> None:
    """A rule, or two rules about a sentence, are part of the text."""
    entry = Entry("a.txt", None, head + story())
    assert without_header(entry) == entry


def test_a_readme_is_no_article(tmp_path: Path) -> None:
    """Markdown that describes a folder is counted in a note; other Markdown is read."""
    write_text(tmp_path / "README.md")
    write_text(tmp_path / "ferry.md")
    corpus = read_corpus([tmp_path])
    assert corpus.articles["article_id"].to_list() == ["ferry"]
    assert "1 with the ending .md not read" in corpus.notes["note"][0]
