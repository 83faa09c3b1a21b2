import polars as pl
import pytest

from scoring.compare.direction import has_dateline

from .corpora import corpus, day, prose, provenances

TEXT = prose(70, 150)


def _direction(left: dict[str, object], right: dict[str, object]) -> str:
    """The direction of what two articles share, seen from the left one ("a")."""
    rows = (
        {"article_id": "a", "outlet": "Harbour Post", "text": TEXT} | left,
        {"article_id": "b", "outlet": "Port Gazette", "text": TEXT} | right,
    )
    passages = provenances(corpus(*rows))[1].passages
    mine = passages.filter(pl.col("article_id") == "a")["direction"].unique().to_list()
    mirror = passages.filter(pl.col("article_id") == "b")["direction"].unique().to_list()
    assert [{"from": "to", "to": "from", "undirected": "undirected"}[mine[0]]] == mirror
    return str(mine[0])


def test_by_date() -> None:
    """The earlier day has it first; of one day, the earlier hour, but only where both are known."""
    assert _direction({"published": day(2)}, {"published": day(1)}) == "from"
    assert _direction({"published": day(1)}, {"published": day(2)}) == "to"
    hours = {"published": day(1, 9), "has_time": True}, {"published": day(1, 17), "has_time": True}
    assert _direction(*hours) == "to"
    assert _direction({**hours[0], "has_time": False}, hours[1]) == "undirected"


def test_an_agency_is_the_origin_of_its_copy_whatever_the_dates() -> None:
    """An article that credits the agency has it from the agency's own page, though that is dated later."""
    credited = {"published": day(1), "text": f"{TEXT}\n\n(Reuters)"}
    assert _direction(credited, {"published": day(2), "outlet": "Reuters"}) == "from"


def test_who_is_credited_had_it_first_whatever_the_dates() -> None:
    """Only where both name each other do the dates decide."""
    naming = f"{TEXT}\n\n(Port Gazette)"
    assert _direction({"published": day(1), "text": naming}, {"published": day(2)}) == "from"
    other = {"published": day(2), "text": f"{TEXT}\n\n(Harbour Post)"}
    assert _direction({"published": day(1), "text": naming}, other) == "to"


@pytest.mark.parametrize(
    "line",
    ["(Port Gazette)", "Source link", "This article first appeared in Port Gazette.", "Source: Port Gazette"],
)
def test_by_credit(line: str) -> None:
    """Without dates, who credits the other, or links to a source, is the taker."""
    assert _direction({"text": f"{TEXT}\n\n{line}"}, {}) == "from"


def test_who_keeps_an_agencys_credit_is_nearer_the_origin() -> None:
    """Copies lose credit lines; nobody adds an agency's by mistake."""
    assert _direction({"text": f"{TEXT}\n\n(AFP)"}, {}) == "to"


def test_by_dateline_containment_and_byline() -> None:
    """Then the dateline tells, then which text was cut from which, then who names an author."""
    assert _direction({"text": f"PORT ELLA — {TEXT}"}, {}) == "to"
    assert _direction({"text": f"{TEXT} {prose(71, 150)}"}, {}) == "to"
    assert _direction({}, {"byline": "Ada Lindqvist"}) == "from"
    assert _direction({}, {}) == "undirected"


def test_by_habit() -> None:
    """Where an outlet takes from another in all that is dated, what is not dated goes the same way."""
    rows = []
    for number in range(4):
        text = prose(80 + number)
        when = (None, None) if number == 3 else (day(1), day(2))
        rows.append({"article_id": f"a{number}", "outlet": "A", "text": text, "published": when[0]})
        rows.append({"article_id": f"b{number}", "outlet": "B", "text": text, "published": when[1]})
    passages = provenances(corpus(*rows))[1].passages
    assert passages.filter(pl.col("article_id") == "b3")["direction"].to_list() == ["from"]


def test_datelines() -> None:
    """A place in capitals and a dash; not a dash alone."""
    assert has_dateline("Rain\nPORT ELLA, Elodis (AFP) — It rained.")
    assert has_dateline("PORT ELLA - It rained.")
    assert not has_dateline("It rained - a lot - IN ELODIS.")
