"""The trained reading: the same answer in any company, and plain words when its model is not there."""

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from scoring.catalogue.find import catalogue
from scoring.schema.lists import data_folder
from scoring.schema.thresholds import TRAINED_NEUTRAL_TONE
from scoring.tone.items import Item
from scoring.tone.trained import (
    CARD,
    MODEL,
    NEWSMTSC_MARKS,
    TOKENIZER,
    Encoder,
    TrainedReader,
    calibrated,
    classes_of,
    shipped_reader,
    tone_of,
    window,
)

SENTENCES = [
    ("Voters praised {} for a generous and honest plan.", 1),
    ("Colleagues thanked {} for saving the harbour bridge.", 1),
    ("A judge found {} guilty of fraud and bribery.", -1),
    ("Neighbours accused {} of lying about the fire.", -1),
    ("The committee will hear from {} on Tuesday afternoon.", 0),
    ("{} arrived in the capital on Monday, a spokesman said.", 0),
]


def marked(template: str, name: str) -> Item:
    """The sentence with the name put in, and where it stands."""
    start = template.index("{}")
    return Item(template.format(name), start, start + len(name))


ITEMS = [marked(template, name) for template, _ in SENTENCES for name in ("Ada Quill", "the mayor", "Oru")]


def test_plain_cases_come_out_as_anyone_would_say() -> None:
    """Praise is positive, blame negative, a report of facts neutral, whoever it is about."""
    expected = [tone for _, tone in SENTENCES for _ in range(3)]
    assert classes_of(shipped_reader().read(ITEMS)).tolist() == expected


def test_the_tone_is_toward_the_marked_mention() -> None:
    """In one sentence the one who helps and the one who cheats are read differently."""
    sentence = "Ada Quill rescued the families whom Oru Vant had cheated out of their savings."
    start = sentence.index("Oru Vant")
    helper, cheat = tone_of(shipped_reader().read([Item(sentence, 0, 9), Item(sentence, start, start + 8)]))
    assert helper > cheat


def test_rows_are_probabilities() -> None:
    """Each row lies in [0, 1] and sums to 1 within its four decimals."""
    rows = shipped_reader().read(ITEMS)
    assert rows.shape == (len(ITEMS), 3)
    assert ((rows >= 0) & (rows <= 1)).all()
    np.testing.assert_allclose(rows.sum(axis=1), 1, atol=2e-4)


def test_the_card_says_what_the_screen_and_the_intervals_use() -> None:
    """The neutral band of the screen and the error in the intervals are those of the shipped model."""
    card = json.loads((data_folder() / "tone" / CARD).read_text(encoding="utf8"))
    assert card["neutral_band"] == shipped_reader().neutral_band == TRAINED_NEUTRAL_TONE
    assert card["reader_error"] == catalogue()["actor_sentiment_trained"].reader_error > 0


def test_calibration_shifts_and_flattens() -> None:
    """A temperature above 1 brings probabilities nearer together, an offset favours its class."""
    row = np.array([0.7, 0.2, 0.1])
    flat = calibrated(row, 2.0, np.zeros(3))
    assert flat.sum() == pytest.approx(1)
    assert 1 < flat[0] / flat[1] < row[0] / row[1]
    shifted = calibrated(row, 1.0, np.array([-1.0, 0.0, 0.0]))
    assert shifted[0] / shifted[1] == pytest.approx(row[0] / row[1] / np.e)
    assert calibrated(row, 1.0, np.zeros(3)) == pytest.approx(row)


def test_a_tone_within_the_band_is_neutral() -> None:
    """The band is of the tone, not of a probability; without one the likeliest class counts."""
    rows = np.array([[0.40, 0.35, 0.25], [0.60, 0.30, 0.10], [0.05, 0.40, 0.55]])
    assert classes_of(rows).tolist() == [-1, -1, 1]
    assert classes_of(rows, 0.4).tolist() == [0, -1, 1]


def test_the_marks_say_whose_standard_counts() -> None:
    """NewsMTSC's annotators call more sentences polar than readers of pages; their answers are not calibrated."""
    usual, newsmtsc = shipped_reader(), TrainedReader(marks=NEWSMTSC_MARKS)
    assert newsmtsc.neutral_band == 0.0
    neutral = [reader.read(ITEMS)[:, 1].mean() for reader in (usual, newsmtsc)]
    assert neutral[0] > neutral[1]


