import re
import subprocess
import sys

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.compare.tokens import SAFE_RANGES, TOKENS, hash_keys, tokenise, words_of
from scoring.text.words import find_words, word_keys


def _expected(text: str) -> tuple[list[int], list[int], list[int]]:
    words = find_words(text)
    keys = hash_keys(pl.Series(word_keys(text, words), dtype=pl.String))
    return words.starts.tolist(), words.ends.tolist(), keys.to_list()


@given(st.lists(st.text(max_size=60), max_size=5))
def test_batch_equals_the_one_tokenizer(texts: list[str]) -> None:
    """Words and keys of a batch are those of `find_words` and `word_keys`, whatever the characters."""
    frame = tokenise([str(number) for number in range(len(texts))], texts)
    assert frame.schema == TOKENS
    for row, text in enumerate(texts):
        found = tuple(frame[column][row].to_list() for column in ("starts", "ends", "keys"))
        assert found == _expected(text)


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. didn’t; “1,13,500 people” at 3.5° – état‑major",
        "İstanbul²  naïve_word",
        "نيوز ١٢٣ क्षेत्र",
        "",
        "…",
    ],
)
def test_awkward_texts(text: str) -> None:
    """Abbreviations, figures, marks, letters that grow when lowered, other scripts and nothing at all."""
    assert tuple(
        tokenise(["a"], [text])[column][0].to_list() for column in ("starts", "ends", "keys")
    ) == _expected(text)


def test_both_engines_agree_on_safe_characters() -> None:
    """On every character that is read by polars, Python's and Rust's character classes agree."""
    letters = [chr(code) for first, last in SAFE_RANGES for code in range(first, last + 1)]
    frame = pl.Series(letters)
    for pattern in (r"\w", r"\d"):
        assert frame.str.contains(pattern).to_list() == [
            bool(re.match(pattern, letter)) for letter in letters
        ]
    assert frame.str.to_lowercase().to_list() == [letter.lower() for letter in letters]


def test_keys_agree_between_processes() -> None:
    """A worker's keys are those of any other process."""
    call = "tokenise(['a'], ['rain in Elodis'])['keys'][0].to_list()"
    program = f"from scoring.compare.tokens import tokenise; print({call})"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert told.strip() == str(tokenise(["a"], ["rain in Elodis"])["keys"][0].to_list())


def test_words_are_rebuilt() -> None:
    """The Words of a row are those of the text."""
    frame = tokenise(["a", "b"], ["", "one two"])
    assert words_of(frame["starts"][1], frame["ends"][1]).ends.tolist() == [3, 7]
    assert len(words_of(frame["starts"][0], frame["ends"][0])) == 0
