"""The clause that the lexicon reads: where it ends, and what is masked in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.schema.lists import read_rows
from scoring.tone.clauses import MASK, clause_around, clause_span, domain_words
from scoring.tone.lexicon import read_clauses


def clause(sentence: str, name: str) -> str:
    """The masked clause around the first place of `name`."""
    start = sentence.index(name)
    return clause_around(sentence, start, start + len(name)).strip()


@pytest.mark.parametrize(
    ("sentence", "name", "expected"),
    [
        ("Doe lost the vote; crowds cheered.", "Doe", "x lost the vote"),
        ("The mayor (a gifted speaker) left.", "mayor", "The x"),
        ("One fled – Doe stayed.", "Doe", "x stayed."),
        ('Doe wept: "They are vile and cruel liars", she said.', "Doe", "x wept"),
        ("“They are vile and cruel,” said Doe.", "Doe", "said x."),
        ("Doe called it a “vile” plan.", "Doe", "x called it a “vile” plan."),
        ("The old-school United States envoy met Doe.", "Doe", "The old-school x x envoy met x."),
        ("Doe spoke of security and justice.", "Doe", "x spoke of x and x."),
        ("The NATO chief praised Doe.", "Doe", "The NATO chief praised x."),
        ("Gifted Writer Praises Doe Over Kind Deed", "Doe", "Gifted Writer Praises x Over x Deed"),
        ("“Good plans fail, Doe said, and left.", "Doe", "“Good plans fail, x said, and left."),
    ],
)
def test_the_clause_and_its_masks(sentence: str, name: str, expected: str) -> None:
    """Brackets, dashes, colons and long quotations end a clause; names and topic words are masked."""
    assert clause(sentence, name) == expected


def test_other_actors_are_masked_even_in_lower_case() -> None:
    """A span given as another actor's is masked whatever it looks like."""
    sentence = "Doe met the happy farmers."
    start = sentence.index("happy")
    assert clause_around(sentence, 0, 3, [(start, start + 13)]) == "x met the x."


def test_a_topic_is_not_a_tone() -> None:
    """The name of an institution gives no tone, an adjective does."""
    sentences = ["Doe chairs the United Justice Party.", "Doe chairs it in a brave way."]
    tones = read_clauses([clause_around(sentence, 0, 3) for sentence in sentences])
    assert tones[0] == 0
    assert tones[1] > 0


@given(st.text(min_size=1, max_size=60), st.data())
def test_the_clause_always_holds_its_mention(sentence: str, data: st.DataObject) -> None:
    """For any sentence the span lies inside it and around the mention."""
    start = data.draw(st.integers(0, len(sentence) - 1))
    end = data.draw(st.integers(start + 1, len(sentence)))
    first, last = clause_span(sentence, start, end)
    assert 0 <= first <= start < end <= last <= len(sentence)
    assert MASK in clause_around(sentence, start, end)


def test_every_domain_word_is_one_that_vader_scores() -> None:
    """The list holds lower-case words, once each, that would count without it."""
    words = [row["word"] for row in read_rows("tone/domain_words.csv", "word", "sense_in_news")]
    assert len(words) == len(set(words)) == len(domain_words())
    assert all(word == word.lower() and read_clauses([word]) != [0.0] for word in words)
