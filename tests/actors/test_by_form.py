from scoring.actors.gazetteer import actors_by_form, load


def test_a_user_may_call_an_actor_by_what_news_calls_him():
    """Ids, names, surnames and aliases are known in any case; a shared surname is its first bearer's."""
    actors = actors_by_form(load())
    assert actors["trump"] == actors["donald trump"] == actors["trump-donald"] == "trump-donald"
    assert actors["mcconnell"] == "mcconnell-mitch"
    assert actors["democrats"] == "democratic-party-us"
    assert "no such actor" not in actors
