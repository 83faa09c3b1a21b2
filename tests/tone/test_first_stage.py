"""The first stage of the trained reading: by words alone, the same in any company, and only where it is sure."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from scoring.schema.lists import data_folder
from scoring.tone.first_stage import (
    FIRST_STAGE,
    SIZE,
    FirstStage,
    load_first_stage,
    rows_of,
    save_first_stage,
)
from scoring.tone.items import Item
from scoring.tone.trained import CARD, TrainedReader, shipped_reader
from tests.tone.test_trained import ITEMS, marked


def shipped_stage() -> FirstStage:
    """The shipped first stage with its shipped bound."""
    folder = data_folder() / "tone"
    return load_first_stage(
        folder / FIRST_STAGE, float(json.loads((folder / CARD).read_text())["first_stage"])
    )


def test_the_name_is_not_read() -> None:
    """Two names in one place ask for the same rows; another place in the sentence asks for others."""
    template = "The committee will hear from {} on Tuesday."
    assert rows_of(marked(template, "Ada Quill")) == rows_of(marked(template, "the mayor of Tarn"))
    assert rows_of(Item("Ada met Oru.", 0, 3)) != rows_of(Item("Ada met Oru.", 8, 11))


def test_a_row_depends_only_on_its_own_item() -> None:
    """Alone, in company and in another order the answers are the same."""
    stage = shipped_stage()
    together = stage.read(ITEMS)
    assert (np.concatenate([stage.read([item]) for item in ITEMS]) == together).all()
    assert (stage.read(ITEMS[::-1])[::-1] == together).all()
    np.testing.assert_allclose(together.sum(axis=1), 1)


def test_what_is_plain_is_answered_by_the_first_stage_and_the_rest_by_the_network() -> None:
    """Each mention has one of two answers, and by the same reader every mention passed is neutral."""
    stage, network = shipped_stage(), TrainedReader(first_stage=False)
    dull = [marked(template, "Oru") for template in ("On Monday {} was in the city.", "It was about {}.")]
    items = [*ITEMS, *dull]
    words, whole = stage.read(items), network.read(items)
    plain = stage.is_plain(words)
    assert plain.any()
    assert not plain.all()
    expected = np.where(plain[:, None], np.round(words, 4), whole)
    assert (shipped_reader().read(items) == expected).all()
    assert (words[plain].argmax(axis=1) == 1).all()


def test_without_a_first_stage_its_file_is_not_needed(tmp_path: Path) -> None:
    """The network is there before the first stage learns from it; who asks for both is told what is missing."""
    shutil.copytree(data_folder() / "tone", tmp_path / "tone")
    (tmp_path / "tone" / FIRST_STAGE).unlink()
    alone = TrainedReader(tmp_path / "tone", first_stage=False).read(ITEMS)
    assert (alone == TrainedReader(first_stage=False).read(ITEMS)).all()
    with pytest.raises(FileNotFoundError, match=FIRST_STAGE):
        TrainedReader(tmp_path / "tone")


def test_weights_come_back_from_the_file(tmp_path: Path) -> None:
    """Written as int8 they come back to within half a step of their scale."""
    rng = np.random.default_rng(3)
    table = rng.normal(size=(SIZE, 2)).astype(np.float32)
    bias = np.array([-1.5, -2.5], np.float32)
    save_first_stage(tmp_path / FIRST_STAGE, table, bias)
    stage = load_first_stage(tmp_path / FIRST_STAGE, 0.1)
    step = np.abs(table).max(axis=0) / 127
    assert (np.abs(stage.table - table) <= 0.51 * step).all()
    assert (stage.bias == bias).all()
