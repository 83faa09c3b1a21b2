import numpy as np
import polars as pl
import pytest

from scoring.catalogue.find import catalogue
from scoring.outlets.profile import SELECTION, SPACE, VOICE_GIVEN, profile_outlets

NAMES = {"berg": "Anna Berg", "ilic": "Tomas Ilic"}


def made_up(outlets: int = 4, texts: int = 30) -> tuple[pl.DataFrame, ...]:
    """Outlets on the same stories; the first is unkind to Berg, names Ilic half as often and quotes Berg alone."""
    random = np.random.default_rng(2)
    measurements, mentions, attributions, articles = [], [], [], []
    for outlet in range(outlets):
        for number in range(texts):
            article = f"o{outlet}-{number:02}"
            articles.append((article, f"o{outlet}", article, f"story{number}"))
            for actor in NAMES:
                if outlet == 0 and actor == "ilic" and number % 2:
                    continue
                tone = (-0.5 if outlet == 0 and actor == "berg" else 0.1) + random.normal(0, 0.1)
                row = (article, "actor_sentiment", "body", actor, "outlet", 2 * tone, 2.0)
                measurements.append(row)
                measurements.append((*row[:4], "quoted", 2.0, 2.0))
                mentions += [(article, actor)] * 2
                speaker = "berg" if outlet == 0 else actor
                attributions.append((article, speaker, 20))
    return (
        pl.DataFrame(
            measurements,
            schema=["article_id", "metric", "reading", "actor", "voice", "numerator", "denominator"],
            orient="row",
        ),
        pl.DataFrame(mentions, schema=["article_id", "actor"], orient="row"),
        pl.DataFrame(attributions, schema=["article_id", "speaker", "quoted_words"], orient="row"),
        pl.DataFrame(articles, schema=["article_id", "outlet", "text_cluster", "story_id"], orient="row"),
    )


def profile_of(frames, groups=None):
    """The contrasts of made-up measurements, mentions, attributions and articles."""
    *measured, articles = frames
    return profile_outlets(*(frame.lazy() for frame in measured), articles, NAMES, catalogue(), groups)


@pytest.fixture(scope="module")
def profile():
    """The contrasts of the made-up outlets, with one contrast of groups."""
    return profile_of(made_up(), {"Bergs": ("berg",), "Ilics": ("ilic",)})


def cell(profile, metric, actor, kind, outlet="o0"):
    """One row of the profile."""
    return profile.filter(metric=metric, actor=actor, kind=kind, outlet=outlet).row(0, named=True)


@pytest.mark.parametrize("kind", ["peers", "matched"])
def test_a_planted_tone_is_flagged_and_no_other(profile, kind):
    """The unkind outlet differs by 0.6 on all stories and on the same ones; the others do not from each other."""
    row = cell(profile, "actor_sentiment", "berg", kind)
    assert row["difference"] == pytest.approx(-0.6, abs=0.05)
    assert row["p_holm"] < 0.001
    assert row["voice"] == "outlet"
    assert cell(profile, "actor_sentiment", "ilic", kind, "o2")["p_holm"] > 0.05


def test_space_voice_and_selection_are_told_apart(profile):
    """Who is named less has less space and is chosen less; who is quoted alone has all of the voice."""
    assert cell(profile, SELECTION, "ilic", "peers")["difference"] == pytest.approx(-0.5)
    assert cell(profile, SPACE, "ilic", "peers")["value"] == pytest.approx(1 / 3)
    assert cell(profile, SPACE, "ilic", "matched")["difference"] == pytest.approx(1 / 3 - 1 / 2)
    assert cell(profile, VOICE_GIVEN, "berg", "peers")["value"] == pytest.approx(1)
    assert cell(profile, VOICE_GIVEN, "berg", "peers")["expected"] == pytest.approx(0.5)


def test_the_choice_of_stories_is_not_compared_within_stories(profile):
    """Selection has no matched contrast."""
    assert profile.filter(metric=SELECTION)["kind"].unique().to_list() == ["peers"]


def test_groups_are_contrasted_in_the_own_voice(profile):
    """The user's groups differ by what was planted."""
    row = profile.filter(kind="groups", outlet="o0").row(0, named=True)
    assert (row["actor"], row["against"], row["voice"]) == ("Bergs", "Ilics", "outlet")
    assert row["difference"] == pytest.approx(-0.6, abs=0.06)


def test_nothing_is_said_of_too_few_outlets_or_texts():
    """Two outlets, or five texts each, give no profile."""
    assert profile_of(made_up(outlets=2)).height == 0
    assert profile_of(made_up(texts=5)).height == 0


def test_the_order_of_rows_makes_no_odds(profile):
    """Shuffled input gives the same profile."""
    shuffled = [frame.sample(fraction=1, shuffle=True, seed=4) for frame in made_up()]
    again = profile_of(shuffled, {"Bergs": ("berg",), "Ilics": ("ilic",)})
    key = ["kind", "metric", "actor", "outlet"]
    assert again.sort(key).equals(profile.sort(key))
