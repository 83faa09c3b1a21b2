"""Rebuild the model of the trained reading in four steps, each kept in the work folder and not repeated.

python -m scoring.tone.training NEWSMTSC/train.jsonl --work WORK --out data/tone
"""

import argparse
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from scoring.evaluate.tone import figures_of
from scoring.tone.trained import CARD, CLASSES, MODEL, TOKENIZER, Encoder, Item, Marks, TrainedReader, tone_of
from scoring.tone.training.bases import STUDENT_MARKS, TEACHER_MARKS, student_folder, teacher_folder
from scoring.tone.training.examples import Example, Weights, held_out, read_examples, unlabelled_items
from scoring.tone.training.fit import Lesson, Recipe, Tokens, fit, lesson_shares, predict
from scoring.tone.training.network import Classifier, load_pretrained
from scoring.tone.training.quantise import write_model

TEACHER = Recipe(epochs=3, rate=3e-5)
FIRST = Recipe(epochs=3, rate=5e-5)
"""The student learns from people's labels, then"""
SECOND = Recipe(epochs=3, rate=1e-4, frozen=2, averaged=2)
"""from the teacher too, on three times as many mentions."""
_TAUGHT = 0.7
"""Share of the mentions, the shortest sentences first, that the teacher reads: the rest is half of its work."""
_TEMPERATURES = np.arange(0.5, 3.0, 0.02)
_BANDS = np.arange(0.1, 0.7, 0.02)
_SMOOTHED = 5  # neighbouring bands over which the F1 is averaged before its maximum is taken


def main() -> None:
    """Run the steps: teacher, labels, student, model."""
    parser = argparse.ArgumentParser(prog="python -m scoring.tone.training", description=__doc__)
    parser.add_argument("train", type=Path, help="NewsMTSC's train.jsonl")
    parser.add_argument("--work", type=Path, required=True, help="folder for what each step leaves")
    parser.add_argument("--out", type=Path, required=True, help="folder of the finished model")
    options = parser.parse_args()
    torch.set_num_threads(1)
    options.work.mkdir(parents=True, exist_ok=True)
    options.out.mkdir(parents=True, exist_ok=True)
    examples = read_examples(options.train)
    learning = [example for example in examples if not held_out(example)]
    kept = [example for example in examples if held_out(example)]
    taught = teacher_labels(options.work, learning, kept)
    student, config = train_student(options.work, learning, kept, taught)
    finish(options.out, student, config, kept)


def teacher_labels(work: Path, learning: Sequence[Example], kept: Sequence[Example]) -> dict[Item, Weights]:
    """A fine-tuned MPNet's answers on labelled, additional and unlabelled mentions of the training part."""
    items = [example.item for example in learning]
    items += [(example.sentence, *span) for example in learning for span in example.further]
    items = sorted(
        dict.fromkeys([*items, *unlabelled_items(learning)]), key=lambda item: (len(item[0]), item)
    )
    items = items[: round(_TAUGHT * len(items))]
    stored = work / "labels.npy"
    if not stored.exists():
        folder = teacher_folder(work)
        model, _ = load_pretrained(folder)
        tokens = _tokens(folder, model, TEACHER_MARKS, '"', "<mask>", "[unused2]", "<pad>")
        lessons = [_lesson(example, None) for example in learning]
        fit(model, tokens, lessons, TEACHER)
        print("teacher, held out:", _macro_f1(predict(model, tokens, [e.item for e in kept]), kept))
        np.save(stored, predict(model, tokens, items))
    return dict(zip(items, np.load(stored), strict=True))


