"""Rebuild the model of the trained reading in four steps, each kept in the work folder and not repeated.

python -m scoring.tone.training NEWSMTSC/train.jsonl --pages PAGES --random RANDOM --unlabelled MORE --work WORK
    --out data/tone

PAGES, RANDOM and MORE come from `masthead evaluate labels sentences`: labelled mentions to learn from, random labelled
mentions to calibrate on, and random mentions for the teacher to answer (docs/tone.md). With `--answered` no teacher is
trained: the mentions that one has answered come from there. With `--from` the student does not begin with the
pretrained weights but with those of a finished model, and so needs a third of the time.
"""

import argparse
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray

from scoring.evaluate.tone import figures_of
from scoring.tone.first_stage import FIRST_STAGE, load_first_stage, save_first_stage
from scoring.tone.items import MOST_BEFORE, Item
from scoring.tone.trained import (
    CARD,
    CLASSES,
    MODEL,
    NEWSMTSC_MARKS,
    READER_MARKS,
    TOKENIZER,
    Encoder,
    Marks,
    TrainedReader,
    classes_of,
    tone_of,
)
from scoring.tone.training.bases import NEWSMTSC_TEACHER_MARKS, TEACHER_MARKS, student_folder, teacher_folder
from scoring.tone.training.calibrate import UNCALIBRATED, calibration, reader_error, surprise
from scoring.tone.training.examples import (
    NEWSMTSC,
    PAGES,
    Example,
    Weights,
    held_out,
    read_answered,
    read_examples,
    read_unlabelled,
)
from scoring.tone.training.first_stage import bound, fit_first_stage
from scoring.tone.training.fit import Lesson, Recipe, Tokens, fit, predict, smoothed
from scoring.tone.training.network import Classifier, load_pretrained
from scoring.tone.training.quantise import read_model, write_model

TEACHER = Recipe(epochs=2, rate=4e-5, frozen=2)
FIRST = Recipe(epochs=3, rate=5e-5)
"""The student learns from NewsMTSC's labels, then"""
SECOND = Recipe(epochs=2, rate=8e-5, masked=0.15)
"""from readers of pages and from the teacher too."""
GOING_ON = Recipe(epochs=1, rate=1e-4, masked=0.15)
"""A student that goes on from a finished model learns from all three at once,"""
GOING_ON_LESSONS = 105_600
OF_TEACHER, OF_PAGES = 0.62, 0.30
"""so many times, in these shares; the rest is NewsMTSC's."""
BEFORES = tuple(range(0, MOST_BEFORE + 1, 40))
"""Characters before the sentence of which the finished model is given the fewest that serve it as well as any:"""
AS_GOOD = 0.001
"""within this mean surprise."""
_UNSURE = 0.25
_MARK_SEED = 7
Thing = TypeVar("Thing")


def main() -> None:
    """Run the steps: teacher, its answers, student, model."""
    parser = argparse.ArgumentParser(prog="python -m scoring.tone.training", description=__doc__)
    parser.add_argument("train", type=Path, help="NewsMTSC's train.jsonl")
    parser.add_argument("--pages", type=Path, required=True, help="labelled mentions of pages to learn from")
    parser.add_argument("--random", type=Path, required=True, help="random labelled mentions to calibrate on")
    parser.add_argument("--unlabelled", type=Path, required=True, help="mentions that the teacher answers")
    parser.add_argument("--most", type=int, default=12_800, help="of these at most so many")
    parser.add_argument("--answered", type=Path, help="mentions that a teacher has answered: none is trained")
    parser.add_argument("--from", dest="start", type=Path, help="folder of a finished model to go on from")
    parser.add_argument("--work", type=Path, required=True, help="folder for what each step leaves")
    parser.add_argument("--out", type=Path, required=True, help="folder of the finished model")
    options = parser.parse_args()
    torch.set_num_threads(1)
    options.work.mkdir(parents=True, exist_ok=True)
    options.out.mkdir(parents=True, exist_ok=True)
    examples = read_examples(options.train)
    learning = [example for example in examples if not held_out(example)]
    kept = [example for example in examples if held_out(example)]
    pages = read_examples(options.pages, PAGES, _UNSURE)
    unlabelled = _some(read_unlabelled(options.unlabelled), options.most)
    if options.answered is None:
        taught = teacher_answers(options.work, [*learning, *pages], kept, unlabelled)
    else:
        taught = read_answered(options.answered)
    student, config = train_student(options.work, learning, pages, taught, options.start)
    finish(options.out, student, config, kept, read_examples(options.random, PAGES), unlabelled)


