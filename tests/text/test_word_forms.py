"""What is asked of a text's words through their forms is what asking each word gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.text import word_forms
from scoring.text.word_forms import Column, FormTable, forms_of

WORDS = st.lists(st.text(alphabet="AaÉßİ’'‑-1", min_size=1, max_size=6), max_size=30)
PLAIN = str.maketrans("’‑", "'-")


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_a_column_answers_for_each_word(texts: list[list[str]]) -> None:
    """Whatever texts were asked about before, and whatever spelling the question is put in."""
    columns = {spelling: Column(hash_of, spelling) for spelling in ("lowered", "plain")}
    for words in texts:
        forms, lowered = forms_of(words), [word.lower() for word in words]
        assert forms.spelled("lowered") == lowered
        assert columns["lowered"].of(forms).tolist() == [hash_of(word) for word in lowered]
        plain = [word.translate(PLAIN) for word in lowered]
        assert columns["plain"].of(forms).tolist() == [hash_of(word) for word in plain]
        odd = [at for at, word in enumerate(plain) if hash_of(word) & 1]
        assert columns["plain"].places(forms, 1).tolist() == odd


def hash_of(word: str) -> int:
    """A number that hardly any other word has."""
    return sum(ord(letter) * (at + 1) for at, letter in enumerate(word))


def test_each_form_is_asked_once() -> None:
    """However often a word comes again, in one text or in another."""
    asked: list[str] = []
    column = Column(lambda word: len(asked.append(word) or word), "lowered")
    for words in (["once", "onlyhere", "onlyhere"], ["onlyhere", "andthere", "once"]):
        column.of(forms_of(words))
    assert [asked.count(word) for word in ("onlyhere", "andthere")] == [1, 1]


def test_other_lists_are_asked_anew() -> None:
    """Answers of before are forgotten, those of forms met long ago too."""
    listed = {"tide"}
    column = Column(lambda word: word in listed, "lowered")
    forms = forms_of(["Tide", "ebb"])
    assert column.of(forms).tolist() == [1, 0]
    listed = {"ebb"}
    column.cache_clear()
    assert column.of(forms).tolist() == [0, 1]


def test_a_full_table_is_left_to_the_texts_read_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next text begins another; questions about the earlier text are answered still."""
    monkeypatch.setattr(word_forms, "MOST_FORMS", 1)
    column = Column(len, "lowered")
    first, second = forms_of(["ebb", "tide"]), forms_of(["harbour"])
    assert first.table is not second.table
    assert [column.of(forms).tolist() for forms in (first, second, first)] == [[3, 4], [7], [3, 4]]


def test_many_forms_have_room() -> None:
    """More forms than a table has room for at first."""
    words = [f"w{number}" for number in range(2 * word_forms._ROOM + 1)]
    table = FormTable()
    assert [table[word] for word in words] == list(range(len(words)))
    assert table.plain[len(words) - 1] == words[-1]


def test_an_interrupted_form_is_learned_again() -> None:
    """An article that takes too long is interrupted anywhere; the next one that holds the word has it whole."""

    class Interrupted(str):
        __slots__ = ()

        def lower(self) -> str:
            raise TimeoutError

    table = FormTable()
    with pytest.raises(TimeoutError):
        table[Interrupted("Tide")]
    assert table.lowered[table["Tide"]] == "tide"
