"""The words that Masthead uses in a fixed sense: one term for each thing, in the docs and on the screen alike."""

import textwrap
from collections.abc import Mapping

TERMS: Mapping[str, str] = {
    "actor": "A person, state, party, movement or organisation that the news is about. Known actors are those in the "
    "list of actors.",
    "aggregator's copy": "A whole article reprinted behind a bare source link or another site's canonical address.",
    "article": "One published text with what is known of it: outlet, headline, byline, date and address.",
    "attitude": "An attribution of what somebody outside the outlet thinks, means, feels, wants or judges.",
    "attribution": "A statement, thought or wish given to a source: somebody (the source) says (the cue) something "
    "(the content).",
    "band of ranks": "The ranks an outlet holds in nine of ten draws of plausible weightings and errors. Where two "
    "bands overlap, the order of the two outlets is not settled.",
    "bias profile": "How an outlet differs from the others in tone, space, voice given and choice of stories. These "
    "are shown separately and never made into one number.",
    "block": "One line of a page, or one dateline that opens a line. Each block has a kind, such as headline, body or "
    "navigation.",
    "body": "The article without furniture, headline, dateline, byline, captions and credits. Also the name of the "
    "reading that looks at these words.",
    "boilerplate ratio": "The metric that says how much of a page is furniture: furniture words divided by all words.",
    "clear": "Said of a difference between two outlets whose interval, made for all metrics at once, leaves 0 outside, "
    "and that is at least the smallest that matters. Clear but trivial: the whole interval is nearer to 0 than that. "
    "Not settled: anything else.",
    "component": "A metric that counts towards the reporting index, with a weight and the direction held to be "
    "better.",
    "content": "What a source says, in direct, indirect or mixed speech.",
    "contrast": "The difference between an outlet's value and that of others, with an interval and a p-value.",
    "credit": "A line that says whose text or picture it is: an agency, another outlet or a photographer.",
    "cue": "The words that link a source to its content, such as “said” or “according to”.",
    "denominator": "How much was counted, for example all words of the body. Values are numerators divided by "
    "denominators.",
    "direction": (
        "Which of two articles took a passage from the other; undirected if neither dates nor credits say; also "
        "printed where both print the words of somebody else."
    ),
    "evidence": "The spans of text that a number rests on. They can be read in place.",
    "exact duplicate": "An article left out because the same outlet has one with the same text or the same address.",
    "expected": "In a contrast, the value the outlet's own is compared with: the mean of the others, or the value of "
    "the other group of actors.",
    "flow": "How much text one outlet took from another, in articles and words, and how much of it was credited.",
    "furniture": "Lines of a page that are not part of the article: navigation, teasers for other articles, readers' "
    "comments and notices.",
    "genre": "What an article is told to be: news (reports and analyses) or opinion (columns, editorials, "
    "commentary, letters). Empty where it cannot be told.",
    "headline metric": "A metric with its own columns in `outlets.csv`.",
    "independent text": "An article together with all copies of it. Copies count once in an interval, and minimum "
    "sample sizes are counted in independent texts.",
    "insufficient": "The status of a value that rests on too little data: fewer than six independent texts, or fewer "
    "units than the metric asks for. The value is missing, not low.",
    "interval": "The range that holds the true value in about 95 of 100 cases, given how few texts there are and how "
    "much they differ.",
    "judgement": "What a reader of the scores said of a span of evidence: right, wrong, or a note. Kept in "
    "`corrections.csv`.",
    "lexicon reading": "Tone by VADER's word list, applied to the clause around a mention. It can be followed word by "
    "word.",
    "matched": "A contrast on shared stories only, so that the choice of stories cannot pass for bias.",
    "measurement": "What one metric found in one article, in one reading: a numerator and a denominator.",
    "mention": "One place where an actor is named, by name, alias, surname, demonym, metonym or pronoun.",
    "metric": "Something measured in every article, with a published method and limits.",
    "micro-average": "The sum of an outlet's numerators divided by the sum of its denominators, so that long articles "
    "weigh more.",
    "middle half": "The values between the quartiles of the outlets with enough data: half of them lie inside, a "
    "quarter above, a quarter below. It describes the corpus, and says neither what is good nor what is usual "
    "elsewhere.",
    "note": "A remark about an input row that was kept, for example that its date could not be read.",
    "numerator": "What was found, for example words inside quotations.",
    "outlet": "A newspaper, site, agency or newsletter that publishes articles. An article whose outlet is unknown is "
    "kept but never averaged with others.",
    "own words": "The body without direct quotations, embedded posts, others' turns in a transcript, and "
    "reprinted passages. Also the reading named `own`.",
    "page": "All visible words of the page as published, furniture included. Also the reading named `page`.",
    "passage": "A run of words that articles of two outlets share.",
    "peers": "All other outlets in the folder, each weighing the same; a contrast with them covers all stories.",
    "place": "Where a component's value stands among the reference outlets: 0 is the worst of them, 100 the best.",
    "provenance": "Whose text an article is: original, a credited or uncredited reprint, an aggregator's copy, partial "
    "reuse or rewritten.",
    "quotation": "Words between quotation marks that somebody said. Titles of works and scare quotes are kept apart.",
    "reading": "Which words of an article are looked at: `page`, `body` or `own`. Of tone there are two more "
    "readings, lexicon and trained, which are two ways to judge the same words.",
    "reference outlets": "The outlets that component values are placed among. They are fixed, so no index moves when "
    "another outlet joins the corpus.",
    "reject": "A file, row or article that was not scored, listed in `rejects.csv` with the reason.",
    "reporting index": "A number from 0 to 100 for how an outlet reports, as far as its own texts show it. "
    "It measures neither truth nor political lean, nor how far an outlet can be relied on.",
    "reprint": "An article that is another outlet's or agency's text as a whole, with or without a credit.",
    "rewritten": "An article that retells another outlet's article sentence by sentence in changed words.",
    "scores folder": "What a run writes: CSV and Parquet tables with a data dictionary, `datapackage.json`.",
    "smallest difference that matters": "From which size on a metric's declaration lets a difference between outlets "
    "count; smaller ones are called trivial.",
    "source": "Whoever or whatever a statement is attributed to: a person, an institution, an unnamed role, a document "
    "or another medium.",
    "sourcing": "Statements and evidence attributed to a source outside the outlet, which sourcing density counts.",
    "stance": "What a cue implies about the content: nothing (“said”), that it is true (“revealed”) or doubt "
    "(“claimed”).",
    "status": "Whether there is a value: `ok`, `insufficient` (too little data) or `not_applicable` (nothing to "
    "count).",
    "story": "A group of articles on the same event, found by the names they share and their dates.",
    "tokenizer": "The one rule that cuts text into words. Every count of words uses it.",
    "tone": "How a text speaks of an actor, as a valence from −1 (hostile) to +1 (friendly).",
    "trained reading": "Tone by a small neural network, applied to the sentence around a mention.",
    "valence": "The unit of tone, from −1 to +1.",
    "voice": "Who speaks: the outlet itself, or somebody it quotes or paraphrases.",
}
"""Each term with its meaning, in alphabetical order."""


def as_markdown() -> str:
    """The glossary as Markdown; docs/glossary.md holds it.

    >>> as_markdown().splitlines()[0]
    '# Glossary'
    """
    entries = (textwrap.fill(f"**{term}**: {meaning}", 120) for term, meaning in TERMS.items())
    return "# Glossary\n\n" + "\n\n".join(entries) + "\n"
