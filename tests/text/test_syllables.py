"""Syllables: as textstat counts them, by a shorter way."""

import subprocess
import sys

import textstat
from hypothesis import example, given
from hypothesis import strategies as st

from scoring.text.syllables import syllables_of
from scoring.text.word_forms import forms_within
from scoring.text.words import find_words

LETTERS = "abcdefghijklmnopqrstuvwxyzéøß"


@given(st.text(LETTERS + "0123456789'’-.,", min_size=1, max_size=14))
@example("harbour-master's don't won’t u.s. 1,200 multi-year anti-governmental unlistedwordishness a.m. 20th")
@example("hyphenation")
def test_every_word_has_as_many_syllables_as_textstat_counts(text: str) -> None:
    """For listed and unlisted words, figures and words with inner punctuation; at least one each."""
    forms = forms_within(text, find_words(text))
    counts = syllables_of(forms).tolist()  # first, because it gives textstat its dictionary
    assert counts == [max(1, textstat.syllable_count(word)) for word in forms.spelled("lowered")]


def test_counting_syllables_does_not_load_nltk() -> None:
    """nltk would cost every worker two seconds; textstat itself, and the words that only it counts, are used."""
    program = (
        "import sys; from scoring.text.syllables import offline_textstat, syllables_of; "
        "from scoring.text.word_forms import forms_of; "
        "print(*syllables_of(forms_of(['government', \"don't\", 'unlistedwordishness'])), "
        "offline_textstat()[0].syllable_count('a government'), 'nltk' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.split() == ["3", "1", "5", "4", "False"]
