"""The trained network as an ONNX graph with int8 weights: a quarter of the size and three times the speed.

Weights are int8 by output column, word vectors by row; activations get their scale at run time, from the
numbers of the run. The temperature is built into the head, and the graph outputs probabilities.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from scoring.tone.trained import CLASSES

Arrays = Mapping[str, NDArray[np.float32]]
_POSITIONS = 192  # the reader sends at most 160 pieces
_LARGEST = 127
_OPSET, _IR = 20, 9


class _Graph:
    """Nodes and weights under construction; each call of `add` names its result by its number."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.weights: list[Any] = []
        self._quantised: dict[str, list[str]] = {}

    def hold(self, values: NDArray[Any]) -> str:
        """Store an array and return its name."""
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def add(self, kind: str, *inputs: str, outputs: int = 1, **attributes: Any) -> list[str]:
        """Append an operation and return the names of its outputs."""
        names = [f"{kind}{len(self.nodes)}_{number}" for number in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, **attributes))
        return names

    def one(self, kind: str, *inputs: str, **attributes: Any) -> str:
        """Append an operation with one output and return its name."""
        return self.add(kind, *inputs, **attributes)[0]

    def linear(self, states: str, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        """`states @ weight + bias` by int8 arithmetic; `weight` is (in, out)."""
        columns, scale = _to_int8(weight, axis=0)
        if states not in self._quantised:
            self._quantised[states] = self.add("DynamicQuantizeLinear", states, outputs=3)
        values, step, zero = self._quantised[states]
        no_zero = self.hold(np.zeros(weight.shape[1], np.int8))
        product = self.one("MatMulInteger", values, self.hold(columns), zero, no_zero)
        product = self.one("Cast", product, to=TensorProto.FLOAT)
        product = self.one("Mul", product, self.one("Mul", step, self.hold(scale[0])))
        return self.one("Add", product, self.hold(bias))


def write_model(path: Path, arrays: Arrays, config: Mapping[str, Any], temperature: float) -> None:
    """Write the network with these weights, divided by `temperature` before the softmax, to `path`."""
    graph = _Graph()
    width, heads, epsilon = config["hidden_size"], config["num_attention_heads"], config["layer_norm_eps"]
    marked = graph.one("Unsqueeze", "target", graph.hold(np.array([-1])))

    def norm(states: str, name: str) -> str:
        gain, shift = graph.hold(arrays[f"{name}.weight"]), graph.hold(arrays[f"{name}.bias"])
        return graph.one("LayerNormalization", states, gain, shift, axis=-1, epsilon=epsilon)

    states = norm(_embedding(graph, arrays, marked), "norm")
    for number in range(config["num_hidden_layers"]):
        layer = {
            name.removeprefix(f"layers.{number}."): values
            for name, values in arrays.items()
            if name.startswith(f"layers.{number}.")
        }
        mixed = _attention(graph, layer, states, width, heads)
        out = graph.linear(mixed, layer["out.weight"].T, layer["out.bias"])
        states = norm(graph.one("Add", states, out), f"layers.{number}.norm")
        inner = graph.one("Gelu", graph.linear(states, layer["up.weight"].T, layer["up.bias"]))
        down = graph.linear(inner, layer["down.weight"].T, layer["down.bias"])
        states = norm(graph.one("Add", states, down), f"layers.{number}.last_norm")
    logits = graph.one(
        "Gemm",
        _pooled(graph, states, marked),
        graph.hold((arrays["head.weight"] / temperature).astype(np.float32)),
        graph.hold((arrays["head.bias"] / temperature).astype(np.float32)),
        transB=1,
    )
    graph.nodes.append(helper.make_node("Softmax", [logits], ["probabilities"], axis=-1))
    shape = ["batch", "pieces"]
    made = helper.make_graph(
        graph.nodes,
        "tone",
        [
            helper.make_tensor_value_info("ids", TensorProto.INT64, shape),
            helper.make_tensor_value_info("target", TensorProto.FLOAT, shape),
        ],
        [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["batch", len(CLASSES)])],
        graph.weights,
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_IR)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def read_model(path: Path, config: Mapping[str, Any]) -> dict[str, NDArray[np.float32]]:
    """The weights that `write_model` wrote to `path`, by name, as exact as their int8 form lets them be.

    Vectors of positions beyond the longest sentence are zero; the mark of the target stands in its own vector alone.
    Raises StopIteration or ValueError if the file holds another network.
    """
    held = map(numpy_helper.to_array, onnx.load(str(path)).graph.initializer)
    width, heads = config["hidden_size"], config["num_attention_heads"]
    arrays: dict[str, NDArray[Any]] = {}

    def linear(*names: str) -> None:
        """The parts of one product side by side, each with its bias."""
        _no_zero, columns, scale, bias = (next(held) for _ in range(4))
        weights = np.split((columns.astype(np.float32) * scale).T, len(names))
        for name, weight, shift in zip(names, weights, np.split(bias, len(names)), strict=True):
            arrays[f"{name}.weight"], arrays[f"{name}.bias"] = weight, shift

    def norm(name: str) -> None:
        arrays[f"{name}.weight"], arrays[f"{name}.bias"] = next(held), next(held)

    _axis, rows, scale, _first, places, special = (next(held) for _ in range(6))
    arrays["word.weight"] = rows.astype(np.float32) * scale
    beyond = config["max_position_embeddings"] - len(places)
    arrays["position.weight"] = np.pad(places, ((0, beyond), (0, 0)))
    arrays["target.weight"] = np.stack([np.zeros_like(special), special])
    norm("norm")
    for number in range(config["num_hidden_layers"]):
        layer = f"layers.{number}"
        _by_head = next(held)
        linear(*(f"{layer}.{part}" for part in ("query", "key", "value")))
        for kind in ("weight", "bias"):
            arrays[f"{layer}.query.{kind}"] = arrays[f"{layer}.query.{kind}"] * np.sqrt(width // heads)
        _by_width = next(held)
        linear(f"{layer}.out")
        norm(f"{layer}.norm")
        linear(f"{layer}.up")
        linear(f"{layer}.down")
        norm(f"{layer}.last_norm")
    _zero, _one, arrays["head.weight"], arrays["head.bias"] = held
    return {name: np.ascontiguousarray(values, dtype=np.float32) for name, values in arrays.items()}


def _embedding(graph: _Graph, arrays: Arrays, marked: str) -> str:
    """Word vectors plus their positions, and the target's vector for marked pieces."""
    rows, scale = _to_int8(arrays["word.weight"], axis=1)
    words = graph.one("Cast", graph.one("Gather", graph.hold(rows), "ids"), to=TensorProto.FLOAT)
    words = graph.one("Mul", words, graph.one("Gather", graph.hold(scale), "ids"))
    plain, special = arrays["target.weight"]
    first = graph.hold(np.array([0]))
    length = graph.one("Shape", "ids", start=1, end=2)
    places = graph.hold(arrays["position.weight"][:_POSITIONS] + plain)
    states = graph.one("Add", words, graph.one("Slice", places, first, length, first))
    return graph.one("Add", states, graph.one("Mul", marked, graph.hold(special - plain)))


def _attention(graph: _Graph, layer: Arrays, states: str, width: int, heads: int) -> str:
    """The output of self-attention; queries, keys and values come from one product."""
    size = width // heads
    parts = ("query", "key", "value")
    weight = np.concatenate([layer[f"{part}.weight"].T for part in parts], axis=1)
    bias = np.concatenate([layer[f"{part}.bias"] for part in parts])
    weight[:, :width] /= np.sqrt(size)
    bias[:width] /= np.sqrt(size)
    by_head = graph.hold(np.array([0, 0, heads, size]))
    split = graph.add("Split", graph.linear(states, weight, bias), outputs=3, num_outputs=3, axis=-1)
    query, key, value = (
        graph.one("Transpose", graph.one("Reshape", part, by_head), perm=perm)
        for part, perm in zip(split, ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3]), strict=True)
    )
    shares = graph.one("Softmax", graph.one("MatMul", query, key), axis=-1)
    mixed = graph.one("Transpose", graph.one("MatMul", shares, value), perm=[0, 2, 1, 3])
    return graph.one("Reshape", mixed, graph.hold(np.array([0, 0, width])))


def _pooled(graph: _Graph, states: str, marked: str) -> str:
    """The first piece, the mean of the target's pieces and the mean of all, side by side."""
    zero, one = graph.hold(np.array([0])), graph.hold(np.array([1]))
    first = graph.one("Squeeze", graph.one("Slice", states, zero, one, one), one)
    total = graph.one("ReduceSum", graph.one("Mul", states, marked), one, keepdims=0)
    mean_target = graph.one("Div", total, graph.one("ReduceSum", marked, one, keepdims=0))
    mean_all = graph.one("ReduceMean", states, one, keepdims=0)
    return graph.one("Concat", first, mean_target, mean_all, axis=-1)


def _to_int8(weight: NDArray[np.float32], axis: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Integers in [-127, 127] and the scale that gives the weights back, one for each line along `axis`."""
    scale = np.abs(weight).max(axis=axis, keepdims=True) / _LARGEST
    scale[scale == 0] = 1
    return np.round(weight / scale).astype(np.int8), scale.astype(np.float32)
