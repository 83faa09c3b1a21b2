"""The published numbers of a small corpus, to the byte: a change that moves one is seen here first.

When a number was moved on purpose, name the change in CHANGELOG.md and write the golden file anew with
`python -m tests.run.test_golden_csv`.
"""

import json
import tempfile
from pathlib import Path

from scoring.run.options import Options
from scoring.run.score import score

GOLDEN = Path(__file__).parent / "golden" / "scores.csv"

OPENINGS = (
    'TOWN: The bridge over the Sel will open on 3 May, Anna Berg told reporters. "We tested every bolt," she said.',
    "Nobody asked for it! The utterly shameless cronies of the harbour board met again, insiders said on Monday.",
    "According to a report by the World Bank, 1,200 families in Kabul were moved before the flood reached them.",
)
MIDDLES = (
    "China and the United States praised the great progress, while Russia warned of a terrible mistake.",
    "Officials familiar with the matter said that the price would rise by 12 per cent in the second half of the year.",
    "“The Taliban have betrayed the people of this valley,” Tomas Ilic told the crowd. Nobody answered him.",
)
WIRE = (
    "Ministers of the two countries signed the water accord after nine hours of talks, and their engineers will read "
    "the gauges on both banks every morning before the sluices are opened, the joint statement said."
)


def corpus() -> list[dict[str, str]]:
    """Twenty-four invented articles of three outlets; each third one carries the same wire copy."""
    articles = []
    for number in range(24):
        # A line that an outlet repeats is furniture, so every line differs.
        parts = [
            f"{OPENINGS[number % 3]} It was day {number}.",
            f"{MIDDLES[number // 3 % 3]} That was round {number}.",
        ]
        if number % 3 == 0:
            parts += [WIRE, "(Agency/AFP)"] if number % 2 else [WIRE]
        articles.append(
            {
                "id": f"article-{number:02}",
                "outlet": ("Gazette", "Mirror", "Wire")[number // 8],
                "date": f"2022-03-{number + 1:02}",
                "title": f"Meeting {number} of the harbour board",
                "text": "\n\n".join(parts),
            }
        )
    return articles


def scores_of(folder: Path) -> bytes:
    """The bytes of `scores.csv` for the corpus."""
    path = folder / "corpus.jsonl"
    path.write_text("\n".join(json.dumps(article) for article in corpus()), encoding="utf-8")
    score([path], folder / "scores", Options(trained_mentions=0))
    return (folder / "scores" / "scores.csv").read_bytes()


def test_the_scores_are_the_published_ones(tmp_path: Path) -> None:
    """Every value, interval, count and status is as it was."""
    assert scores_of(tmp_path).decode().splitlines() == GOLDEN.read_bytes().decode().splitlines()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_bytes(scores_of(Path(name)))
