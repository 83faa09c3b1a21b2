"""Tone toward actors: where outlets differ, each outlet on each actor in one picture, mentions, who speaks."""

from functools import partial

import streamlit as st

from dashboard import downloads, links, profile, session, tone_views
from dashboard.choices import Choice
from dashboard.figures import accuracy_words
from dashboard.method_text import method_file
from dashboard.scores import outlets
from dashboard.speakers import actors_to_choose
from dashboard.tone_answers import NOT_READ, answer
from dashboard.tone_views import TOGETHER, Asked
from dashboard.toward import contrasts_of, is_trained, tone_rows
from dashboard.wording import VOICES, as_markdown
from scoring.schema.metrics import TONE_METRICS

MOST_ACTORS = 12
FIRST_ACTORS = 2
ALL, STORIES, TIME, PROFILE = "all", "stories", "time", "profile"
VIEWS = {ALL: "All articles", STORIES: "The same stories", TIME: "Over time", PROFILE: "Bias profile"}
VOICE_CHOICES = {TOGETHER: "own voice and quotations", **VOICES}
READING_CHOICES = {"trained": "trained", "lexicon": "lexicon (weak)"}
SAME_STORIES = (
    "Each outlet in its own voice, minus the mean of the other outlets on the stories that they covered too: its "
    "choice of stories cannot pass for a difference in tone."
)

scores = session.current()
corpus = (session.quietly() or (None, ""))[1]
st.title("Tone", anchor=False)
if not scores.has("actors") or (known := actors_to_choose(scores)).is_empty():
    st.info(
        "None of the listed actors was found in these texts, or this folder was written without a table of actors."
    )
    st.stop()
name_of: dict[str, str] = dict(known.select("actor", "name").iter_rows())
trained = is_trained(scores)
told = st.container()

left, right = st.columns(2)
with left:
    largest = outlets(scores).sort(["articles", "outlet"], descending=[True, False])["outlet"].to_list()
    chosen = links.many(
        "Outlets", "outlet", largest, noun="outlets", most=links.MOST_IN_BASKET,
        default=largest[: links.MOST_IN_BASKET],
        placeholder="Type an outlet's name",
    )  # fmt: skip
with right:
    actors = links.many(
        "Toward", "actors", list(name_of), noun="actors", most=MOST_ACTORS, default=list(name_of)[:FIRST_ACTORS],
        words=lambda o: name_of[o], placeholder="Type an actor's name",
        help="Ordered by how often all outlets mention them.",
    )  # fmt: skip
if not chosen or not actors:
    st.info("Choose at least one outlet and one actor.")
    st.stop()

with st.container(horizontal=True, vertical_alignment="bottom"):
    views = list(VIEWS) if scores.has("contrasts") else [ALL, TIME]
    view = links.one_of_few(
        "View", "view", views, noun="views", words=lambda o: VIEWS[o], wrap=True,
        default=PROFILE if links.asked("side") else None,
    )  # fmt: skip
    voice, reading = TOGETHER, "trained" if trained else "lexicon"
    if view == TIME and links.asked("voice") == [TOGETHER]:
        links.put("voice", [])  # a line through time has one voice
    if view in (ALL, TIME):
        voices = [v for v in VOICE_CHOICES if v != TOGETHER or view == ALL]
        voice = links.one(
            "Voice", "voice", voices, noun="voices", words=lambda o: VOICE_CHOICES[o], width=210
        )
    if trained:
        reading = links.one_of_few(
            "Reading of tone", "tone", list(READING_CHOICES), noun="readings of tone", wrap=True,
            words=lambda o: READING_CHOICES[o],
        )  # fmt: skip

first, last = links.dates()
choice = Choice(first=first, last=last, outlets=tuple(chosen))
names = {actor: name_of[actor] for actor in actors}
asked = Asked(scores, choice, names, view, voice, reading)
rows = tone_rows(scores, choice, tuple(actors))

with told:
    sentences = [NOT_READ]
    if trained:
        kind = profile.MATCHED if view == STORIES else profile.PEERS
        sentences = answer(contrasts_of(scores, choice), rows, kind, names)
    st.markdown(f"**{as_markdown(sentences[0])}** {as_markdown(' '.join(sentences[1:]))}")
if reading == "lexicon":
    st.warning(
        as_markdown(
            "The lexicon reading counts words of praise and blame and understands nothing: it says how a number came "
            f"about, not how far to trust it. {accuracy_words(TONE_METRICS['lexicon'])}."
        ),
        icon=":material/warning:",
    )

if view == ALL:
    tone_views.show_all(asked, rows)
elif view == STORIES:
    st.caption(SAME_STORIES)
    tone_views.show_contrasts(asked, profile.TONE, (profile.MATCHED,), TONE_METRICS[reading])
elif view == PROFILE:
    tone_views.show_profile(asked)
closer = links.one("A closer look at", "about", actors, noun="actors", words=lambda o: name_of[o], width=320)
if view == TIME:
    tone_views.show_time(asked, closer)
if scores.has("mentions"):
    tone_views.show_mentions(asked, closer)
    tone_views.show_speakers(asked, closer)

if reading == "trained":
    st.caption(
        as_markdown(
            f"How far to trust it: {accuracy_words(TONE_METRICS['trained'])}. Single calls are hints where to read; "
            "averages rest on calibrated probabilities, and every interval includes the reader's own error."
        )
    )
with st.container(horizontal=True, vertical_alignment="center"):
    links.page_link(
        "method",
        "How tone is read, and its limits",
        icon=":material/menu_book:",
        metric=TONE_METRICS[reading],
    )
    selection = [f"Outlets: {', '.join(chosen)}", f"Toward: {', '.join(names.values())}"]
    selection.append(f"Days: {first or 'the first'} to {last or 'the last'}")
    metrics = [scores.metrics[name] for name in TONE_METRICS.values() if name in scores.metrics]
    downloads.method(partial(method_file, scores, corpus, selection, metrics, verdicts=False))