def teacher_answers(
    work: Path, learning: Sequence[Example], kept: Sequence[Example], items: Sequence[Item]
) -> dict[Item, Weights]:
    """What a fine-tuned MPNet answers on the items, by the standard of pages."""
    stored = work / "answers.npy"
    if not stored.exists():
        folder = teacher_folder(work)
        model, _ = load_pretrained(folder)
        marks = {PAGES: TEACHER_MARKS, NEWSMTSC: NEWSMTSC_TEACHER_MARKS}
        tokens = _tokens(folder, model, marks, '"', "<mask>", "[unused2]", "<pad>")
        fit(model, tokens, [_lesson(example) for example in learning], TEACHER)
        print("teacher, held out:", _macro_f1(predict(model, tokens, _items(kept), NEWSMTSC), kept))
        np.save(stored, predict(model, tokens, items, PAGES))
    return dict(zip(items, np.load(stored), strict=True))


def train_student(
    work: Path,
    learning: Sequence[Example],
    pages: Sequence[Example],
    taught: Mapping[Item, Weights],
    start: Path | None,
) -> tuple[Classifier, dict[str, Any]]:
    """A fine-tuned MiniLM that learns from NewsMTSC, then from readers of pages and from the teacher too.

    `start`: a folder with a finished model, which has learned from NewsMTSC, and goes on from there.
    """
    folder = student_folder()
    model, config = load_pretrained(folder)
    stored = work / "student.pt"
    marks = {PAGES: READER_MARKS, NEWSMTSC: NEWSMTSC_MARKS}
    tokens = _tokens(folder, model, marks, '"', "[MASK]", "[unused3]", "[PAD]")
    if stored.exists():
        model.load_state_dict(torch.load(stored))
        return model, config
    of_news, of_pages = ([_lesson(example) for example in part] for part in (learning, pages))
    of_teacher = [Lesson((item,), shares, PAGES) for item, shares in taught.items()]
    if start is None:
        fit(model, tokens, of_news, FIRST)
        fit(model, tokens, [*of_pages, *_some(of_news, 2 * len(of_news) // 3), *of_teacher], SECOND)
    else:
        arrays = read_model(start / MODEL, config)
        model.load_state_dict({name: torch.from_numpy(values) for name, values in arrays.items()})
        counts = [round(share * GOING_ON_LESSONS) for share in (OF_TEACHER, OF_PAGES)]
        counts.append(GOING_ON_LESSONS - sum(counts))
        parts = zip((of_teacher, of_pages, of_news), counts, strict=True)
        lessons = [lesson for part, count in parts for lesson in _repeated(part, count)]
        fit(model, tokens, lessons, GOING_ON)
    torch.save(model.state_dict(), stored)
    return model, config


def finish(
    out: Path,
    model: Classifier,
    config: dict[str, Any],
    kept: Sequence[Example],
    random: Sequence[Example],
    unlabelled: Sequence[Item],
) -> None:
    """Write the int8 model, tokenizer, model card and first stage, calibrated on random mentions of pages.

    They also choose how much of the text before the sentence the model is given: it learns from all of it, but more is
    not always better.
    """
    arrays = {name: values.float().numpy() for name, values in model.state_dict().items()}
    shutil.copy(student_folder() / TOKENIZER, out / TOKENIZER)
    write_model(out / MODEL, arrays, config, 1.0)
    labels, outlets = np.array([example.label for example in random]), [example.outlet for example in random]
    tried = []
    for before in BEFORES:
        _write_card(out, {"before": before, **UNCALIBRATED})
        rows = TrainedReader(out, first_stage=False).read(_items(random))
        tried.append((surprise(rows, labels), before, rows))
        print(
            f"int8, {before} characters before the sentence: surprise {tried[-1][0]:.4f} on random mentions"
        )
    least = min(found for found, _, _ in tried)
    _, before, rows = next(one for one in tried if one[0] < least + AS_GOOD)
    card = {"before": before, **calibration(rows, labels, outlets)}
    _write_card(out, card)
    network = TrainedReader(out, first_stage=False)
    save_first_stage(out / FIRST_STAGE, *fit_first_stage(unlabelled, network.read(unlabelled)))
    stage = load_first_stage(out / FIRST_STAGE, 0.0)
    below = bound(stage, _items(random), network.read(_items(random)), _labels(random), network.neutral_band)
    card["first_stage"] = below
    _write_card(out, card)
    reader = TrainedReader(out)
    truths = np.array([example.label[2] - example.label[0] for example in random])
    card["reader_error"] = round(reader_error(tone_of(reader.read(_items(random))), truths, outlets), 3)
    _write_card(out, card)
    passed = stage.read(_items(random))[:, 1] > 1 - below
    print(f"first stage: {passed.mean():.2f} of random mentions below {below}")
    answers = classes_of(reader.read(_items(random)), reader.neutral_band) + 1
    print("int8, random mentions:", figures_of(_labels(random), answers)["macro_f1"], card)
    print("int8, NewsMTSC held out:", _macro_f1(TrainedReader(out, NEWSMTSC_MARKS).read(_items(kept)), kept))


def _write_card(out: Path, card: Mapping[str, Any]) -> None:
    text = json.dumps({"classes": list(CLASSES), **card}, indent=1)
    (out / CARD).write_text(text + "\n", encoding="utf8")


def _tokens(
    folder: Path,
    model: Classifier,
    marks: Mapping[str, Marks],
    like_mark: str,
    like_hidden: str,
    hidden: str,
    padding: str,
) -> Tokens:
    """The encoders and their pieces; the unused pieces start as copies of pieces with a similar meaning.

    The opening mark of NewsMTSC's standard starts a little elsewhere: word vectors are not trained, and two equal marks
    could not be told apart.
    """
    encoders = {standard: Encoder(folder / TOKENIZER, pieces) for standard, pieces in marks.items()}
    number = encoders[PAGES].number_of
    with torch.no_grad():
        vectors = model.word.weight
        for pieces in marks.values():
            for mark in (pieces.opening, pieces.closing):
                vectors[number(mark)] = vectors[number(like_mark)]
        seed = torch.Generator().manual_seed(_MARK_SEED)
        vectors[number(marks[NEWSMTSC].opening)] += (
            torch.randn(vectors.shape[1], generator=seed) * vectors.std()
        )
        vectors[number(hidden)] = vectors[number(like_hidden)]
    return Tokens(encoders, number(padding), number(hidden))


def _lesson(example: Example) -> Lesson:
    items = (example.item, *(Item(example.sentence, *span, example.before) for span in example.further))
    return Lesson(items, smoothed(example.label), example.standard)


def _some(things: Sequence[Thing], most: int) -> list[Thing]:
    """At most so many of the things, at random, always the same."""
    order = np.random.default_rng(_MARK_SEED).permutation(len(things))[:most]
    return [things[place] for place in order]


def _repeated(things: Sequence[Thing], count: int) -> list[Thing]:
    """So many of the things, each as often as any other but for one time, at random, always the same."""
    whole, rest = divmod(count, len(things))
    return [*things] * whole + _some(things, rest)


def _items(examples: Sequence[Example]) -> list[Item]:
    return [example.item for example in examples]


def _labels(examples: Sequence[Example]) -> NDArray[np.int64]:
    return np.array([example.label.argmax() for example in examples], dtype=np.int64)


def _macro_f1(rows: Weights, examples: Sequence[Example]) -> float:
    return figures_of(_labels(examples), rows.argmax(axis=1))["macro_f1"]


if __name__ == "__main__":
    main()
