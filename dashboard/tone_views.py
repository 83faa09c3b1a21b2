"""The parts of the page Tone: its pictures, the numbers behind them, mentions and speakers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl
import streamlit as st

from dashboard import downloads, links, profile
from dashboard.charts import forest
from dashboard.charts.tones import bins, histogram, over_time
from dashboard.choices import Choice
from dashboard.forests import contrast_forest, tone_forest, without_empty
from dashboard.outlet_tables import FEW_MENTIONS
from dashboard.scores import articles, table
from dashboard.speakers import sources_on
from dashboard.tone_tables import contrast_numbers, group_numbers, period_rows, spread_words, tone_numbers
from dashboard.tones import READINGS, speaker_cards
from dashboard.toward import contrasts_of, is_dated, mentions_on, tone_by_period, usual_period
from dashboard.wording import VOICES, as_markdown, counted
from scoring.schema.metrics import TONE_METRICS
from scoring.schema.scores import Scores
from scoring.schema.thresholds import NEUTRAL_TONE, TRAINED_NEUTRAL_TONE

TOGETHER = "both"  # the outlet's own voice and its quotations
NEUTRAL = {"trained": TRAINED_NEUTRAL_TONE, "lexicon": NEUTRAL_TONE}
MOST_SPEAKERS = 6
SAID = {"outlet": "in its own voice", "quoted": "in quotations", "paraphrased": "in paraphrases"}
TOO_LITTLE = (
    "Not enough data on these outlets and actors: a comparison needs six independent texts (on the same stories: six "
    "shared stories) from an outlet, and an actor that at least three outlets mention that often."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks of the page. names: of the actors by id, in order. view: of the page's views.

    voice: of VOICES, or TOGETHER. reading: a key of READINGS. The outlets are those of the choice.
    """

    scores: Scores
    choice: Choice
    names: Mapping[str, str]
    view: str
    voice: str
    reading: str


def _take_click(key: str) -> None:
    """A click on a mark chooses the outlet and the actor whose mentions are shown below."""
    if picked := links.clicked(key, forest.CLICKED):
        links.put("of", [picked[0]["outlet"]])
        links.put("about", [picked[0]["actor"]])


def _show_forest(asked: Asked, frame: pl.DataFrame, what: str, ends: tuple[str, str], *, share: bool) -> None:
    chart = forest.forest(frame, what, ends, share=share)
    key = f"forest {asked.view}"
    st.altair_chart(chart, key=key, on_select=lambda: _take_click(key), selection_mode=forest.CLICKED)
    downloads.pictures(chart, f"masthead-tone-{asked.view}")


def _legend(solid: str, outline: str, quiet: str) -> None:
    second = f'<span><i class="mh-key hollow"></i>{outline}</span>' if outline else ""
    st.html(
        f'<div class="mh-legend"><span><i class="mh-key"></i>{solid}</span>{second}'
        f'<span><i class="mh-key quiet"></i>grey: {quiet}</span></div>'
    )


def _numbers(asked: Asked, frame: pl.DataFrame, what: str, shown: pl.DataFrame, export: str) -> None:
    """The values on demand, each with a way to its sentences, and the same as CSV."""
    with st.expander("The numbers"):
        st.dataframe(
            frame,
            hide_index=True,
            alt=what,
            column_config={"sentences": st.column_config.LinkColumn(display_text="read them")},
        )
        with st.container(horizontal=True):
            downloads.shown_rows(shown, f"{export}-shown.csv", "These rows (CSV)")
            downloads.whole_table(asked.scores, export)


def show_all(asked: Asked, rows: pl.DataFrame) -> None:
    """Each outlet on each actor, over all chosen articles. `rows`: from `tone_rows`."""
    voices = ("outlet", "quoted") if asked.voice == TOGETHER else (asked.voice,)
    _legend(
        VOICES[voices[0]].capitalize(), "words it quotes" if voices[1:] else "",
        f"fewer than {FEW_MENTIONS} mentions read, do not lean on it",
    )  # fmt: skip
    frame = tone_forest(rows, asked.reading, voices, asked.choice.outlets, asked.names)
    _show_forest(asked, frame, f"Tone, {READINGS[asked.reading]}", forest.TONE_ENDS, share=False)
    mine = rows.filter(pl.col("voice").is_in(voices))
    _numbers(asked, tone_numbers(mine, asked.names), "Tone of each outlet toward each actor", mine, "actors")


def show_contrasts(asked: Asked, side: str, kinds: Sequence[str], metric: str) -> None:
    """Each outlet minus the others on one side of the profile, on the same stories, on all, or both."""
    aspect = profile.ASPECTS[side]
    contrasts = contrasts_of(asked.scores, Choice() if aspect.share else asked.choice)
    found = profile.contrast_rows(contrasts, aspect, asked.choice.outlets, list(asked.names))
    mine = found.filter(pl.col("metric") == metric, pl.col("kind").is_in(kinds))
    if mine.is_empty():
        st.info(TOO_LITTLE)
        return
    words = [profile.KINDS[kind] for kind in kinds]
    _legend(words[0].capitalize(), words[1] if words[1:] else "", "not larger than chance")
    frame = without_empty(contrast_forest(mine, aspect, metric, kinds, asked.choice.outlets, asked.names))
    ends = forest.SHARE_ENDS if aspect.share else forest.TONE_DIFFERENCE_ENDS
    _show_forest(asked, frame, aspect.metrics[metric].capitalize(), ends, share=aspect.share)
    if missing := [name for actor, name in asked.names.items() if actor not in set(mine["actor"])]:
        st.caption(f"Not enough data on: {as_markdown(', '.join(missing))}.")
    numbers = contrast_numbers(mine, aspect, asked.names)
    _numbers(asked, numbers, "Differences from the other outlets", mine, "contrasts")