def train_student(
    work: Path, learning: Sequence[Example], kept: Sequence[Example], taught: dict[Item, Weights]
) -> tuple[Classifier, dict[str, Any]]:
    """A fine-tuned MiniLM that learns from human labels and from the teacher's."""
    folder = student_folder()
    model, config = load_pretrained(folder)
    stored = work / "student.pt"
    tokens = _tokens(folder, model, STUDENT_MARKS, '"', "[MASK]", "[unused3]", "[PAD]")
    if stored.exists():
        model.load_state_dict(torch.load(stored))
    else:
        fit(model, tokens, [_lesson(example, None) for example in learning], FIRST)
        print(
            "student, labels only, held out:", _macro_f1(predict(model, tokens, [e.item for e in kept]), kept)
        )
        lessons = [_lesson(example, taught.get(example.item)) for example in learning]
        known = {example.item for example in learning}
        lessons += [Lesson((item,), shares) for item, shares in taught.items() if item not in known]
        fit(model, tokens, lessons, SECOND)
        torch.save(model.state_dict(), stored)
    print("student, held out:", _macro_f1(predict(model, tokens, [e.item for e in kept]), kept))
    return model, config


def finish(out: Path, model: Classifier, config: dict[str, Any], kept: Sequence[Example]) -> None:
    """Write the int8 model, tokenizer and model card; the held-out part sets temperature and neutral band."""
    arrays = {name: values.float().numpy() for name, values in model.state_dict().items()}
    shutil.copy(student_folder() / TOKENIZER, out / TOKENIZER)
    card = {"classes": list(CLASSES), "neutral_band": 0.0, "temperature": 1.0}
    for _ in range(2):  # once to learn the quantised model's temperature and band, once with them
        write_model(out / MODEL, arrays, config, float(str(card["temperature"])))
        (out / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf8")
        rows = TrainedReader(out).read([example.item for example in kept])
        if card["temperature"] == 1.0:
            card["temperature"] = _temperature(rows, kept)
    card["neutral_band"] = _neutral_band(rows, kept)
    (out / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf8")
    print("int8, held out:", _macro_f1(rows, kept), card)


def _tokens(
    folder: Path, model: Classifier, marks: Marks, like_mark: str, like_hidden: str, hidden: str, padding: str
) -> Tokens:
    """The encoder and its pieces; the unused pieces start as copies of pieces with a similar meaning."""
    encoder = Encoder(folder / TOKENIZER, marks)
    number = encoder.number_of
    with torch.no_grad():
        vectors = model.word.weight
        for mark in (marks.opening, marks.closing):
            vectors[number(mark)] = vectors[number(like_mark)]
        vectors[number(hidden)] = vectors[number(like_hidden)]
    return Tokens(encoder, number(padding), number(hidden))


def _lesson(example: Example, taught: Weights | None) -> Lesson:
    items = (example.item, *((example.sentence, *span) for span in example.further))
    return Lesson(items, lesson_shares(example.label, taught))


def _labels(examples: Sequence[Example]) -> NDArray[np.int64]:
    return np.array([example.label.argmax() for example in examples], dtype=np.int64)


def _macro_f1(rows: Weights, examples: Sequence[Example]) -> float:
    return figures_of(_labels(examples), rows.argmax(axis=1))["macro_f1"]


def _temperature(rows: Weights, examples: Sequence[Example]) -> float:
    """The temperature at which the labels are likeliest."""
    logs = np.log(np.maximum(rows, np.finfo(np.float32).tiny))
    shares = np.array([example.label for example in examples])

    def surprise(temperature: float) -> float:
        scaled = logs / temperature
        return float(-(shares * (scaled - np.log(np.exp(scaled).sum(axis=1, keepdims=True)))).sum())

    return round(float(min(_TEMPERATURES, key=surprise)), 2)


def _neutral_band(rows: Weights, examples: Sequence[Example]) -> float:
    """The half-width around 0 that best separates neutral from not neutral, by macro-F1 smoothed over neighbours."""
    tones, labels = tone_of(rows), _labels(examples)
    answers = [np.sign(tones).astype(np.int64) * (np.abs(tones) > band) + 1 for band in _BANDS]
    scores = np.array([figures_of(labels, answer)["macro_f1"] for answer in answers])
    smooth = np.convolve(np.pad(scores, _SMOOTHED // 2, mode="edge"), np.ones(_SMOOTHED) / _SMOOTHED, "valid")
    return round(float(_BANDS[smooth.argmax()]), 2)


if __name__ == "__main__":
    main()
