"""In what tone the text speaks of each actor: the trained reading."""

from collections.abc import Iterator

from scoring.catalogue.contract import Evidence, Measurement, metric
from scoring.document.document import View
from scoring.schema.kinds import Reading
from scoring.tone.tally import TRAINED, tally_tone


@metric(
    label="Tone toward actor (trained)",
    unit="valence",
    counted="mentions",
    low=-1.0,
    high=1.0,
    readings=(Reading.BODY, Reading.OWN),
    by_actor=True,
    minimum_units=10,
    reader_error=0.025,  # of the shipped model, by its card
    matters_from=0.05,
)
def actor_sentiment_trained(view: View) -> Iterator[Measurement]:
    """Tone toward each actor by the trained reading, separately for each voice.

    What it measures:
    P(positive) - P(negative) toward the mention, from -1 (hostile) to 1 (friendly), separately for the outlet's
    own narration, for those it quotes and for those it paraphrases.

    Why it matters:
    A harsh word in a quotation is not the outlet's; in the outlet's own voice it is.

    How it is computed:
    A small neural network, fine-tuned to judge how a news sentence speaks of a marked target, gives each
    mention P(positive) - P(negative), calibrated on random mentions, so that the mean estimates the mean of readers'
    answers (docs/tone.md). Numerator: their sum. Denominator: mentions that were read. The interval includes the
    reader's own error, which does not shrink with more texts.

    Limits:
    The network was trained on English political news and gives no reasons for any one verdict. On random mentions a
    single call of praise or blame is right about seven times in ten, and more than half of the praise and blame is
    missed; see its model card. Read the sentences.

    References:
    Hamborg, Donnay 2021, NewsMTSC: A Dataset for (Multi-)Target-dependent Sentiment Classification.
    """
    for tally in tally_tone(view.within(view.document.mentions), TRAINED):
        evidence = tuple(
            Evidence(mention.start, mention.end, f"{tally.actor} ({tally.voice})", valence)
            for mention, valence in tally.mentions
        )
        yield Measurement(tally.total, len(tally.mentions), evidence, tally.actor, tally.voice)
