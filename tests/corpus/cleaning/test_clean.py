"""Text as stored: clean and whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.corpus.cleaning.clean import clean_line, clean_text, holds_markup
from scoring.corpus.finishing.door import article_text


@given(st.text())
def test_cleaning_is_settled_after_once(text: str) -> None:
    """Cleaning what is clean changes nothing, and leaves no control characters."""
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    assert not any(ord(character) < 32 and character not in "\n\t" for character in cleaned)
    assert "\n" not in clean_line(text)


WORDS = st.text("abcdefghijklmnopqrstuvwxyzÉß,.’-", min_size=1, max_size=9)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=8).map(" ".join), min_size=1, max_size=5))
def test_plain_lines_stay_as_they_are(lines: list[str]) -> None:
    """Words, spaces and single line breaks are not touched."""
    assert article_text("\n".join(lines)) == ("\n".join(lines), ())


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("One\r\ntwo\rthree", "One\ntwo\nthree"),
        ("zero\u200bwidth and soft\u00adhyphen", "zerowidth and softhyphen"),
        ("a\u2028b", "a\nb"),
        ("AT&amp;T &quot;rose&quot;", 'AT&T "rose"'),
        ("It wasnâ€™t the cafÃ©â€™s Â£5", "It wasn’t the café’s £5"),
        ("Ça va à Besançon, “oui” — déjà", "Ça va à Besançon, “oui” — déjà"),
        ("<p>One</p><p>Two <b>bold</b></p>", "One\nTwo bold"),
        ("<div>One\nTwo</div>", "One\nTwo"),
        ("The <i>Post</i> said\nso", "The Post said\nso"),
        ("if a < b and c > d, <unk> stays", "if a < b and c > d, <unk> stays"),
        ("One<script>alert('x')</script><br>Two", "One\nTwo"),
    ],
)
def test_what_is_mended(text: str, stored: str) -> None:
    """Line ends, invisible characters, references, misread UTF-8 and markup; nothing else."""
    assert article_text(text)[0] == stored


def test_one_tag_is_talked_about_two_are_markup() -> None:
    """A text that mentions a tag is no HTML."""
    assert not holds_markup("Use <br> to break a line.")
    assert holds_markup("One<br>two<br>three")
