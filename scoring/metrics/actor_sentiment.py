"""In what tone the text speaks of each actor: the lexicon reading."""

from collections.abc import Iterator

from scoring.catalogue.contract import Measurement, evidence_from, metric
from scoring.document.document import View
from scoring.schema.kinds import Reading
from scoring.tone.tally import LEXICON, tally_tone


@metric(
    label="Tone toward actor (lexicon)",
    unit="valence",
    counted="mentions",
    low=-1.0,
    high=1.0,
    readings=(Reading.BODY, Reading.OWN),
    by_actor=True,
    minimum_units=10,
    matters_from=0.05,
)
def actor_sentiment(view: View) -> Iterator[Measurement]:
    """Tone toward each actor by the lexicon reading, separately for each voice.

    What it measures:
    VADER's valence of the clause around a mention, from -1 (hostile) to 1 (friendly), separately for the outlet's
    own narration, for those it quotes and for those it paraphrases.

    Why it matters:
    A harsh word in a quotation is not the outlet's; in the outlet's own voice it is.

    How it is computed:
    The clause around each mention is read by VADER, with names and topic words masked and quotation marks
    and dashes normalised (docs/tone.md). Numerator: the sum of the valences. Denominator: mentions.

    Limits:
    A word list misses irony and cannot tell whether a harsh word is aimed at the actor or at somebody else. On
    hand-labelled news sentences it picks the right class a little over half the time; averages over many mentions
    are steadier. Read it alongside the trained reading.

    References:
    Hutto, Gilbert 2014, VADER. Hamborg, Donnay 2021, NewsMTSC.
    """
    for tally in tally_tone(view.within(view.document.mentions), LEXICON):
        label = f"{tally.actor} ({tally.voice})"
        evidence = evidence_from(
            (mention.start, mention.end, label, valence) for mention, valence in tally.mentions
        )
        yield Measurement(tally.total, len(tally.mentions), evidence, tally.actor, tally.voice)
