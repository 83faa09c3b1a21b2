"""What measurements depend on beside the articles: program, libraries, lists, actors, options."""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from scoring.catalogue.find import catalogue
from scoring.run.options import Options
from scoring.schema.datapackage import lists_digest, program_version, version_of

# Libraries whose releases may measure differently.
_LIBRARIES = (
    "ahocorasick-rs",
    "onnxruntime",
    "polars",
    "sentencex",
    "textstat",
    "tokenizers",
    "vaderSentiment",
)
# And those whose releases may read differently, or add up in another order.
_READING = (
    "fastwarc",
    "ftfy",
    "lxml",
    "numpy",
    "py3langid",
    "python-dateutil",
    "resiliparse",
    "tldextract",
    "trafilatura",
)


def settings_of(options: Options) -> Mapping[str, str]:
    """Each thing that measurements depend on, with its version or hash. Equal settings measure equally."""
    return {
        "masthead": program_version(),
        "the source of masthead": _program_digest(),
        "the metrics of other packages": ", ".join(sorted({m.package for m in catalogue().values()} - {""})),
        "the lists": lists_digest(),
        "the actors": hashlib.sha256(options.actors.read_bytes()).hexdigest() if options.actors else "",
        "--trained-mentions": str(options.trained_mentions),
        "--article-seconds": f"{options.article_seconds:g}",
        **{name: version_of(name, "absent") for name in _LIBRARIES},
    }


def settings_of_executors(options: Options) -> Mapping[str, str]:
    """What must be the same on every machine that reads and measures for one run."""
    return {**settings_of(options), **{name: version_of(name, "absent") for name in _READING}}


def digest_of(settings: Mapping[str, str]) -> str:
    """One hash of all settings."""
    return hashlib.sha256(
        "\x1f".join(f"{name} {value}" for name, value in settings.items()).encode()
    ).hexdigest()


@cache
def _program_digest() -> str:
    """A hash of the program's own source, because in a checkout the version does not show edits."""
    digest = hashlib.sha256()
    root = Path(__file__).resolve().parents[1]
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
