"""The page Method in HTML: a metric's published text, the table of figures, reasons with their counts, terms.

Method texts come from the folder, so that all of it is escaped; of their markup only `code` in backticks, lists and
paragraphs are kept.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from dashboard.differences import matters_words
from dashboard.figures import Figure
from dashboard.grids import few_first
from dashboard.wording import READINGS, as_html
from scoring.schema.metrics import HEADINGS, Declaration

LIMITS_FIRST = ("Limits", *(heading for heading in HEADINGS if heading != "Limits"))
UNTESTED = (
    "How well this metric measures was not tested against people's judgement: read the sentences behind it."
)
FIGURES_READ = {
    "precision": "of what Masthead marks, how much is right",
    "recall": "of what there is to mark, how much it finds",
    "F1": "precision and recall in one number: 1 is all right and nothing missed; macro-F1 is its mean over all kinds",
    "Pearson, Spearman": "1 where two measures rise and fall together (Spearman: rank alike), 0 where they do not",
    "AUC": "how often two groups are told apart, pair by pair; 0.5 is tossing a coin",
    "ceiling": "how well careful readers agree with each other on the same task",
    "seen": "the data were looked at while the rules were made, so expect less elsewhere; unseen: they were not",
}
NARROW_TERMS = 8  # style.css shows so many
_ITEM = "- "
_VARIES = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”|\d[\d.,:-]*")


def with_code(text: str) -> str:
    """Text as HTML, what stands in backticks as code; a backtick without a partner is kept.

    >>> with_code("class `hedge` in <b>"), with_code("a ` alone")
    ('class <code>hedge</code> in &lt;b&gt;', 'a ` alone')
    """
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return as_html(text)
    return "".join(
        f"<code>{as_html(part)}</code>" if place % 2 and part else as_html(part)
        for place, part in enumerate(parts)
    )


def prose(text: str) -> str:
    """A method text as HTML: paragraphs at empty lines, items at lines that begin with a dash.

    >>> prose("One\\ntwo.\\n\\n- a\\n- b")
    '<p>One two.</p><ul><li>a</li><li>b</li></ul>'
    """
    html = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in paragraph.splitlines()]
        for is_item, group in groupby(lines, key=lambda line: line.startswith(_ITEM)):
            if is_item:
                items = "".join(f"<li>{with_code(line.removeprefix(_ITEM))}</li>" for line in group)
                html.append(f"<ul>{items}</ul>")
            else:
                html.append(f"<p>{with_code(' '.join(group))}</p>")
    return "".join(html)


def metric_text(metric: Declaration, figures: Sequence[Figure]) -> str:
    """A metric's page: what it is, its limits, how well it measures, then the rest of its method."""
    declared = (
        f"Unit: {metric.unit}. Counted: {metric.counted or 'nothing'}, at least {metric.minimum_units:,.0f}. Readings: "
        f"{', '.join(READINGS[r].lower() for r in metric.readings)}. Languages: "
        f"{'English' if metric.needs else 'any'}. {matters_words(metric)}"
    )
    sections = metric.sections()
    parts = [f"<p><b>{with_code(metric.summary)}</b></p>", f'<p class="mh-small">{as_html(declared)}</p>']
    for heading in LIMITS_FIRST:
        if heading in sections:
            parts.append(f"<h3>{heading}</h3>{prose(sections[heading])}")
        if heading == LIMITS_FIRST[0]:
            told = figure_table(figures, alone=True) if figures else f"<p>{UNTESTED}</p>"
            parts.append(f"<h3>How well it measures</h3>{told}")
    return f'<div class="mh-method">{"".join(parts)}</div>'