def test_a_model_is_given_as_much_of_the_text_before_as_its_card_says(tmp_path: Path) -> None:
    """The shipped card asks for none of it, so it changes nothing; a card that asks for some changes the answer."""
    plain, led = Item("Oru left.", 0, 3), Item("Oru left.", 0, 3, "He had cheated and lied to all of them. ")
    assert shipped_reader().read([plain, led]).tolist() == shipped_reader().read([plain] * 2).tolist()
    for name in (MODEL, TOKENIZER, CARD):
        shutil.copy(data_folder() / "tone" / name, tmp_path / name)
    card = json.loads((tmp_path / CARD).read_text(encoding="utf8"))
    answers = []
    for before in (0, 13, 40):
        (tmp_path / CARD).write_text(json.dumps({**card, "before": before}), encoding="utf8")
        reader = TrainedReader(tmp_path, first_stage=False)
        answers.append(reader.read([led]).tolist())
        near = led._replace(before=led.before[len(led.before) - before :])
        assert reader.read([near]).tolist() == answers[-1]
    assert answers[0] != answers[1] != answers[2]


def test_nothing_in_nothing_out() -> None:
    """No item gives no row, of the same width."""
    assert shipped_reader().read([]).shape == (0, 3)


def test_results_do_not_depend_on_order_company_or_session() -> None:
    """Byte for byte: alone, shuffled, repeated, beside long sentences, and in a reader loaded anew."""
    reader = shipped_reader()
    long = Item("Rain fell on the coast. " * 30 + "Oru Vant lied.", 720, 728)
    together = reader.read([*ITEMS, long])
    alone = np.concatenate([reader.read([item]) for item in [*ITEMS, long]])
    order = random.Random(4).sample(range(len(together)), len(together))  # noqa: S311 a fixed order, no secret
    shuffled = TrainedReader().read([[*ITEMS, long][place] for place in order + order])
    assert together.tobytes() == alone.tobytes()
    assert shuffled.tobytes() == together[order + order].tobytes()


@pytest.mark.parametrize("span", [(3, 3), (5, 2), (-1, 4), (0, 99)])
def test_a_mention_outside_its_sentence_is_refused(span: tuple[int, int]) -> None:
    """An empty or outlying span is an error of the caller, said plainly."""
    with pytest.raises(ValueError, match=r"empty or outside its sentence"):
        shipped_reader().read([Item("A short line.", *span)])


def test_an_overlong_sentence_keeps_its_mention() -> None:
    """Whatever is cut away, the mention stays whole and the pieces stay within the model's reach."""
    encoder = Encoder(data_folder() / "tone" / TOKENIZER)
    for sentence in ("word " * 400 + "Oru Vant" + " word" * 400, "ÿ" * 900 + "Oru Vant" + "ÿ" * 900):
        start = sentence.index("Oru Vant")
        item = Item(sentence, start, start + 8, "Before it. " * 20)
        cut, first, last, _ = window(item)
        encoded = encoder.encode(item)
        assert cut[first:last] == "Oru Vant"
        assert len(encoded.pieces) == len(encoded.target) <= 160
        assert sum(encoded.target) > 2


def test_a_missing_model_file_is_named_with_its_remedy(tmp_path: Path) -> None:
    """The error says which file is missing and what to do."""
    for name in (TOKENIZER, CARD):
        shutil.copy(data_folder() / "tone" / name, tmp_path / name)
    with pytest.raises(FileNotFoundError, match=rf"{MODEL}.*install it again"):
        TrainedReader(tmp_path)


def test_reading_needs_no_torch() -> None:
    """Neither reading imports torch, onnx or the training script."""
    program = (
        "import sys, scoring.tone.trained, scoring.tone.lexicon, scoring.evaluate.tone;"
        "assert not {'torch', 'onnx', 'transformers'} & set(sys.modules);"
        "assert not [name for name in sys.modules if 'training' in name]"
    )
    root = data_folder().parent
    subprocess.run([sys.executable, "-c", program], check=True, cwd=root)


def test_torch_is_named_by_the_training_script_alone() -> None:
    """No other source file imports torch."""
    root = Path(sys.modules["scoring.schema.lists"].__file__ or "").parents[1]
    users = [path for path in root.rglob("*.py") if "import torch" in path.read_text(encoding="utf8")]
    assert all("training" in path.parts for path in users)
