"""The quick way to the tone of many mentions gives what the plain way gives for each."""

from hypothesis import given
from hypothesis import strategies as st

from scoring.text.normalise import plain
from scoring.tone.clauses import clause_around, cut_clauses, mask_words
from scoring.tone.lexicon import read_clauses
from scoring.tone.tokens import read_clause

PLAIN = [
    "Doe",
    "Ilic",
    "the",
    "good",
    "terrible",
    "plan",
    "united",
    "security",
    "VERY",
    "not",
    "but",
    "war,",
    "US",
]
MARKS = [":", ";", "“", "”", '"', "(", ")", "—", "-", ",", ":)", "hailed!"]
WORDS = st.sampled_from(PLAIN + MARKS)
SENTENCES = st.lists(WORDS, min_size=1, max_size=24).map(" ".join)


def names_of(sentence: str) -> list[tuple[int, int]]:
    """Where the two invented persons stand."""
    found, at = [], 0
    for word in sentence.split(" "):
        if word in {"Doe", "Ilic"}:
            found.append((at, at + len(word)))
        at += len(word) + 1
    return found


@given(SENTENCES)
def test_cutting_once_gives_each_mention_its_clause(sentence: str) -> None:
    """All clauses of a sentence at once are those asked for one by one."""
    names = names_of(sentence)
    one_by_one = [
        clause_around(sentence, *name, [other for other in names if other != name]) for name in names
    ]
    assert [mask_words(clause) for clause in cut_clauses(sentence, plain(sentence), names)] == one_by_one


@given(SENTENCES)
def test_a_clause_read_token_by_token_has_the_tone_of_its_masked_words(sentence: str) -> None:
    """Names and domain words masked first, then VADER as it is: the reference for the quick reading."""
    for clause in cut_clauses(sentence, plain(sentence), names_of(sentence)):
        assert [read_clause(clause)] == read_clauses([mask_words(clause)])
