"""Write the locked requirements anew, from pyproject.toml: versions and hashes, no index address.

Needs `uv` (pip install uv). requirements/run.txt is what Masthead runs on, build.txt what installs it from the
checkout, dev.txt adds the tests and checks, and PySpark.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = [
    "--universal",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--no-annotate",
    "--python-version",
    "3.11",
    "--upgrade",
]


def compile_to(name: str, *arguments: str) -> None:
    """Resolve and write one file of requirements."""
    target = ROOT / "requirements" / name
    command = [sys.executable, "-m", "uv", "pip", "compile", *OPTIONS, *arguments, "-o", str(target)]
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    if "://" in target.read_text(encoding="utf-8"):
        raise SystemExit(f"{target} names an address; lock without one.")


if __name__ == "__main__":
    compile_to("dev.txt", "--extra", "all", "--extra", "spark", "--extra", "dev", "pyproject.toml")
    # The smaller sets take their versions from the larger one, so that one environment serves both.
    compile_to("run.txt", "-c", "requirements/dev.txt", "--extra", "all", "pyproject.toml")
    compile_to("build.txt", "-c", "requirements/dev.txt", "requirements/build.in")
