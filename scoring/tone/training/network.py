"""The encoder in torch: BERT's or MPNet's layers, a target mark, and a head on three pooled views.

A word piece of the target (its marks included) gets a learned vector added at the input, which starts at
zero. The head sees the first piece, the mean of the target's pieces and the mean of all pieces.
"""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from torch import nn

from scoring.tone.trained import CLASSES

MPNET = "mpnet"
_DROPPED = 0.1
_HIDDEN_SCORE = -1e4  # added before the softmax at places of padding
_BUCKETS, _FARTHEST = 32, 128  # MPNet's buckets of relative distance
_MPNET_FIRST_POSITION = 2

_NAMES = {
    "query": ("attention.self.query", "attention.attn.q"),
    "key": ("attention.self.key", "attention.attn.k"),
    "value": ("attention.self.value", "attention.attn.v"),
    "out": ("attention.output.dense", "attention.attn.o"),
    "norm": ("attention.output.LayerNorm", "attention.LayerNorm"),
    "up": ("intermediate.dense", "intermediate.dense"),
    "down": ("output.dense", "output.dense"),
    "last_norm": ("output.LayerNorm", "output.LayerNorm"),
}
"""Our name of a layer's part, then BERT's and MPNet's."""


class Dropout(nn.Module):  # type: ignore[misc]
    """Dropout from one seeded stream of bytes, several times as fast on a CPU as torch's own."""

    stream = np.random.Generator(np.random.SFC64(1))

    def forward(self, values: Any) -> Any:
        """Drop a tenth of the values while training."""
        if not self.training:
            return values
        cut = round(_DROPPED * 256)
        noise = np.frombuffer(Dropout.stream.bytes(values.numel()), np.uint8).copy()
        kept = torch.from_numpy(noise).view(values.shape) >= cut
        return values * (kept.to(values.dtype) * (256 / (256 - cut)))


class Layer(nn.Module):  # type: ignore[misc]
    """Self-attention and a feed-forward part, each followed by a norm."""

    def __init__(self, width: int, heads: int, inner: int, epsilon: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))
        self.norm, self.last_norm = nn.LayerNorm(width, epsilon), nn.LayerNorm(width, epsilon)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.drop = Dropout()

    def forward(self, states: Any, bias: Any) -> Any:
        """States (batch, pieces, width) to the same; `bias` is added to the attention scores."""
        batch, pieces, width = states.shape

        def split(values: Any) -> Any:
            return values.view(batch, pieces, self.heads, width // self.heads).transpose(1, 2)

        query, key, value = split(self.query(states)), split(self.key(states)), split(self.value(states))
        scores = (query / math.sqrt(width // self.heads)) @ key.transpose(-1, -2) + bias.to(query.dtype)
        shares = self.drop(scores.softmax(-1, dtype=torch.float32).to(value.dtype))
        mixed = (shares @ value).transpose(1, 2).reshape(batch, pieces, width)
        states = self.norm(states + self.drop(self.out(mixed)).float())
        inner = nn.functional.gelu(self.up(states))
        return self.last_norm(states + self.drop(self.down(inner)).float())


class Classifier(nn.Module):  # type: ignore[misc]
    """The encoder with its head: word pieces, target marks and mask in, three logits out."""

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__()
        width, heads = config["hidden_size"], config["num_attention_heads"]
        self.is_mpnet = config["model_type"] == MPNET
        self.word = nn.Embedding(config["vocab_size"], width)
        self.position = nn.Embedding(config["max_position_embeddings"], width)
        self.target = nn.Embedding(2, width)
        nn.init.zeros_(self.target.weight)
        self.norm = nn.LayerNorm(width, config["layer_norm_eps"])
        self.layers = nn.ModuleList(
            Layer(width, heads, config["intermediate_size"], config["layer_norm_eps"])
            for _ in range(config["num_hidden_layers"])
        )
        if self.is_mpnet:
            self.distance = nn.Embedding(_BUCKETS, heads)
        self.head = nn.Linear(3 * width, len(CLASSES))
        nn.init.normal_(self.head.weight, 0, 0.02)
        nn.init.zeros_(self.head.bias)
        self.drop = Dropout()

    def forward(self, pieces: Any, target: Any, mask: Any) -> Any:
        """Logits (batch, 3) from three integer arrays (batch, pieces)."""
        places = torch.arange(pieces.shape[1]) + (_MPNET_FIRST_POSITION if self.is_mpnet else 0)
        states = self.word(pieces) + self.position(places)[None] + self.target(target)
        states = self.drop(self.norm(states))
        bias = (1 - mask[:, None, None, :].float()) * _HIDDEN_SCORE
        if self.is_mpnet:
            bias = bias + self.distance(_distance_buckets(pieces.shape[1])).permute(2, 0, 1)[None]
        for layer in self.layers:
            states = layer(states, bias)
        states = states.float()
        every, marked = mask[..., None].float(), (target * mask)[..., None].float()
        pooled = [states[:, 0]] + [(states * part).sum(1) / part.sum(1) for part in (marked, every)]
        return self.head(self.drop(torch.cat(pooled, -1)))


def _distance_buckets(pieces: int) -> Any:
    """MPNet's bucket for each pair of positions: exact if near, logarithmic if far, by direction."""
    places = torch.arange(pieces)
    distance = places[:, None] - places[None]
    half, exact = _BUCKETS // 2, _BUCKETS // 4
    far = distance.abs().clamp(min=1).float() / exact
    bucket = exact + (torch.log(far) / math.log(_FARTHEST / exact) * exact).long()
    near = torch.where(distance.abs() < exact, distance.abs(), bucket.clamp(max=half - 1))
    return near + (distance < 0).long() * half


def load_pretrained(folder: Path) -> tuple[Classifier, dict[str, Any]]:
    """The classifier with pretrained weights from a folder of the usual layout, and its configuration."""
    config = json.loads((folder / "config.json").read_text(encoding="utf8"))
    stored = load_file(str(folder / "model.safetensors"))
    stored = {name.removeprefix("bert.").removeprefix("mpnet."): value for name, value in stored.items()}
    model = Classifier(config)
    weights = {
        "word.weight": stored["embeddings.word_embeddings.weight"],
        "position.weight": stored["embeddings.position_embeddings.weight"],
        "norm.weight": stored["embeddings.LayerNorm.weight"],
        "norm.bias": stored["embeddings.LayerNorm.bias"],
    }
    if model.is_mpnet:
        weights["distance.weight"] = stored["encoder.relative_attention_bias.weight"]
    else:  # BERT's first segment is added to the positions, so that the target marks can start at zero
        weights["position.weight"] = (
            weights["position.weight"] + stored["embeddings.token_type_embeddings.weight"][0]
        )
    for number in range(config["num_hidden_layers"]):
        for name, theirs in _NAMES.items():
            for kind in ("weight", "bias"):
                source = f"encoder.layer.{number}.{theirs[model.is_mpnet]}.{kind}"
                weights[f"layers.{number}.{name}.{kind}"] = stored[source]
    model.load_state_dict({**model.state_dict(), **weights})
    model.word.weight.requires_grad_(requires_grad=False)  # unseen names keep their place beside seen ones
    return model, config
