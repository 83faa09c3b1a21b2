"""The network as it is written for running, and read again for going on with its training."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("onnx", reason='needs what training needs: pip install "masthead[train]"')

from scoring.tone.training.quantise import read_model, write_model

CONFIG: dict[str, Any] = {
    "hidden_size": 8,
    "num_attention_heads": 2,
    "layer_norm_eps": 1e-6,
    "num_hidden_layers": 2,
    "max_position_embeddings": 200,
}
INNER, WORDS, CLASSES = 16, 30, 3
HALF_A_STEP = 0.5 / 127


def weights() -> dict[str, Any]:
    """Random weights of a small network, named as the training names them."""
    draw = np.random.default_rng(5)

    def some(*shape: int) -> Any:
        return draw.normal(size=shape).astype(np.float32)

    width = CONFIG["hidden_size"]
    made = {
        "word.weight": some(WORDS, width),
        "position.weight": some(CONFIG["max_position_embeddings"], width),
        "target.weight": some(2, width),
        "norm.weight": some(width),
        "norm.bias": some(width),
        "head.weight": some(CLASSES, 3 * width),
        "head.bias": some(CLASSES),
    }
    shapes = dict.fromkeys(("query", "key", "value", "out"), (width, width))
    shapes |= {"up": (INNER, width), "down": (width, INNER)}
    for number in range(CONFIG["num_hidden_layers"]):
        for part, shape in shapes.items():
            made[f"layers.{number}.{part}.weight"] = some(*shape)
            made[f"layers.{number}.{part}.bias"] = some(shape[0])
        for part in ("norm", "last_norm"):
            made[f"layers.{number}.{part}.weight"] = some(width)
            made[f"layers.{number}.{part}.bias"] = some(width)
    return made


def test_weights_come_back_as_exact_as_whole_numbers_let_them(tmp_path: Path) -> None:
    """What is read is what was written, but for rounding; what the graph adds up beforehand adds up to the same."""
    given = weights()
    write_model(tmp_path / "model.onnx", given, CONFIG, 1.0)
    found = read_model(tmp_path / "model.onnx", CONFIG)
    assert found.keys() == given.keys()
    used = 192  # positions that are written
    plain, special = given.pop("target.weight")
    position = given.pop("position.weight")[:used] + plain
    np.testing.assert_allclose(found["position.weight"][:used], position, atol=1e-6)
    np.testing.assert_allclose(found["target.weight"][1], special - plain, atol=1e-6)
    assert not found["target.weight"][0].any()
    for name, values in given.items():
        step = np.abs(values).max() * HALF_A_STEP * 1.001
        assert found[name].shape == values.shape, name
        assert np.abs(found[name] - values).max() <= step, name


def test_written_again_the_network_is_the_same(tmp_path: Path) -> None:
    """Reading and writing once more changes no weight that is a whole number."""
    write_model(tmp_path / "one.onnx", weights(), CONFIG, 1.0)
    write_model(tmp_path / "two.onnx", read_model(tmp_path / "one.onnx", CONFIG), CONFIG, 1.0)
    one, two = (read_model(tmp_path / name, CONFIG) for name in ("one.onnx", "two.onnx"))
    for name, values in one.items():
        np.testing.assert_allclose(two[name], values, rtol=1e-5, atol=1e-6)
