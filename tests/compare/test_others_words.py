import polars as pl
import pytest

from scoring.compare.others_words import others_words

from .corpora import corpus, day, prose, provenances

WORDS = " ".join(prose(81, 60, paragraph=60).split())


def _printed(first: str, second: str) -> tuple[set[str], dict[str, float]]:
    """The directions of what two reports share, and the shares of the later one."""
    rows = [
        {
            "article_id": name,
            "outlet": name,
            "published": day(n + 1),
            "text": f"{prose(82 + n)}\n\n{text}\n\n{prose(86 + n)}",
        }
        for n, (name, text) in enumerate((("a", first), ("b", second)))
    ]
    found, compared = provenances(corpus(*rows))
    return set(compared.passages["direction"].to_list()), found["b"].shares


@pytest.mark.parametrize(
    "form",
    [
        "“{}” she said.",
        "The mayor wrote:\n\n{}",
        "{} — Ana Brook (@anabrook) March 3, 2031",
        "Here is the full statement:\n\n{}",
    ],
)
def test_words_of_others_are_also_printed(form: str) -> None:
    """A quotation, block quotation, post or document in both is nobody's copy, and lowers no originality."""
    directions, shares = _printed(form.format(WORDS), form.format(WORDS))
    assert directions == {"also_printed"}
    assert shares == {"original": 1.0}


def test_a_transcript_is_also_printed() -> None:
    """Turns of speakers, as a programme's transcript has them."""
    turns = "\n\n".join(
        f"{who}: {prose(91 + n, 30)}" for n, who in enumerate(("ANA BROOK", "LEE BERG", "ANA BROOK"))
    )
    assert _printed(turns, turns)[0] == {"also_printed"}


def test_what_one_of_them_quotes_is_not_the_others_copy() -> None:
    """The other may print the speech without marks."""
    assert _printed(f"“{WORDS}” she said.", WORDS)[0] == {"also_printed"}


def test_an_outlets_own_words_are_copied() -> None:
    """Without any mark they are the earlier outlet's."""
    directions, shares = _printed(WORDS, WORDS)
    assert directions == {"from", "to"}
    assert 0 < shares["uncredited_reprint"] < 1


def test_who_copies_a_report_copies_its_quotations() -> None:
    """Where two articles share more of the outlet's own text, the quotations came with it."""
    report = prose(95, 150)
    one = f"{report}\n\n{prose(96, 30)}\n\n“{WORDS}” she said."
    other = f"{report}\n\n{prose(97, 30)}\n\n“{WORDS}” she said."
    assert _printed(one, other)[0] == {"from", "to"}


def test_words_of_others_are_found_once_each() -> None:
    """A signature alone stands below its post."""
    text = f"{WORDS}\n— Ana Brook (@anabrook) March 3, 2031\nIt rained."
    assert others_words(text) == [(0, text.index("\nIt"))]


def test_passages_keep_both_sides_alike() -> None:
    """Seen from either article a passage is the same kind."""
    quoted = f"“{WORDS}” she said."
    rows = [{"article_id": n, "outlet": n, "text": f"{prose(60 + ord(n))}\n\n{quoted}"} for n in "ab"]
    passages = provenances(corpus(*rows))[1].passages
    assert passages.filter(pl.col("direction") == "also_printed").height == passages.height == 2
    assert not passages["credited"].any()
