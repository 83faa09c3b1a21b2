"""One faulty article costs itself alone, whatever it raises."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.workers.attempts import Care, Guard, attempt
from scoring.workers.faults import ArticleTooLargeError, fault_of


class Panic(BaseException):
    """As a library of Rust raises it: no `Exception`."""


KINDS = (ValueError, RecursionError, MemoryError, Panic, UnicodeEncodeError)


def fail(kind: type[BaseException]) -> None:
    """Raise an exception of a kind."""
    if kind is UnicodeEncodeError:
        "\ud83d".encode()
    raise kind("so it is")


@pytest.mark.parametrize("kind", KINDS)
def test_the_others_are_done_and_the_faulty_one_is_named(kind: type[BaseException]) -> None:
    """Any class of failure is caught, and its name is told."""

    def together(items: Sequence[int]) -> list[int]:
        if 3 in items:
            fail(kind)
        return [item * 10 for item in items]

    results, faults = attempt("measuring", together, [1, 2, 3, 4])
    assert [value for part in results for value in part] == [10, 20, 40]
    assert list(faults) == [2]
    assert kind.__name__ in faults[2].reason
    assert "while measuring" in faults[2].reason
    assert faults[2].ours


@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit])
def test_a_wish_to_stop_is_no_fault(kind: type[BaseException]) -> None:
    """Ctrl-C during an article is not taken for a failure of the article."""

    def together(items: Sequence[int]) -> None:
        if len(items) == 1:
            raise kind
        raise ValueError

    with pytest.raises(kind):
        attempt("measuring", together, [1, 2])
    with pytest.raises(kind):
        attempt("measuring", lambda _: fail(kind), [1, 2])


@given(bad=st.sets(st.integers(0, 9)), count=st.integers(0, 9))
def test_results_and_faults_share_the_items_out(bad: set[int], count: int) -> None:
    """Every item is either in a result, in order, or has a fault."""

    def together(items: Sequence[int]) -> list[int]:
        if bad & set(items):
            raise ValueError
        return list(items)

    results, faults = attempt("measuring", together, list(range(count)))
    assert [item for part in results for item in part] == [n for n in range(count) if n not in bad]
    assert set(faults) == {n for n in range(count) if n in bad}


def test_an_article_that_is_too_large_is_no_fault_of_ours() -> None:
    """A bound on work gives its own reason."""

    def together(_items: Sequence[int]) -> None:
        raise ArticleTooLargeError("more than 2,000 quotations")

    _, faults = attempt("measuring", together, [1])
    assert faults[0].reason == "more than 2,000 quotations"
    assert not faults[0].ours


def test_computing_without_end_is_ended() -> None:
    """An article that would take for ever is told from the others by processor time."""

    def together(items: Sequence[int]) -> list[int]:
        while 2 in items:
            pass
        return list(items)

    results, faults = attempt("measuring", together, [1, 2, 3], Care(seconds=0.05))
    assert results == [[1], [3]]
    assert "0.05 seconds of computing" in faults[1].reason
    assert not faults[1].ours


@pytest.mark.parametrize("seconds", [1e300, float("inf")])
def test_more_time_than_a_timer_holds_is_no_fault_of_each_article(seconds: float) -> None:
    """A system refuses to be set to such a time; nobody waits for it anyway."""
    assert attempt("measuring", lambda items: items, [1], Care(seconds=seconds)) == ([[1]], {})


def test_the_note_says_what_is_being_tried(tmp_path: Path) -> None:
    """With a note, each article is tried alone and its place is on the disk before; the given up are not tried."""
    note = tmp_path / "at"
    seen = []

    def together(items: Sequence[str]) -> str:
        seen.append((tuple(items), note.read_text(encoding="ascii")))
        return items[0]

    results, faults = attempt("reading", together, ["a", "b", "c"], Care(note=note, given_up=frozenset({1})))
    assert seen == [(("a",), "0"), (("c",), "2")]
    assert results == ["a", "c"]
    assert "process ended while reading" in faults[1].reason


def test_a_guard_answers_instead_and_remembers() -> None:
    """A question about one article that fails is answered by the stand-in, and the article is named."""
    guard = Guard("comparing")
    assert guard("sound", lambda: 5, 0) == 5
    assert guard("faulty", lambda: fail(Panic) or 5, 0) == 0
    assert list(guard.faults) == ["faulty"]
    assert guard.faults["faulty"].reason.endswith("Panic while comparing: so it is")


def test_reasons_are_one_printable_line_and_the_same_in_every_run() -> None:
    """No address in memory, no control character, no half surrogate, no second line, no end of length."""
    odd = ValueError(f"\n{object()}\x1b[31m \ud83d" + "x" * 1000 + "\nsecond")
    reason = fault_of(odd, "measuring").reason
    assert reason == fault_of(ValueError(f"\n{object()}\x1b[31m \ud83d" + "x" * 1000), "measuring").reason
    assert reason.isprintable()
    assert len(reason) < 400
    assert "second" not in reason
    reason.encode("utf-8")


def test_an_exception_without_words_has_a_reason_all_the_same() -> None:
    """Even one whose message cannot be made."""

    class MuteError(Exception):
        def __str__(self) -> str:
            raise ValueError

    assert "MuteError while reading" in fault_of(MuteError(), "reading").reason
