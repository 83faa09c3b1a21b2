"""A small package as somebody else would write it, put where Python finds it; no installer is needed."""

import os
import subprocess
import sys
from pathlib import Path

METRIC = '''
from scoring import Evidence, Measurement, metric

@metric(label="Years named", unit="years per 1,000 words", counted="words", per=1000.0, needs=())
def years_named(view):
    """Years written in figures, per 1,000 words of the body.

    What it measures:
    Four figures in a row that begin with 19 or 20.

    Why it matters:
    It shows that the metric of another package is one like all others.

    How it is computed:
    By looking.

    Limits:
    A price of 1999 is a year to it.

    References:
    None.
    """
    text, words = view.document.text, view.document.words
    spans = [span for span in zip(words.starts.tolist(), words.ends.tolist()) if view.holds(span[0])]
    found = [(a, b) for a, b in spans if b - a == 4 and text[a:b].isdigit() and text[a:a + 2] in ("19", "20")]
    yield Measurement(len(found), view.word_count, tuple(Evidence(start, end, "year") for start, end in found))
'''
FOLDER, VERSION = "packages", "0.3"


def install(
    folder: Path, code: str = METRIC, entry: str = "years_named = newsroom_metrics:years_named"
) -> Path:
    """Put a package `newsroom-metrics` with this code and this entry point below `folder`; returns where it is."""
    packages = folder / FOLDER
    info = packages / f"newsroom_metrics-{VERSION}.dist-info"
    info.mkdir(parents=True)
    (packages / "newsroom_metrics.py").write_text(code, encoding="utf-8")
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: newsroom-metrics\nVersion: {VERSION}\n")
    (info / "entry_points.txt").write_text(f"[masthead.metrics]\n{entry}\n")
    return packages


def masthead(packages: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command where the package is found."""
    path = os.pathsep.join([str(packages), str(Path(__file__).parents[2])])
    return subprocess.run(
        [sys.executable, "-m", "scoring", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": path, "COLUMNS": "200"},
    )
