"""Functions on texts, asked of any characters at all: none fails, and every span lies where it may."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scoring.actors import gazetteer as gazetteers
from scoring.actors.cast import find_cast
from scoring.compare.credits import find_credits
from scoring.compare.likeness import sentences_of
from scoring.compare.tokens import tokenise
from scoring.corpus.cleaning.clean import clean_line, clean_text
from scoring.corpus.contract import Entry, Refusal
from scoring.corpus.decoding.decode import decode
from scoring.corpus.facts.dates import read_date
from scoring.corpus.facts.folder_outlets import folder_outlet
from scoring.corpus.facts.language import find_language
from scoring.corpus.facts.language_names import language_code
from scoring.corpus.facts.outlet import address_key, registered_domain
from scoring.corpus.fields.columns import choose_columns, column_map, entry_from, plain_name
from scoring.corpus.fields.field_names import USUAL_NAMES
from scoring.corpus.fields.heading_lines import without_header
from scoring.corpus.finishing.door import article_text, clean_name
from scoring.corpus.finishing.finish import finish_batch
from scoring.schema.kinds import FURNITURE_KINDS, BlockKind
from scoring.sourcing.extract import find_attributions
from scoring.text.blocks.find import find_blocks
from scoring.text.page_text import PageText
from scoring.text.quotations import find_quotations
from scoring.text.sentences import split_sentences
from scoring.text.words import find_words
from scoring.tone.lexicon import read_clauses

from .mutations import SNIPPETS
from .runner import KNOWN, place_of

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_PHRASES = (
    "The harbour board met on Monday. ",
    "“We will go,” said Anna Berg, the mayor. ",
    "According to the U.S. report, China was late. ",
    "he said ",
    "Merkel's ",
    "READ MORE: ",
    "(Reuters) - ",
    "© 2021 ",
    "\n",
    "\n\n",
)
# Text as strangers send it: running English with all that is odd in between, and any character, halves of pairs too.
ODD_TEXT = st.lists(
    st.one_of(
        st.sampled_from(_PHRASES),
        st.sampled_from(SNIPPETS),
        st.text(st.characters(), max_size=12),
        st.text(st.sampled_from(" \t\n.,!?'\"“”‘’()-A\xa0\u2009\u3000é中\u200d"), max_size=12),
    ),
    max_size=14,
).map("".join)


def unless_known(call: Callable[..., Any], *given: Any) -> Any:
    """The call's answer; an input that fails in a way that is known is passed over."""
    try:
        return call(*given)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        if any(
            re.search(pattern, f"{place_of(error)} fault of Masthead {type(error).__name__}")
            for pattern in KNOWN
        ):
            assume(False)
        raise


def inside(spans: list[tuple[int, int]], text: str) -> bool:
    """Whether spans ascend, lie apart, and lie inside the text."""
    ends = [0, *(place for span in spans for place in span), len(text)]
    return all(one <= other for one, other in pairwise(ends)) and all(start < end for start, end in spans)


STORED = ODD_TEXT.map(lambda text: unless_known(article_text, text)[0])


@given(ODD_TEXT)
def test_a_stored_text_is_sound(text: str) -> None:
    """What is stored is Unicode without control characters, and cleaning it again changes nothing."""
    stored = unless_known(article_text, text)[0]
    stored.encode()
    assert not _CONTROL.search(stored)
    assert clean_text(stored) == stored
    assert clean_text(clean_text(text)) == clean_text(text)
    name = clean_name(text)
    assert name is None or not _CONTROL.search(name)
    line = clean_line(text)
    line.encode()
    assert not _CONTROL.search(line)
    assert len(line.split("\n")) == 1
    assert clean_line(line) == line