def show_profile(asked: Asked) -> None:
    """The sides of the bias profile, one at a time, and the user's groups of actors."""
    side = links.one_of_few(
        "Side of the profile", "side", list(profile.ASPECTS), noun="sides of the profile",
        words=lambda o: profile.ASPECTS[o].label, wrap=True,
    )  # fmt: skip
    aspect = profile.ASPECTS[side]
    st.caption(aspect.meaning)
    if aspect.share and is_dated(asked.choice):
        st.caption("This side covers all days of the folder; only tone can be limited to the chosen ones.")
    metric = TONE_METRICS[asked.reading] if side == profile.TONE else next(iter(aspect.metrics))
    show_contrasts(asked, side, aspect.kinds, metric)
    with st.expander("How to read the bias profile"):
        st.markdown(profile.EXPLAINED)
    groups = profile.group_rows(table(asked.scores, "contrasts"), asked.choice.outlets)
    if groups.is_empty():
        return
    st.markdown("**Groups of actors, as your file names them: tone toward one minus tone toward the other**")
    st.dataframe(
        group_numbers(groups),
        hide_index=True,
        alt="Contrasts of groups of actors in each outlet, with interval and count",
        column_config={"actor": "group", "against": "minus"},
    )


def show_time(asked: Asked, actor: str) -> None:
    """One actor through the years or quarters, in one voice."""
    by = usual_period(articles(asked.scores))
    found = tone_by_period(asked.scores, asked.choice, actor, by).filter(voice=asked.voice)
    frame = period_rows(found, asked.reading)
    if frame.is_empty():
        st.info(f"Not enough data: in no {by} did an outlet of these write six dated texts on this actor.")
        return
    periods = sorted(frame["period"].unique())
    what = f"Tone toward {asked.names[actor]}, {READINGS[asked.reading]}"
    chart = over_time(frame, periods, asked.choice.outlets, what)
    st.altair_chart(chart, key="over time")
    missing = [name for name in asked.choice.outlets if name not in set(frame["outlet"])]
    without = f" Not enough data in any {by}: {as_markdown(', '.join(missing))}." if missing else ""
    st.caption(
        f"One mark for each {by} and outlet with its 95% interval, {SAID[asked.voice]}; hollow below {FEW_MENTIONS} "
        f"mentions read, none below six independent texts. Undated articles are left out.{without}"
    )
    downloads.pictures(chart, "masthead-tone-over-time")
    numbers = tone_numbers(found.sort("outlet", "period"), asked.names, also=("period",))
    _numbers(asked, numbers, "Tone over time", found, "actors")


def show_mentions(asked: Asked, actor: str) -> None:
    """How the mentions of one actor in one outlet spread, before their sentences."""
    st.header("Mention by mention", anchor=False)
    left, right = st.columns([2, 3], gap="large", vertical_alignment="center")
    name, neutral = asked.names[actor], NEUTRAL[asked.reading]
    voice = asked.voice if asked.voice in VOICES else "outlet"
    with left:
        found = mentions_on(asked.scores, asked.choice, actor)
        outlet = links.one("In", "of", list(found), noun="outlets")
        mine = found[outlet].filter(voice=voice)
        st.markdown(
            f"{as_markdown(outlet)} mentions {as_markdown(name)} {counted(mine.height, 'time')} {SAID[voice]}. "
            f"{spread_words(mine[asked.reading], neutral, asked.reading)}"
        )
        if mine.height:
            links.page_link(
                "evidence", "Read these sentences", icon=":material/format_quote:", outlet=outlet, actor=actor,
                voice=voice,
            )  # fmt: skip
    with right:
        if mine[asked.reading].count():
            chart = histogram(bins(mine[asked.reading], neutral), f"Mentions of {name} in {outlet}")
            st.altair_chart(chart, key="mentions")


def show_speakers(asked: Asked, actor: str) -> None:
    """Whose words on the actor each outlet prints."""
    st.header(f"Who speaks about {as_markdown(asked.names[actor])}", anchor=False)
    speakers = sources_on(asked.scores, asked.choice, actor)
    if speakers.is_empty():
        st.markdown("None of these outlets prints anybody's words on this actor three times or more.")
        return
    st.html(speaker_cards(speakers, asked.choice.outlets, actor, asked.reading, MOST_SPEAKERS))
    st.caption(
        "Those whose words on this actor the outlet quotes or paraphrases three times or more. A surname alone is "
        "joined with the one full name that it fits; what may be no name stands last."
    )
