"""How outlets speak of actors: in their own voice and in quotations, and who speaks about whom."""

import polars as pl
import streamlit as st

from dashboard import downloads, links, profile, session
from dashboard.charts.tones import tone_grid
from dashboard.scores import actor_rows, actors_by_mentions, outlets, table
from dashboard.tones import READINGS, one_reading, tone_cells, tone_told
from dashboard.wording import VOICES, as_markdown, definition
from scoring.schema.metrics import TONE_METRICS

MOST_OUTLETS, MOST_ACTORS = 6, 12
FIRST_OUTLETS, FIRST_ACTORS = 6, 6

scores = session.current()
st.title("Actors")
if not scores.has("actors") or actors_by_mentions(scores).is_empty():
    st.info(
        "None of the listed actors was found in these texts, or this folder was written without a table of actors."
    )
    st.stop()
names = outlets(scores)["outlet"].to_list()
known = actors_by_mentions(scores)
name_of = {actor: name or actor for actor, name in known.select("actor", "name").iter_rows()}
st.caption(
    "Tone toward an actor runs from −1 (hostile) to +1 (friendly). A harsh word in a quotation is not the outlet's: "
    "so the voices are kept apart. Click a number for its sentences."
)
left, right = st.columns(2)
with left:
    most = (
        outlets(scores)
        .sort(["articles", "outlet"], descending=[True, False])["outlet"]
        .head(FIRST_OUTLETS)
        .to_list()
    )
    chosen = links.many("Outlets", "outlet", names, noun="outlets", most=MOST_OUTLETS, default=most) or most
with right:
    first = known["actor"].head(FIRST_ACTORS).to_list()
    actors = (
        links.many(
            "Actors", "actors", known["actor"].to_list(), noun="actors", most=MOST_ACTORS, default=first,
            words=lambda o: name_of[o],
        )
        or first
    )  # fmt: skip
left, right = st.columns(2)
with left:
    voices = {**VOICES}
    voice = links.one_of_few("Voice", "voice", list(voices), noun="voices", words=lambda o: voices[o])
with right:
    reading = links.one_of_few(
        "Reading", "tone", list(READINGS), noun="readings of tone", words=lambda o: READINGS[o],
        help="Two independent ways to read the tone; where they disagree, read the sentences.",
    )  # fmt: skip
metric = scores.metrics.get(TONE_METRICS[reading])
if metric:
    st.caption(as_markdown(definition(metric)))


def show_profile() -> None:
    """The bias profile of the chosen outlets toward the chosen actors, one side of it at a time."""
    if not scores.has("contrasts") or (contrasts := table(scores, "contrasts")).is_empty():
        return
    st.subheader("Bias profile")
    st.caption(profile.EXPLAINED)
    side = links.one_of_few(
        "Side of the profile", "side", list(profile.ASPECTS), noun="sides of the profile",
        words=lambda o: profile.ASPECTS[o].label,
    )  # fmt: skip
    aspect = profile.ASPECTS[side]
    st.caption(aspect.meaning)
    found = profile.contrast_rows(contrasts, aspect, chosen, actors)
    if found.is_empty():
        st.info(
            "Not enough data on these outlets and actors: a profile needs six independent texts (matched: six shared "
            "stories) from an outlet, and an actor that at least three outlets mention that often."
        )
    else:
        missing = [name_of[a] for a in actors if a not in set(found["actor"])]
        st.html(profile.profile_grid(found, aspect, chosen, {a: name_of[a] for a in actors}))
        if missing:
            st.caption(f"Not enough data on: {as_markdown(', '.join(missing))}.")
    groups = profile.group_rows(contrasts, chosen)
    if not groups.is_empty():
        st.markdown(
            "**Groups of actors, as your file names them: tone toward one minus tone toward the other**"
        )
        st.dataframe(
            groups.select(
                "outlet",
                "actor",
                "against",
                pl.col("metric").replace(dict(profile.ASPECTS[profile.TONE].metrics)).alias("reading"),
                difference=pl.Series(
                    [profile.contrast_words(row, share=False) for row in groups.iter_rows(named=True)],
                    dtype=pl.String,
                ),
            ),
            hide_index=True,
            alt="Contrasts of groups of actors in each outlet, with interval and count",
            column_config={"actor": "group", "against": "minus"},
        )
    with st.container(horizontal=True):
        downloads.shown_rows(pl.concat([found, groups]), "contrasts-shown.csv", "Contrasts shown (CSV)")
        downloads.whole_table(scores, "contrasts")


