"""The lists of actors: what is in them, that they fit together, and what is said of a list that does not."""

from pathlib import Path

import pytest

from scoring.actors.cast import find_cast
from scoring.actors.forms import plain_form, without_accents
from scoring.actors.gazetteer import load
from scoring.actors.records import PERSON, STATE
from scoring.schema.lists import read_rows
from scoring.text.normalise import plain

UN_MEMBERS = 193
PERSONS = 900
RULES = {"full_name", "at_once", "article", "not_article", "next", "not_next", "not_before", "home"}


def test_states_and_persons_are_there() -> None:
    """Every member state of the United Nations and well over nine hundred persons are listed."""
    actors = load().actors.values()
    assert len({one.country for one in actors if one.kind == STATE and one.country}) >= UN_MEMBERS + 4
    assert sum(one.kind == PERSON for one in actors) >= PERSONS


@pytest.mark.parametrize(
    "form",
    [
        "Taiwan",
        "Kosovo",
        "Palestine",
        "Vatican",
        "Kremlin",
        "New Delhi",
        "Daesh",
        "GOP",
        "IAEA",
        "Houthis",
        "AfD",
        "Federal Reserve",
        "Boko Haram",
        "PKK",
        "African Union",
        "Bharatiya Janata Party",
        "BRICS",
        "Pentagon",
    ],
)
def test_form_is_listed(form: str) -> None:
    """The forms that news uses most are in the list."""
    assert load().readings[form]


def test_groups_are_actors() -> None:
    """Whom an actor belongs to is itself in the list."""
    actors = load().actors
    assert {one.group for one in actors.values() if one.group} <= set(actors)


def test_rules_name_forms_of_the_list() -> None:
    """Each rule is of a known kind and about a form that the actor has."""
    readings = load().readings
    for row in read_rows("actor_alias_rules.csv", "form", "actor_id", "rule", "words"):
        assert row["rule"] in RULES, row
        holders = {one.actor.actor_id for one in readings.get(plain_form(row["form"]), ())}
        assert row["actor_id"] in holders, row


def test_accents_are_optional() -> None:
    """A name with accents is found without them."""
    assert without_accents("Lech Wałęsa") == "Lech Walesa"
    assert load().readings["Lech Walesa"][0].actor.actor_id == "walesa-lech"


def test_own_list_replaces_ours(tmp_path: Path) -> None:
    """A user's file of three columns is enough, and then nobody else is known."""
    own = tmp_path / "own.csv"
    own.write_text("actor_id,name,kind\nquimby,Zoltar Quimby,person\n", encoding="utf8")
    text = "Zoltar Quimby met Angela Merkel. Quimby left."
    found = find_cast(plain(text), load(own), [(0, len(text))], follow_pronouns=False).mentions
    assert [one.actor_id for one in found] == ["quimby", "person:Angela Merkel", "quimby"]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("actor_id,name\na,A\n", "lacks the column"),
        ("actor_id,name,kind\na,A,robot\n", "Row 1 .* kind 'robot'"),
        ("actor_id,name,kind\na,,state\n", "Row 1 .* lacks an actor_id or a name"),
        ("actor_id,name,kind\na,A,state\na,B,state\n", "names the actor a twice"),
        ("actor_id,name,kind\n", "holds no actor"),
    ],
)
def test_faulty_list(tmp_path: Path, content: str, complaint: str) -> None:
    """A list that cannot be used is refused in one sentence that says where and how to mend it."""
    own = tmp_path / "own.csv"
    own.write_text(content, encoding="utf8")
    with pytest.raises(ValueError, match=complaint):
        load(own)


def test_missing_list(tmp_path: Path) -> None:
    """A list that is not there is said to be missing."""
    with pytest.raises(FileNotFoundError, match="does not exist"):
        load(tmp_path / "none.csv")
