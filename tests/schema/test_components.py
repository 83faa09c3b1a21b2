import pytest

from scoring.catalogue.find import catalogue
from scoring.schema.components import read_components


def test_every_component_is_a_metric_in_a_reading_it_has():
    """The table names metrics of the catalogue, asks for readings they give, and gives a direction and a reason."""
    components = read_components()
    assert len({component.metric for component in components}) == len(components)
    for component in components:
        metric = catalogue()[component.metric]
        assert component.reading in metric.readings
        assert component.direction in ("higher", "lower")
        assert len(component.reason.split()) >= 3


def test_directions_agree_with_the_metrics():
    """Where a metric itself says which direction is better, the table says the same."""
    for component in read_components():
        better = catalogue()[component.metric].better
        if better and component.weight:
            assert component.direction == better, component.metric


def test_tone_and_lean_are_no_components():
    """No component is about an actor."""
    assert not any(catalogue()[component.metric].by_actor for component in read_components())


def test_own_weights_replace_the_shipped_ones(tmp_path):
    """What the user's file does not name weighs nothing."""
    file = tmp_path / "w.csv"
    file.write_text("metric,weight\nabsolutes,2\ntime_anchors,0.5\n", encoding="utf-8")
    weights = {component.metric: component.weight for component in read_components(file)}
    assert weights.pop("absolutes") == 2
    assert weights.pop("time_anchors") == 0.5
    assert set(weights.values()) == {0}


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("absolutes,-1", "must be a number, 0 or more"),
        ("absolutes,nan", "must be a number, 0 or more"),
        ("absolutes,many", "must be a number, 0 or more"),
        ("actor_sentiment,1", "not a component"),
        ("absolutes,1\nabsolutes,2", "twice"),
        ("absolutes,0", "above 0"),
    ],
)
def test_faulty_weights_are_refused_in_a_sentence(tmp_path, rows, message):
    """Each fault is named with the file."""
    file = tmp_path / "w.csv"
    file.write_text(f"metric,weight\n{rows}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        read_components(file)
