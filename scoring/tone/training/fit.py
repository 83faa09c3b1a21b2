"""Training and prediction, batch by batch, on one core, in bfloat16 if the processor supports it."""

import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from scoring.tone.items import Item
from scoring.tone.trained import CLASSES, Encoded, Encoder
from scoring.tone.training.examples import Weights
from scoring.tone.training.network import Classifier, Dropout

_SORTED_TOGETHER = (
    16  # batches whose sentences are sorted by length before they are split, which keeps padding small
)
_WARM_UP = 0.06
_DECAY = 0.01
_TARGET_RATE = 4  # the target mark starts from nothing and may move faster
_PREDICTED_TOGETHER = 64
_REPORT = 50


@dataclass(frozen=True, slots=True)
class Lesson:
    """A target to learn: mentions to choose from (the labelled one first) and the class shares."""

    items: tuple[Item, ...]
    shares: Weights
    standard: str


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train. Rates are for the highest layer; each layer below learns `layer_decay` as fast."""

    epochs: int
    rate: float
    head_rate: float = 5e-4
    layer_decay: float = 0.9
    batch: int = 32
    masked: float = 0.25
    """Share of the copies in which the name is hidden, so that the words are learned from, not the name."""
    further: float = 0.3
    """Share of the copies that mark another mention of the same target, where there is one."""
    frozen: int = 0
    """Lowest layers that stay as they are, with everything below them; 0 trains all but the word vectors."""
    averaged: int = 1
    """The weights after this many of the last passes are averaged."""
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the loop needs from a tokenizer: an encoder per standard, the pieces for padding and for hiding a name."""

    encoders: Mapping[str, Encoder]
    padding: int
    hidden: int


