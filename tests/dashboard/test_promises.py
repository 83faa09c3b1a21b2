"""What the dashboard promises of its looks: colours, words, no statistics, no scripts."""

import tomllib
from pathlib import Path

import pytest

import dashboard
from dashboard.charts.style import FRIENDLY, HOSTILE, OUTLET_COLOURS, OUTLET_SHAPES, PROVENANCE_COLOURS
from dashboard.wording import PROVENANCE, READINGS, VOICES
from scoring.catalogue.find import catalogue
from scoring.schema.kinds import ProvenanceClass, Reading, Voice
from scoring.schema.metrics import SHOWN_FIRST

HERE = Path(dashboard.__file__).parent
WHITE, DARK = "#FFFFFF", "#0E1117"  # Streamlit's backgrounds
LEAST_CONTRAST = 3.0  # WCAG 2.2, 1.4.11: graphical objects


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colour", [*OUTLET_COLOURS, *PROVENANCE_COLOURS.values(), HOSTILE, FRIENDLY])
@pytest.mark.parametrize("background", [WHITE, DARK])
def test_colours_stand_out_on_light_and_dark(colour: str, background: str) -> None:
    """Every colour of a chart keeps 3:1 against both backgrounds."""
    assert contrast(colour, background) >= LEAST_CONTRAST


def test_outlets_are_told_apart_by_shape_too() -> None:
    """There are as many shapes as colours, all different: never colour alone."""
    assert len(set(OUTLET_SHAPES)) == len(OUTLET_COLOURS) == len(set(OUTLET_COLOURS))


def test_every_word_of_a_vocabulary_has_words_for_the_screen() -> None:
    """Readings, voices and provenance are all told, and each provenance has its colour."""
    assert set(READINGS) == set(Reading)
    assert set(VOICES) == set(Voice)
    assert set(PROVENANCE) == set(ProvenanceClass)
    assert set(PROVENANCE.values()) == set(PROVENANCE_COLOURS)
    assert set(SHOWN_FIRST) <= set(catalogue())


def test_no_statistics_are_sent() -> None:
    """Streamlit's own configuration beside the app turns its usage statistics off."""
    configured = tomllib.loads((HERE / ".streamlit" / "config.toml").read_text())
    assert configured["browser"]["gatherUsageStats"] is False


def test_markdown_with_html_is_never_allowed() -> None:
    """No page lets Markdown hold HTML, or HTML run scripts."""
    for path in HERE.rglob("*.py"):
        code = path.read_text(encoding="utf-8")
        assert "unsafe_allow" not in code, path
