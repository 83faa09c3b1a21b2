"""Which outlets of a corpus are news agencies."""

from scoring.outlets.agencies import agencies_among


def test_agencies_are_known_by_name_and_by_site() -> None:
    """An outlet that is a news agency is told as one, by its name, a desk's or its site; a paper is not."""
    assert agencies_among(["Reuters", "Valley Ledger", "AFP"]) == ["Reuters", "AFP"]
    assert agencies_among(["www.reuters.com", "ledger.example", "apnews.com"]) == [
        "www.reuters.com",
        "apnews.com",
    ]
    assert agencies_among(["The Associated Press", "AFP Fact Check"]) == [
        "The Associated Press",
        "AFP Fact Check",
    ]