def figure_table(figures: Sequence[Figure], *, alone: bool = False) -> str:
    """Figures as a table, on a narrow screen as cards. `alone`: without the rows that a row may refer to."""
    heads = ("what", "figure", "on how many", "ceiling or peers", "data, command", "its data were")
    lines = []
    for figure in figures:
        first = figure.about if alone else figure.what
        cells = (figure.figure, figure.n, figure.peers, figure.source if alone else figure.data, figure.seen)
        rest = "".join(
            f'<td data-head="{head}">{with_code(cell)}</td>' if cell else "<td></td>"
            for head, cell in zip(heads[1:], cells, strict=True)
        )
        lines.append(f'<tr><th scope="row">{with_code(first)}</th>{rest}</tr>')
    table = _table("How well it measures", heads, lines)
    return few_first(table, "all-figures", f"All {len(lines)} figures") + _figures_read()


def _figures_read() -> str:
    """What the words of the figures mean, folded."""
    items = "".join(
        f"<li><b>{as_html(word)}</b>: {as_html(told)}</li>" for word, told in FIGURES_READ.items()
    )
    return f"<details><summary>What precision, recall and F1 mean</summary><ul>{items}</ul></details>"


def reasons(texts: Iterable[str]) -> list[tuple[str, int, str]]:
    """Reasons of one kind counted together, the most frequent first: the kind, how many, one of them in full.

    What varies from row to row (numbers, what stands in quotation marks) does not make another kind.

    >>> reasons(["the date '1' is odd", "no text", "the date '2' is odd"])
    [("the date '…' is odd", 2, "the date '1' is odd"), ('no text', 1, 'no text')]
    """
    kinds: Counter[str] = Counter()
    example: dict[str, str] = {}
    for text in texts:
        kind = _VARIES.sub(
            lambda found: f"{found[0][0]}…{found[0][-1]}" if found[0][0] in "'\"“" else "…", text
        )
        kinds[kind] += 1
        example.setdefault(kind, text)
    return [
        (kind, count, example[kind]) for kind, count in sorted(kinds.items(), key=lambda k: (-k[1], k[0]))
    ]


def reason_table(found: Sequence[tuple[str, int, str]], label: str) -> str:
    """Reasons with their counts as a table. `found`: from `reasons`."""
    lines = [
        f'<tr><td data-head="reason">{as_html(example if count == 1 else kind)}</td>'
        f'<td data-head="how many">{count:,}</td></tr>'
        for kind, count, example in found
    ]
    return _table(label, ("reason", "how many"), lines)


def found_terms(terms: Mapping[str, str], words: str) -> dict[str, str]:
    """The terms that hold these words in their name, then those that hold them in their meaning.

    >>> list(found_terms({"cue": "a word", "source": "who speaks", "word": "a cue or more"}, "CUE"))
    ['cue', 'word']
    """
    wanted = words.casefold()
    named = {term: told for term, told in terms.items() if wanted in term.casefold()}
    return named | {term: told for term, told in terms.items() if wanted in told.casefold()}


def term_list(terms: Mapping[str, str]) -> str:
    """Terms with their meanings; a narrow screen shows the first of many until it is asked for all."""
    items = "".join(
        f"<dt>{as_html(term)}</dt><dd>{with_code(meaning)}</dd>" for term, meaning in terms.items()
    )
    listed = f'<dl class="mh-terms">{items}</dl>'
    if len(terms) <= NARROW_TERMS:
        return listed
    every = f'<a class="mh-all" href="#all-terms">All {len(terms)} terms</a>'
    return f'<div class="mh-few" id="all-terms">{listed}{every}</div>'


def _table(label: str, heads: Sequence[str], lines: Sequence[str]) -> str:
    # A column without a head has an empty cell there: a head without words would be read out as nothing.
    head = "".join(f'<th scope="col">{as_html(words)}</th>' if words else "<td></td>" for words in heads)
    return (
        f'<div class="mh-scroll" tabindex="0" role="region" aria-label="{as_html(label)}">'
        f'<table class="mh-table mh-figures"><thead><tr>{head}</tr></thead><tbody>{"".join(lines)}</tbody></table>'
        "</div>"
    )
