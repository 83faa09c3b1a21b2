"""Where a verb of saying tells nothing, and where the same verb does: set phrases, mere objects, headings."""

from pathlib import Path

import pytest

from scoring.schema.lists import using
from scoring.sourcing.measures import counted_as
from scoring.sourcing.set_phrases import SET_PHRASES_FILE, load_set_phrases
from tests.sourcing.test_sources_told import read

NOTHING = (
    ("witnesses called to court", "Ann Lee called witnesses on Monday."),
    ("a voyage that called to mind", "The speech called to mind an older one."),
    ("the truth told", "Ann Lee told the truth on Monday."),
    ("who writes for a paper", "Ann Lee, who writes for the Tarn Post, left."),
    ("a thing in writing", "The board can leave in writing that is signed."),
    ("points, not pointing", "Ann Lee stopped at one point to wave."),
    ("somebody who found herself somewhere", "The board has found itself in a jam."),
    ("a figure compared with another", "There were 12 guests, compared with 9 in May."),
    ("an example", "The rule is worse than, say, a ban."),
    ("a thing added to others", "Ann Lee fell, adding her name to the list of sailors lost in the storm."),
    (
        "a thing offered, then an aside",
        "Ann Lee had offered just one plan with a clause, coupled with a ban.",
    ),
    (
        "a place kept, then another clause",
        "Ann Lee has maintained support among guards, and the port has grown.",
    ),
    ("a plan written by somebody", "The plan was written by Ann Lee."),
    ("a list kept by somebody", "The board read a list maintained by Ann Lee."),
    ("a book written", "Ann Lee wrote a book of songs."),
    ("a picture posted", "Ann Lee posted a picture of the port."),
    ("who gave advice to somebody", "Ann Lee has advised three mayors of Tarn."),
    ("money directed somewhere", "Ann Lee has directed funds to the harbour."),
    ("a guest invited to a place", "Ann Lee invited the mayor to a party."),
    ("an answer that was no utterance", "Ann Lee responded with a smile."),
    ("somebody who joined a debate one day", "The chamber weighed in on Tuesday."),
    ("a service offered freely", "Ann Lee had volunteered for the mission that ended in her death."),
    ("what may be declared", "Only the board can declare a park."),
    ("what is not to be let in", "The board passed a ban on admitting guests from Tarn."),
    ("what was admitted ahead", "The board is on track to admit about 2,000 guests this year."),
    ("a noun behind a preposition", "Ann Lee did not respond to requests for comment."),
    ("delegates of a kind", "Ann Lee has a majority of the 20 pledged delegates."),
    ("a question what is said", "What is Ann Lee saying now?"),
    ("somebody who lets off steam, and goes on", "The plan will allow some to vent, but prevent a strike."),
    ("a comparison", "It came in as much detail as she could recall."),
    ("how somebody is known", "A mother identified only by her initials left."),
    ("a film and who made it", "The film, directed by Ann Lee, opens in May."),
    ("who drew a picture", "Data: Harbour Board of Tarn via the Bureau of Tides"),
    ("what a rule asks for", "Ann Lee used the harbour system, as dictated by the rules of the board."),
    ("a heading in capitals", "MAYOR OF TARN SAYS ROAD WILL STAY SHUT"),
)


@pytest.mark.parametrize(("comment", "text"), NOTHING, ids=[row[0] for row in NOTHING])
def test_the_verb_tells_nothing(comment: str, text: str) -> None:
    """No statement of anybody is found by it."""
    assert [text[one.cue_start : one.cue_end] for one in read(text) if counted_as(one) == "sourcing"] == []


TOLD = (
    ("a name called", "Ann Lee called the plan a mistake.", ["called"]),
    (
        "a clause offered behind circumstances",
        "Ann Lee wrote in a letter that the road is closed.",
        ["wrote"],
    ),
    ("a clause behind a time and a comma", "Ann Lee wrote in 2010, the road is closed.", ["wrote"]),
    ("a clause behind a reason in commas", "Ann Lee wrote, in her opinion, the road is closed.", ["wrote"]),
    ("a quotation behind a colon", "Ann Lee wrote in answer to that: “The road is closed.”", ["wrote"]),
    ("a statement behind a colon", "Ann Lee added a twist: she will stay.", ["added"]),
    ("a text below a colon", "The Tarn Institute writes at Harbour Watch:\nThe road is closed.", ["writes"]),
    ("advice to do something", "Ann Lee advised residents to stay indoors.", ["advised"]),
    ("an order to do something", "Ann Lee directed the guards to close the road.", ["directed"]),
    ("a guest asked to do something", "Ann Lee invited the mayor to explain it.", ["invited"]),
    ("an answer by a clause", "Ann Lee responded that it was late.", ["responded"]),
    ("a debate joined with a clause", "The chamber weighed in, saying the road is closed.", ["saying"]),
    ("a declaration behind an adverb", "Ann Lee waited to declare clearly that it was over.", ["declare"]),
    ("a thing declared", "Ann Lee declared a state of emergency.", ["declared"]),
    ("what one has since said", "The US has since ordered a pause of its fleet.", ["has since ordered"]),
    ("who went on", "“It is late,” he went on, “and the road is closed.”", ["went on"]),
    ("what a picture was captioned", "Ann Lee captioned it, “The road is closed.”", ["captioned"]),
    ("as others told", "As reported by the Tarn Post, the road is closed.", ["reported"]),
    ("as others told, at the end", "The road is closed, as reported by the Tarn Post.", ["reported"]),
    ("leaflets", "The army dropped leaflets warning residents to leave.", ["warning"]),
    ("excerpts", "The road is closed, according to excerpts of the log.", ["according to"]),
    (
        "criticism of a suggestion",
        "Ann Lee pushed back at suggestions that the road is closed.",
        ["pushed back at"],
    ),
    (
        "who tells what others were not told",
        "Two boards were not informed, according to two aides.",
        ["according to"],
    ),
    (
        "a verb behind a short form with its subject",
        "He’s literally written the book (well, the log) on tides, and said that the port is safe.",
        ["said"],
    ),
)


@pytest.mark.parametrize(("comment", "text", "cues"), TOLD, ids=[row[0] for row in TOLD])
def test_the_verb_tells_a_statement(comment: str, text: str, cues: list[str]) -> None:
    """Where a statement stands with the same kinds of verbs, it is found."""
    found = [text[one.cue_start : one.cue_end] for one in read(text) if counted_as(one) == "sourcing"]
    assert found == cues


def test_set_phrases_are_those_of_the_list_in_force(tmp_path: Path) -> None:
    """A phrase of the user's list tells nothing, one that it leaves out tells again."""
    text, kept = "Ann Lee called witnesses on Monday.", "Ann Lee asked around the harbour if it was late."
    assert not read(text)
    assert read(kept)
    rows = "cue,forms,before,behind\nask,past,,around\n"
    (tmp_path / SET_PHRASES_FILE).write_text(rows, encoding="utf-8")
    with using(tmp_path):
        assert read(text)
        assert not read(kept)
    assert not read(text)


@pytest.mark.parametrize("row", ["tell,passed,,the_truth", "tell,past,,"])
def test_a_row_that_cannot_hold_is_refused(row: str, tmp_path: Path) -> None:
    """An unknown form, or nothing before and behind the word, with the row's cue."""
    path = tmp_path / "phrases.csv"
    path.write_text(f"cue,forms,before,behind\n{row}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="'tell' has an unknown form, or nothing"):
        load_set_phrases(path)
