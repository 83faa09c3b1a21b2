"""The words of single rules are those of the list that is in force."""

from pathlib import Path

import pytest

from scoring.schema.lists import using
from scoring.sourcing.anonymity import withholds_name
from scoring.sourcing.rule_words import RULE_CLASSES, WORDS_FILE, rule_words, word_rows
from scoring.sourcing.tokens import ADVERB, flags_of

ASIDE = "an aide who asked not to be named"


def test_every_class_has_its_words_in_the_shipped_list() -> None:
    """A misspelt class would have none, and its rule would never hold."""
    assert set(word_rows()) >= RULE_CLASSES
    assert all(getattr(rule_words(), name) for name in RULE_CLASSES)


def test_they_hold_within_a_process(tmp_path: Path) -> None:
    """A class of the user's list counts, one that it leaves out has no words, and afterwards all is as before."""
    (tmp_path / WORDS_FILE).write_text("class,words\nnot_adverb,quickly\n", encoding="utf-8")
    asked = ["quickly", "family"]
    before = list(flags_of(asked))
    with using(tmp_path):
        quickly, family = flags_of(asked)
        assert not quickly & ADVERB
        assert family & ADVERB
        assert not withholds_name(ASIDE)
    assert list(flags_of(asked)) == before
    assert withholds_name(ASIDE)


def test_an_unknown_class_is_refused(tmp_path: Path) -> None:
    """With its name."""
    (tmp_path / WORDS_FILE).write_text("class,words\nadverbs,quickly\n", encoding="utf-8")
    with using(tmp_path), pytest.raises(ValueError, match="'adverbs' is unknown"):
        flags_of(["quickly"])