@given(STORED)
def test_sentences_lie_apart_and_leave_nothing_out(text: str) -> None:
    """Sentences ascend, are trimmed, and hold every character that is no space; so do those of any stretch."""
    for start, end in ((0, len(text)), (len(text) // 3, 2 * len(text) // 3)):
        spans = unless_known(split_sentences, text, start, end)
        assert inside([(a - start, b - start) for a, b in spans], text[start:end])
        assert all(text[a:b] == text[a:b].strip() for a, b in spans)
        held = "".join("".join(text[a:b].split()) for a, b in spans)
        assert held == "".join(text[start:end].split())
    unless_known(sentences_of, text)


@given(STORED, st.none() | st.sampled_from(_PHRASES))
def test_blocks_quotations_attributions_and_actors_lie_in_the_text(text: str, title: str | None) -> None:
    """All that is found in an article has its place there, and words of known kinds."""
    page = PageText(text)
    blocks = unless_known(lambda: find_blocks(page, title=title))
    assert inside([(b.start, b.end) for b in blocks], text)
    assert {b.kind for b in blocks} <= set(BlockKind)
    shown = "".join(text[b.start : b.end] for b in blocks)
    assert "".join(shown.split()) == "".join(text.split())
    spoken = [(b.start, b.end, b.kind) for b in blocks if b.kind not in FURNITURE_KINDS]
    sentences = [s for a, b, _ in spoken for s in unless_known(split_sentences, text, a, b)]
    quotations = find_quotations(text, spoken)
    assert inside([(q.start, q.end) for q in quotations], text)
    cast = find_cast(page.plain, gazetteers.load(), sentences)
    for found in find_attributions(page, spoken, sentences, quotations, cast):
        assert 0 <= found.cue_start < found.cue_end <= len(text)
        assert found.source_start == found.source_end == -1 or (
            0 <= found.source_start < found.source_end <= len(text)
        )
        assert inside(list(found.content), text)
    for mention in cast.mentions:
        assert 0 <= mention.start < mention.end <= len(text)
    for credit in find_credits(page, blocks, byline=title, canonical_url=None, url=None):
        assert 0 <= credit.start <= credit.end <= len(text)


@given(st.lists(STORED, max_size=4))
def test_words_are_the_same_alone_and_in_a_batch(texts: list[str]) -> None:
    """The tokenizer of batches is the one tokenizer; words lie apart and inside the text."""
    frame = tokenise([str(n) for n in range(len(texts))], texts)
    for row, text in enumerate(texts):
        words = find_words(text)
        assert frame["starts"][row].to_list() == words.starts.tolist()
        assert frame["ends"][row].to_list() == words.ends.tolist()
        assert inside(list(zip(words.starts.tolist(), words.ends.tolist(), strict=True)), text)


@given(STORED)
def test_a_tone_is_a_number_in_its_bounds(text: str) -> None:
    """No clause is beyond -1 and 1."""
    assert -1 <= read_clauses([text])[0] <= 1


@given(st.binary(max_size=300) | ODD_TEXT.map(lambda text: text.encode("utf-8", errors="surrogatepass")))
def test_any_bytes_are_decoded(data: bytes) -> None:
    """Bytes give a text and perhaps a note, as a page or as a text."""
    for page in (False, True):
        text, note = decode(data, page=page)
        text.encode()
        assert note is None or note.strip()


_ADDRESSES = st.one_of(
    ODD_TEXT,
    st.text(st.characters(), max_size=20).map("https://{0}".format),
    st.builds(
        "{}://{}.example.{}:{}/{}".format,
        *[st.sampled_from(("http", "", "[::1", "a b", "é", "99999", "co.uk"))] * 5,
    ),
)


@given(_ADDRESSES, st.lists(ODD_TEXT.filter(bool), max_size=3))
def test_any_address_has_an_outlet_or_none(address: str, folders: list[str]) -> None:
    """Whatever stands for an address or a folder, there is an answer, and it is a name or nothing."""
    for answer in (registered_domain(address), address_key(address), folder_outlet(tuple(folders))):
        assert answer is None or answer


@given(ODD_TEXT, st.none() | st.booleans())
def test_any_text_is_a_date_or_a_reason(text: str, day_first: bool | None) -> None:
    """A date is read, or a sentence says why not."""
    assert read_date(text, day_first=day_first)


@given(STORED)
def test_any_text_has_a_language(text: str) -> None:
    """Two small letters, or `und`; what is given as a language is one or none."""
    assert re.fullmatch("[a-z]{2,3}", find_language(text))
    assert re.fullmatch("[a-z]{2,3}", language_code(text) or "und")


_CELLS = st.one_of(
    ODD_TEXT,
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.binary(max_size=9),
    st.lists(ODD_TEXT, max_size=2),
    st.dictionaries(st.sampled_from(("name", "rendered", "value", "@id", "")), ODD_TEXT, max_size=2),
)
_NAMES = st.sampled_from([name for names in USUAL_NAMES.values() for name in names]) | ODD_TEXT


@given(st.dictionaries(_NAMES, _CELLS, max_size=6))
def test_any_record_is_an_entry_or_refused(values: dict[str, object]) -> None:
    """Cells of any type under any names: an entry whose fields are texts, or a reason."""
    chosen = choose_columns(values, column_map(None))
    found = entry_from("a.json", 1, values, chosen)
    if isinstance(found, Refusal):
        assert found.reason
    else:
        assert isinstance(found.text, str)
        assert all(
            isinstance(getattr(found, name), str | None) for name in ("outlet", "url", "title", "published")
        )
    assert all(isinstance(plain_name(name), str) for name in values)


_FIELDS = ("article_id", "outlet", "url", "title", "byline", "published", "language", "group")


@given(ODD_TEXT, st.booleans(), st.dictionaries(st.sampled_from(_FIELDS), ODD_TEXT, max_size=4))
def test_any_entry_is_an_article_or_refused(text: str, page: bool, fields: dict[str, Any]) -> None:
    """Nothing is lost and nothing escapes: one row or one refusal, and the row is sound Unicode."""
    entry = Entry(
        "a.txt", None, text + " It rained on nine lanterns, and on the tenth it did not.", page=page, **fields
    )
    batch = unless_known(finish_batch, [entry if page else without_header(entry)])
    assert batch.articles.height + len(batch.refusals) == 1
    for refusal in batch.refusals:
        if not any(re.search(pattern, refusal.reason) for pattern in KNOWN):
            assert "fault of Masthead" not in refusal.reason
    for name in ("article_id", "outlet", "url", "title", "byline", "text"):
        for value in batch.articles[name].drop_nulls():
            assert not _CONTROL.search(value)


def test_known_failures_are_told() -> None:
    """Where nothing is known to be broken, nothing is passed over."""

    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        unless_known(fail)
