"""The method behind numbers that are taken along, as one text beside their CSV file."""

from collections.abc import Sequence

from dashboard.differences import METHOD, matters_words
from dashboard.wording import READINGS, counted
from scoring.schema.metrics import Declaration
from scoring.schema.scores import Scores

FACTS = {"input": "Hash of the input", "lists": "Hash of the word lists and models"}


def method_file(
    scores: Scores, corpus: str, chosen: Sequence[str], metrics: Sequence[Declaration], *, verdicts: bool
) -> bytes:
    """What was chosen, what it was measured with and in, and the whole method of each metric, as Markdown.

    `corpus`: what it is called; `chosen`: the selection, a line each; `verdicts`: whether outlets are compared.
    """
    facts = scores.facts
    lines = [
        "# What these numbers are",
        f"Measured by Masthead {facts['program']} in the corpus {corpus}, and in nothing else.",
        *(f"- {line}" for line in chosen),
        f"- {counted(facts['articles_scored'], 'article')} scored",
        *(f"- {words}: {facts[name]}" for name, words in FACTS.items() if name in facts),
        "",
        "A value is the sum of its numerators over the sum of its denominators (a micro-average), with a 95% interval "
        "that counts all copies of one text once. Too few independent texts, or too little to count, give no value.",
    ]
    if verdicts:
        lines += ["", "## How outlets are compared", METHOD.replace("**", "")]
    for metric in metrics:
        readings = ", ".join(READINGS[reading].lower() for reading in metric.readings)
        lines += [
            "",
            f"## {metric.label} (`{metric.name}`)",
            f"{metric.summary} Unit: {metric.unit}. Readings: {readings}. {matters_words(metric)}".strip(),
        ]
        for heading, text in metric.sections().items():
            lines += ["", f"### {heading}", text.strip()]
    return "\n".join([*lines, ""]).encode()