rows = actor_rows(scores, tuple(chosen), tuple(actors)).with_columns(
    pl.col("name").fill_null(pl.col("actor"))
)
together = rows.filter(pl.col("voice") == voice, pl.col("speaker") == "")
if together.is_empty():
    st.info(
        "These outlets say nothing about these actors in this voice. Choose another voice or other actors."
    )
    show_profile()
    st.stop()
told = [tone_told(row) for row in together.iter_rows(named=True)]
together = together.with_columns(told=pl.Series(told, dtype=pl.String))
st.html(tone_cells(together, reading, voice, {a: name_of[a] for a in actors}, chosen))
chart = tone_grid(together, reading, [name_of[a] for a in actors], chosen)
downloads.pictures(chart, f"masthead-tone-{voice}-{reading}")

st.subheader("The same as a table, with both readings")
plain = together.sort("outlet", "name").select(
    "outlet",
    "name",
    *(
        pl.Series(
            words, [one_reading(row, name) for row in together.sort("outlet", "name").iter_rows(named=True)]
        )
        for name, words in READINGS.items()
    ),
    "mentions",
    "trained_mentions",
    "articles",
    "independent_texts",
)
sentences = [
    links.address("evidence", outlet=o, actor=a, voice=voice)
    for o, a in together.sort("outlet", "name").select("outlet", "actor").iter_rows()
]
st.dataframe(
    plain.with_columns(sentences=pl.Series(sentences, dtype=pl.String)),
    hide_index=True,
    alt="Tone of each outlet toward each actor by both readings, with counts",
    column_config={
        "name": "actor",
        "independent_texts": "independent texts",
        "trained_mentions": "mentions read by the trained reading",
        "sentences": st.column_config.LinkColumn("sentences", display_text="read them"),
    },
)

show_profile()
st.subheader("Who speaks about whom")
speakers = rows.filter(pl.col("speaker") != "").sort(
    ["mentions", "speaker", "actor"], descending=[True, False, False]
)
if speakers.is_empty():
    st.info("These outlets quote no speaker often enough on these actors.")
else:
    st.caption("Speakers whose words on an actor an outlet prints at least three times.")
    st.dataframe(
        speakers.select(
            pl.col("speaker_name").fill_null(pl.col("speaker")),
            "name",
            pl.col("voice").replace(VOICES),
            "outlet",
            "mentions",
            *(
                pl.Series(
                    words, [one_reading(row, name) for row in speakers.iter_rows(named=True)], dtype=pl.String
                )
                for name, words in READINGS.items()
            ),
            sentences=pl.Series(
                [
                    links.address("evidence", outlet=o, actor=a, voice=v, speaker=s)
                    for o, a, v, s in speakers.select("outlet", "actor", "voice", "speaker").iter_rows()
                ],
                dtype=pl.String,
            ),
        ),
        hide_index=True,
        alt="Who speaks about whom, in which outlet, how often and in what tone",
        column_config={
            "speaker_name": "speaker",
            "name": "about",
            "sentences": st.column_config.LinkColumn("sentences", display_text="read them"),
        },
    )
with st.container(horizontal=True):
    shown = actor_rows(scores, tuple(chosen), tuple(actors))
    downloads.shown_rows(shown, "actors-shown.csv", "These rows (CSV)")
    downloads.whole_table(scores, "actors")
