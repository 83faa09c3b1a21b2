"""Writes pictures of every page of the dashboard, wide and narrow, light and dark.

    python -m tests.dashboard.screenshots [FOLDER] [--scores DIR] [--only PAGE ...]

Without --scores the bundled sample is scored first.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import polars as pl

from tests.dashboard.browser import launched, visit, whole
from tests.dashboard.server import serving

WIDTHS = {"wide": 1280, "narrow": 390}
HEIGHT = 900
THEMES = ("light", "dark")
LONGEST = 9000  # pixels of a page's picture


def views(scores: Path) -> dict[str, dict[str, str | list[str]]]:
    """Pages with selections worth a look."""
    outlets = (
        pl.read_parquet(scores / "outlets.parquet").sort("articles", descending=True)["outlet"].to_list()
    )
    stories = pl.read_parquet(scores / "stories.parquet").sort("outlets", "articles", descending=True)
    articles = pl.read_parquet(scores / "articles.parquet")
    reprints = articles.filter(pl.col("origin_article").is_not_null()).sort("article_id")
    article = (reprints if reprints.height else articles)["article_id"][0]
    return {
        "outlets": {},
        "outlet": {"outlet": outlets[0]},
        "compare": {"outlet": outlets[:3]},
        "weights": {"w": ["sourcing_density:3", "editorializing:0"]},
        "tone": {},
        "stories": {"story": stories["story_id"][0]},
        "copies": {},
        "evidence": {"outlet": outlets[0], "metric": "sourcing_density"},
        "article": {"article": article, "layers": "sources"},
        "method": {"metric": "sourcing_density"},
        "check": {},
    }


def take(scores: Path, folder: Path, only: list[str], themes: list[str], widths: list[str]) -> list[Path]:
    """Take the pictures; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = []
    with serving(scores) as address, launched() as browser:
        for theme in themes:
            for size, width in ((name, WIDTHS[name]) for name in widths):
                context = browser.new_context(
                    viewport={"width": width, "height": HEIGHT}, color_scheme=theme, reduced_motion="reduce"
                )
                page = context.new_page()
                for name, selection in views(scores).items():
                    if only and name not in only:
                        continue
                    visit(page, address, "" if name == "outlets" else name, **selection)
                    whole(page)
                    # The app scrolls inside itself: the window is made as tall as the page to show it whole.
                    content = "document.querySelector('[data-testid=\"stMainBlockContainer\"]').scrollHeight"
                    page.set_viewport_size(
                        {"width": width, "height": min(int(page.evaluate(content)) + 120, LONGEST)}
                    )
                    page.wait_for_timeout(600)
                    whole(page)
                    path = folder / f"{name}-{size}-{theme}.png"
                    page.screenshot(path=path)
                    page.set_viewport_size({"width": width, "height": HEIGHT})
                    taken.append(path)
                context.close()
    return taken


def main() -> None:
    """Take the pictures that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("build/screenshots"))
    parser.add_argument("--scores", type=Path)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--themes", nargs="*", default=list(THEMES), choices=THEMES)
    parser.add_argument("--widths", nargs="*", default=list(WIDTHS), choices=list(WIDTHS))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        scores = asked.scores
        if scores is None:
            scores = Path(scratch) / "scores"
            subprocess.run([sys.executable, "-m", "scoring", "sample", "--out", str(scores)], check=True)
        for path in take(scores, asked.folder, asked.only, asked.themes, asked.widths):
            sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