def fit(model: Classifier, tokens: Tokens, lessons: Sequence[Lesson], recipe: Recipe) -> None:
    """Train the model in place; the same lessons, recipe and machine give the same weights."""
    torch.manual_seed(recipe.seed)
    Dropout.stream = np.random.Generator(np.random.SFC64(recipe.seed))
    draw = random.Random(recipe.seed)  # noqa: S311 a repeatable order, no secret
    steps = recipe.epochs * -(-len(lessons) // recipe.batch)
    optimiser = _optimiser(model, recipe)
    rates = [group["lr"] for group in optimiser.param_groups]
    model.train()
    step, running, began = 0, 0.0, time.monotonic()
    mean: dict[str, Any] = {}
    for epoch in range(recipe.epochs):
        for batch in _batches(tokens, lessons, recipe, draw):
            done = step / steps
            pace = min(1.0, done / _WARM_UP) * (1 - max(0.0, (done - _WARM_UP) / (1 - _WARM_UP)))
            for group, rate in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = rate * pace
            shares = torch.tensor(np.array([shares for _, shares in batch]), dtype=torch.float32)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = model(*_collate([encoded for encoded, _ in batch], tokens.padding))
            loss = -(shares * torch.log_softmax(logits.float(), -1)).sum(-1).mean()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            step += 1
            running += float(loss.detach())
            if step % _REPORT == 0:
                seconds = time.monotonic() - began
                print(f"step {step} of {steps}, loss {running / _REPORT:.4f}, {seconds:.0f} s", flush=True)
                running = 0.0
        if epoch >= recipe.epochs - recipe.averaged:
            for name, values in model.state_dict().items():
                part = values.detach() / recipe.averaged
                mean[name] = mean[name] + part if name in mean else part
    model.load_state_dict(mean)


def predict(model: Classifier, tokens: Tokens, items: Sequence[Item], standard: str) -> Weights:
    """The model's probabilities for each item by the given standard: shape (n, 3)."""
    encoded = [tokens.encoders[standard].encode(item) for item in items]
    order = sorted(range(len(encoded)), key=lambda place: len(encoded[place].pieces))
    rows = np.zeros((len(encoded), len(CLASSES)))
    model.eval()
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for first in range(0, len(order), _PREDICTED_TOGETHER):
            chosen = order[first : first + _PREDICTED_TOGETHER]
            logits = model(*_collate([encoded[place] for place in chosen], tokens.padding))
            rows[chosen] = logits.float().softmax(-1).numpy()
    model.train()
    return rows


def smoothed(label: Weights, smoothing: float = 0.05) -> Weights:
    """The shares to learn from a label.

    >>> smoothed(np.array([1.0, 0.0, 0.0])).round(3).tolist()
    [0.967, 0.017, 0.017]
    """
    return np.asarray(label * (1 - smoothing) + smoothing / len(CLASSES))


def _batches(
    tokens: Tokens, lessons: Sequence[Lesson], recipe: Recipe, draw: random.Random
) -> Iterator[list[tuple[Encoded, Weights]]]:
    """Batches of one pass over the lessons, each of sentences of similar length, in random order."""
    order = list(range(len(lessons)))
    draw.shuffle(order)
    together = recipe.batch * _SORTED_TOGETHER
    for first in range(0, len(order), together):
        chunk = []
        for place in order[first : first + together]:
            lesson = lessons[place]
            further = len(lesson.items) > 1 and draw.random() < recipe.further
            item = draw.choice(lesson.items[1:]) if further else lesson.items[0]
            encoded = tokens.encoders[lesson.standard].encode(item)
            if draw.random() < recipe.masked:
                encoded = _hide_name(encoded, tokens.hidden)
            chunk.append((encoded, lesson.shares))
        chunk.sort(key=lambda pair: len(pair[0].pieces))
        batches = [chunk[start : start + recipe.batch] for start in range(0, len(chunk), recipe.batch)]
        draw.shuffle(batches)
        yield from batches


def _hide_name(encoded: Encoded, hidden: int) -> Encoded:
    """The same with a single piece in place of the name, its marks kept."""
    first = encoded.target.index(1.0) + 1
    last = first + int(sum(encoded.target)) - 2
    pieces, target = encoded.pieces, encoded.target
    return Encoded(
        [*pieces[:first], hidden, *pieces[last:]],
        [*target[:first], 1.0, *target[last:]],
    )


def _collate(batch: Sequence[Encoded], padding: int) -> tuple[Any, Any, Any]:
    """Pieces, target marks and mask of a batch as integer tensors (batch, longest)."""
    longest = max(len(encoded.pieces) for encoded in batch)
    pieces = np.full((len(batch), longest), padding)
    target, mask = np.zeros_like(pieces), np.zeros_like(pieces)
    for row, encoded in enumerate(batch):
        length = len(encoded.pieces)
        pieces[row, :length] = encoded.pieces
        target[row, :length] = encoded.target
        mask[row, :length] = 1
    return torch.from_numpy(pieces), torch.from_numpy(target), torch.from_numpy(mask)


def _optimiser(model: Classifier, recipe: Recipe) -> Any:
    """AdamW with slower rates toward the input and no decay for biases and norms."""
    if recipe.frozen:
        for part in (model.target, model.position, model.norm, *model.layers[: recipe.frozen]):
            for weight in part.parameters():
                weight.requires_grad_(requires_grad=False)
    depth = len(model.layers)
    parts = [(model.head, recipe.head_rate), (model.target, recipe.rate * _TARGET_RATE)]
    parts += [
        (layer, recipe.rate * recipe.layer_decay ** (depth - 1 - number))
        for number, layer in enumerate(model.layers)
    ]
    lowest = [model.position, model.norm] + ([model.distance] if model.is_mpnet else [])
    parts += [(part, recipe.rate * recipe.layer_decay**depth) for part in lowest]
    groups = []
    for part, rate in parts:
        weights = [weight for weight in part.parameters() if weight.requires_grad]
        groups.append({"params": [w for w in weights if w.ndim > 1], "lr": rate, "weight_decay": _DECAY})
        groups.append({"params": [w for w in weights if w.ndim == 1], "lr": rate, "weight_decay": 0.0})
    groups = [group for group in groups if group["params"]]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6, fused=True)
