"""The thresholds for giving a value or a verdict, each with its reason."""

MINIMUM_INDEPENDENT_TEXTS = 6
"""An outlet with fewer independent texts gets no values: five articles prove nothing."""

MINIMUM_INDEX_TEXTS = 8
"""An outlet with fewer independent texts gets no index, which would be mostly error: docs/index.md."""
MINIMUM_INDEX_WEIGHT = 0.8
"""There is no index if less than this share of the weight can be measured: it would be a different index."""
MOST_REPRINTS = 0.5
"""There is no index if more than this share of an outlet's articles are other people's texts: it would be theirs."""
WEIGHTINGS = 1000
"""How many plausible weightings are drawn to see how far the order of outlets depends on the weights."""

LEVEL = 0.05
"""The significance level of tests, after correction; intervals cover 1 - LEVEL."""

NEUTRAL_TONE = 0.05
"""A valence between -0.05 and 0.05 is neutral, as VADER's authors recommend."""

TRAINED_NEUTRAL_TONE = 0.24
"""A tone of the trained reading nearer to 0 than this is called neutral: where random mentions are told best, by the
model's card and docs/tone.md."""

SPEAKER_MENTIONS = 3
"""A speaker has a row of their own in `actors` from this many mentions of one actor."""

EVIDENCE_CHARACTERS = 300
"""How many characters of a span's text are shown in `evidence`."""

SOURCE_WORDS = 25
"""Another article counts as a source from so many shared words outside quotation marks: a long sentence. Fewer are
titles of offices, set phrases, a fact that can be put in one way only; unless the article is no longer."""

UNDIRECTED_CONFIDENCE = 0.5
"""The confidence of a reuse of which nothing shows who had it first: a convention, since nobody has labelled it."""

PERSON_PREFIX = "person:"
"""The actor_id of a person in no list of actors is this and the full name."""
