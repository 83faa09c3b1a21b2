"""A machine that only measures needs neither a browser app nor what runs the tone model."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.run.small_corpus import write_small_corpus

LEFT_OUT = ("streamlit", "altair", "vl_convert", "onnxruntime", "tokenizers")
# None in sys.modules is what Python takes for "not to be had".
BARE = (
    f"import sys; sys.modules.update(dict.fromkeys({LEFT_OUT})); sys.argv = ['masthead', *sys.argv[1:]]; "
    "from scoring.__main__ import main; main()"
)


def bare(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command where the optional packages are missing."""
    command = [sys.executable, "-c", BARE, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_worker_scores_without_the_optional_parts(tmp_path: Path) -> None:
    """Everything but the trained reading of tone."""
    out = tmp_path / "scores"
    result = bare("score", write_small_corpus(tmp_path), "--out", out, "--trained-mentions", "0")
    assert result.returncode == 0, result.stderr
    assert (out / "scores.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("score", "{corpus}", "--out", "{out}"),
            "pip install 'masthead[tone]'; or leave the trained reading out",
        ),
        (("dashboard", "{scores}"), "pip install 'masthead[dashboard]'"),
    ],
)
def test_what_is_missing_is_named_with_the_remedy(
    arguments: tuple[str, ...], said: str, sample_scores: Path, tmp_path: Path
) -> None:
    """Before the work begins, in one sentence."""
    places = {"corpus": write_small_corpus(tmp_path), "out": tmp_path / "out", "scores": sample_scores}
    result = bare(*(argument.format(**places) for argument in arguments))
    assert result.returncode == 1
    assert said in " ".join(result.stderr.split())
    assert not (tmp_path / "out").exists()
