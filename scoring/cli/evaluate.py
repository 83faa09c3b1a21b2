"""The command line: `masthead evaluate ...`, each metric against hand-labelled data."""

from pathlib import Path
from typing import Annotated

import typer

from scoring.cli.operands import Operands
from scoring.messages.extras import DEV, installed, require
from scoring.messages.terminal import legible

evaluate_app = typer.Typer(help="Evaluate the metrics on hand-labelled data.", no_args_is_help=True)

ScoresFolder = Annotated[Path, typer.Argument(metavar="DIR", help="A folder that `masthead score` wrote.")]
ExpertRatings = Annotated[
    Path,
    typer.Argument(metavar="RATINGS.csv", help="Ratings by experts: domain, and a column for each rating."),
]
RatedScores = Annotated[
    Path, typer.Option(metavar="DIR", help="A scores folder of outlets with known addresses.")
]
PlacedAnew = Annotated[
    bool, typer.Option("--anew", help="Place outlets anew by the shipped reference and weights.")
]
JsonFile = Annotated[
    Path | None, typer.Option("--json", metavar="FILE", help="Write the figures, flat, to this file.")
]


def _report(figures: dict[str, float], text: str, json_file: Path | None) -> None:
    from scoring.cli.printing import write_figures

    typer.echo(legible(text))
    if json_file is not None:
        write_figures(figures, json_file)


@evaluate_app.command("boilerplate", cls=Operands)
def evaluate_boilerplate(
    file: Annotated[
        Path,
        typer.Argument(help="Pages, one per line: html, and blocks [{text, label}] or main_text and type."),
    ],
    json_file: JsonFile = None,
) -> None:
    """Furniture on labelled blocks, or the body against a page's main text, compared with other extractors."""
    from scoring.evaluate import boilerplate, main_text

    if main_text.is_marked(file):
        figures = main_text.evaluate(main_text.read_pages(file))
        _report(figures, main_text.render(figures), json_file)
        return
    if not installed("justext"):
        typer.echo("jusText is not installed and is left out of the comparison.", err=True)
    figures = boilerplate.evaluate(file)
    _report(figures, boilerplate.render(figures), json_file)


@evaluate_app.command("sourcing", cls=Operands)
def evaluate_sourcing(
    file: Annotated[Path, typer.Argument(help="Articles, one per line: text, brat (stand-off).")],
    json_file: JsonFile = None,
) -> None:
    """Attributions on hand-marked sources, cues and contents."""
    from scoring.evaluate.sourcing import evaluate, render

    figures = evaluate(file)
    _report(figures, render(figures), json_file)


@evaluate_app.command("speakers", cls=Operands)
def evaluate_speakers(
    file: Annotated[
        Path, typer.Argument(help="A corpus to draw from; with --judged, judgements of an earlier draw.")
    ],
    count: Annotated[int, typer.Option("--draw", metavar="N", help="Draw so many, one an article.")] = 100,
    seed: Annotated[int, typer.Option(help="Another seed draws others.")] = 1,
    kinds: Annotated[str, typer.Option(help="Kinds of source to draw, by commas.")] = "named_person",
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the draw as CSV, with cells for the answers.")
    ] = None,
    judged: Annotated[
        bool, typer.Option("--judged", help="Print the shares of judgements instead of drawing.")
    ] = False,
    json_file: JsonFile = None,
) -> None:
    """Draw attributions for a reader to judge who speaks, or print what was judged with its intervals."""
    from scoring.evaluate import speakers

    if judged:
        figures = speakers.evaluate(file)
        _report(figures, speakers.render(figures), json_file)
        return
    drawn = speakers.draw(file, count, seed, kinds.split(","))
    if out is not None:
        speakers.write_draw(drawn, out)
    else:
        typer.echo(legible(speakers.render_draw(drawn)))


# Long because each parameter is an option with its help.
@evaluate_app.command("draw", cls=Operands)
def evaluate_draw(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="What is to be labelled: see docs/labels.md.")],
    corpus: Annotated[Path, typer.Argument(metavar="CORPUS", help="The set to draw from.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Write the items and the empty sheets here.")],
    count: Annotated[int, typer.Option(metavar="N", min=1, help="Draw so many, one an article.")] = 100,
    seed: Annotated[int, typer.Option(help="Another seed draws others.")] = 1,
    without: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Leave out the articles of these labels or sheets."),
    ] = None,
    without_outlets: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Leave out the outlets of this other set.")
    ] = None,
    naming: Annotated[
        bool,
        typer.Option("--naming", help="Only pages whose head or foot names an agency or another outlet."),
    ] = False,
) -> None:
    """Draw items at random for readers to label, with sheets for their answers; of `stories`, pairs of articles."""
    if kind == "stories":
        from scoring.evaluate.story_pairs import draw_to

        typer.echo(legible(draw_to(corpus, count, seed, out)))
        return
    from scoring.evaluate.labels.corpora import ids_in, outlets_of
    from scoring.evaluate.labels.draws import draw
    from scoring.evaluate.labels.kinds import kind_called
    from scoring.evaluate.labels.sheets import write_draw

    asked = kind_called(kind)
    items = draw(
        asked.name,
        corpus,
        count,
        seed,
        ids_in(without or ()),
        outlets=outlets_of(without_outlets) if without_outlets else (),
        naming=naming,
    )
    batches = write_draw(items, asked, out)
    typer.echo(f"{len(items)} items of {asked.name} in {batches} files: {legible(str(out))}")


labels_app = typer.Typer(help="Labels of random pages: what readers answered.", no_args_is_help=True)
evaluate_app.add_typer(labels_app, name="labels")

LabelKind = Annotated[str, typer.Argument(metavar="KIND", help="A kind of labels: see docs/labels.md.")]
LabelledSet = Annotated[Path, typer.Argument(metavar="CORPUS", help="The set that was drawn from.")]
LabelsFolder = Annotated[
    Path | None,
    typer.Option("--labels", metavar="DIR", help="Where labels lie; the shipped ones by default."),
]
Rounds = Annotated[
    list[str] | None,
    typer.Option("--round", metavar="NAME", help="Labels of this round only; of all by default."),
]


@labels_app.command("gather", cls=Operands)
def labels_gather(
    kind: LabelKind,
    corpus: LabelledSet,
    folder: Annotated[
        Path, typer.Option("--from", metavar="DIR", help="Sheets, and answers_a_01.csv beside.")
    ],
    round_name: Annotated[str, typer.Option("--round", metavar="NAME", help="The round of the draw.")],
    labels: LabelsFolder = None,
) -> None:
    """Check what readers answered and keep it as labels, in place of what they answered before."""
    if kind == "stories":
        from scoring.evaluate.story_pairs import gather_pairs, keep_pairs

        rows, faults = gather_pairs(folder, corpus, round_name)
        for fault in faults:
            typer.echo(legible(fault), err=True)
        kept = keep_pairs(rows, labels)
        typer.echo(f"{len(rows)} answers kept, {len(faults)} remarks: {legible(str(kept))}")
        return
    from scoring.evaluate.labels.gather import gather, keep
    from scoring.evaluate.labels.kinds import kind_called

    asked = kind_called(kind)
    found = gather(asked, folder, corpus, round_name)
    for fault in found.faults:
        typer.echo(legible(fault), err=True)
    path = keep(asked, found, labels)
    typer.echo(f"{len(found.rows)} answers kept, {len(found.faults)} remarks: {legible(str(path))}")


@labels_app.command("settle", cls=Operands)
def labels_settle(
    kind: LabelKind,
    corpus: LabelledSet,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Write what a third reader must settle here.")],
    rounds: Rounds = None,
    labels: LabelsFolder = None,
) -> None:
    """Say how far two readers agree, and write out what they disagree on for a third, without their answers."""
    from scoring.evaluate.labels.agreement import agreement, items_to_settle
    from scoring.evaluate.labels.kinds import kind_called
    from scoring.evaluate.labels.score import render
    from scoring.evaluate.labels.sheets import write_draw
    from scoring.evaluate.labels.store import labelled_items

    asked = kind_called(kind)
    items = labelled_items(asked, labels, rounds or ())
    typer.echo(render(agreement(asked, items)))
    disputed = items_to_settle(asked, items, corpus)
    batches = write_draw(disputed, asked, out)
    typer.echo(f"{len(disputed)} items to settle in {batches} files: {legible(str(out))}")


@labels_app.command("score", cls=Operands)
def labels_score(
    kind: LabelKind,
    corpus: LabelledSet,
    rounds: Rounds = None,
    labels: LabelsFolder = None,
    json_file: JsonFile = None,
) -> None:
    """Masthead's answers against the settled labels, beside what two readers reach among themselves.

    Of KIND `corrections`, CORPUS is a scores folder: what its readers judged right and wrong on the page Evidence.
    """
    if kind == "corrections":
        from scoring.evaluate.labels import corrections

        judged, refused = corrections.evaluate(corpus, labels)
        if refused:
            typer.echo(legible(f"Rows of corrections.csv that cannot be kept: {refused}"), err=True)
        _report(judged, corrections.render(judged), json_file)
        return
    if kind == "stories":
        from scoring.evaluate import story_labels

        of_pairs = story_labels.evaluate(corpus, labels)
        _report(of_pairs, story_labels.render(of_pairs), json_file)
        return
    from scoring.evaluate.labels.kinds import kind_called
    from scoring.evaluate.labels.score import render, score

    figures = score(kind_called(kind), corpus, labels, rounds or ())
    _report(figures, render(figures), json_file)


@labels_app.command("sentences", cls=Operands)
def labels_sentences(
    corpus: LabelledSet,
    out: Annotated[Path, typer.Option(metavar="FILE", help="Write the sentences here, one per line.")],
    rounds: Rounds = None,
    drawn: Annotated[
        list[str] | None, typer.Option("--draw", metavar="NAME", help="Only what was drawn so.")
    ] = None,
    unlabelled: Annotated[
        bool, typer.Option("--unlabelled", help="Instead, random mentions of articles outside these rounds.")
    ] = False,
    answered: Annotated[
        Path | None,
        typer.Option("--answered", metavar="FILE", help="Instead, mentions that a larger model answered."),
    ] = None,
    labels: LabelsFolder = None,
) -> None:
    """The sentences of labelled mentions with their tone, in NewsMTSC's form, to train on or to evaluate with."""
    from json import dumps

    from scoring.evaluate.labels.kinds import kind_called
    from scoring.evaluate.labels.sentences import labelled_sentences, random_sentences
    from scoring.evaluate.labels.store import labelled_items

    items = labelled_items(kind_called("mentions"), labels, rounds or ())
    if answered is not None:
        from scoring.evaluate.labels.answered import answered_sentences

        rows = answered_sentences(answered, corpus)
    elif unlabelled:
        rows = random_sentences(corpus, {item.key[1] for item in items})
    else:
        rows = labelled_sentences(items, corpus, drawn or ())
    with out.open("w", encoding="utf-8") as file:
        count = sum(1 for row in rows if file.write(dumps(row, ensure_ascii=False) + "\n"))
    typer.echo(f"{count} sentences: {legible(str(out))}")


@evaluate_app.command("tone", cls=Operands)
def evaluate_tone(
    file: Annotated[Path, typer.Argument(help="Sentences in NewsMTSC's format, one per line.")],
    json_file: JsonFile = None,
) -> None:
    """Both readings of tone on hand-labelled sentences."""
    from scoring.evaluate.tone import evaluate, render

    figures = evaluate(file)
    _report(figures, render(figures), json_file)


@evaluate_app.command("reuse", cls=Operands)
def evaluate_reuse(
    folder: Annotated[Path, typer.Argument(help="A folder of outlets in the form of VAST 2021 MC1.")],
    json_file: JsonFile = None,
) -> None:
    """Who copies whom, in a corpus where the answer is known."""
    from scoring.evaluate.reuse import evaluate, render

    figures = evaluate(folder)
    _report(figures, render(figures), json_file)


@evaluate_app.command("comparing", cls=Operands)
def evaluate_comparing(
    file: Annotated[Path, typer.Argument(help="A corpus in any form that `score` reads.")],
    json_file: JsonFile = None,
) -> None:
    """Time and memory of the comparing step, compared with MinHash-LSH and its recall of the exact answer."""
    require(DEV, "datasketch")
    from scoring.evaluate.comparing import evaluate, render

    figures = evaluate(file)
    _report(figures, render(figures), json_file)


@evaluate_app.command("speed", cls=Operands)
def evaluate_speed(
    file: Annotated[Path, typer.Argument(help="A corpus in any form that `score` reads.")],
    articles: Annotated[
        int | None, typer.Option(help="Use this many of its articles; all by default.")
    ] = None,
    workers: Annotated[int, typer.Option(help="Processes for Masthead.")] = 2,
    trained_mentions: Annotated[str, typer.Option(help="As for `score`.")] = "0",
    json_file: JsonFile = None,
) -> None:
    """Time and memory, compared with a typical notebook (textstat, VADER, MinHash) on the same articles."""
    require(DEV, "datasketch", "textstat", "vaderSentiment")
    from scoring.evaluate.speed import evaluate, render

    figures = evaluate(file, articles=articles, workers=workers, trained=trained_mentions)
    _report(figures, render(figures), json_file)


@evaluate_app.command("update", cls=Operands)
def evaluate_update(
    file: Annotated[Path, typer.Argument(help="A corpus in any form that `score` reads.")],
    added: Annotated[int, typer.Option(min=1, help="So many of its articles are added to the others.")] = 200,
    workers: Annotated[int, typer.Option(help="Processes for Masthead.")] = 2,
    trained_mentions: Annotated[str, typer.Option(help="As for `score`.")] = "0",
    json_file: JsonFile = None,
) -> None:
    """Time and memory of adding articles to a scores folder, beside scoring all anew."""
    from scoring.evaluate.updating import evaluate, render

    figures = evaluate(file, added=added, workers=workers, trained=trained_mentions)
    _report(figures, render(figures), json_file)


@evaluate_app.command("enlarge", cls=Operands)
def evaluate_enlarge(
    file: Annotated[Path, typer.Argument(help="A corpus in any form that `score` reads.")],
    articles: Annotated[int, typer.Option(metavar="N", min=1, help="How many articles to have in all.")],
    out: Annotated[Path, typer.Option(metavar="FILE", help="Write the larger corpus here, as Parquet.")],
    seed: Annotated[int, typer.Option(help="Another seed deals otherwise.")] = 5,
) -> None:
    """Make a larger corpus, to time: paragraphs dealt out anew among the articles of each outlet."""
    from scoring.evaluate.enlarge import write_enlarged

    typer.echo(f"{write_enlarged(file, out, articles, seed):,} articles in {legible(str(out))}")


@evaluate_app.command("stories", cls=Operands)
def evaluate_stories(
    folder: Annotated[
        Path | None,
        typer.Argument(help="A folder with KEY.csv and manifest.csv; the bundled sample by default."),
    ] = None,
    json_file: JsonFile = None,
) -> None:
    """Stories against an answer key."""
    from scoring.evaluate.stories import evaluate, render

    figures = evaluate(folder)
    _report(figures, render(figures), json_file)


@evaluate_app.command("index", cls=Operands)
def evaluate_index(
    ratings: ExpertRatings,
    scores: RatedScores,
    least: Annotated[
        int, typer.Option("--texts", metavar="N", help="Compare outlets with at least this many texts.")
    ] = 20,
    anew: PlacedAnew = False,
    json_file: JsonFile = None,
) -> None:
    """The reporting index against each column of ratings: correlation, scatter, worst misses."""
    from scoring.evaluate.index import evaluate_each, render

    found = evaluate_each(ratings, scores, least, anew=anew)
    if len(found) == 1:
        ((figures, pairs),) = found.values()
        _report(figures, render(figures, pairs), json_file)
        return
    flat = {f"{name}.{key}": value for name, (figures, _) in found.items() for key, value in figures.items()}
    _report(flat, "\n\n".join(f"{name}: {render(*each)}" for name, each in found.items()), json_file)


@evaluate_app.command("weights", cls=Operands)
def evaluate_weights(
    ratings: ExpertRatings,
    scores: RatedScores,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to write the weights, for score --weights.")
    ] = None,
    least: Annotated[
        int, typer.Option("--texts", metavar="N", help="Learn from outlets with at least this many texts.")
    ] = 20,
    anew: PlacedAnew = False,
    json_file: JsonFile = None,
) -> None:
    """Learn the index's weights from ratings; how weights so learned do on outlets kept aside."""
    from scoring.evaluate import index, weights
    from scoring.schema.components import read_components

    figures, pairs = index.evaluate(ratings, scores, least, anew=anew)
    figures |= weights.nested(pairs, read_components())
    learned = weights.fit(pairs, read_components())
    if out is not None:
        out.write_text(weights.weights_text(learned), encoding="utf-8")
    _report(figures, weights.render(figures, learned), json_file)


@evaluate_app.command("genre", cls=Operands)
def evaluate_genre(
    folder: ScoresFolder,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to write the weights learned, as a list.")
    ] = None,
    json_file: JsonFile = None,
) -> None:
    """News told from opinion: learn the weights, and how well the rates and sourcing alone tell the two apart."""
    from scoring.evaluate import genre

    figures, weights = genre.evaluate(folder)
    if out is not None:
        out.write_text(genre.weights_text(weights), encoding="utf-8")
    _report(figures, genre.render(figures, weights), json_file)


@evaluate_app.command("validity", cls=Operands)
def evaluate_validity(
    folder: ScoresFolder,
    corpus: Annotated[
        Path, typer.Option(metavar="FILE", help="The corpus it was made from: Parquet with url, lean.")
    ],
    read: Annotated[
        int,
        typer.Option(min=0, metavar="N", help="Mentions per outlet and actor for the trained reading."),
    ] = 40,
    json_file: JsonFile = None,
) -> None:
    """Outlets labelled left and right should differ in tone toward the parties' figures."""
    from scoring.evaluate.validity import evaluate, render

    figures = evaluate(folder, corpus, read)
    _report(figures, render(figures), json_file)


@evaluate_app.command("growth")
def evaluate_growth(
    most: Annotated[int, typer.Option(help="Characters of the longest text: up to 2,000,000.")] = 100_000,
    only: Annotated[str, typer.Option(help="Only texts with this in their names.")] = "",
    cues: Annotated[
        bool, typer.Option("--cues", help="Also every word of attribution_cues.csv, over and over.")
    ] = False,
    json_file: JsonFile = None,
) -> None:
    """How the time for one article grows with its length, on hostile texts; needs no data."""
    from scoring.evaluate.growth import evaluate, figures_of, render
    from scoring.evaluate.hostile import cue_texts

    found = evaluate(most=most, only=only, more=cue_texts() if cues else None)
    _report(figures_of(found), render(found), json_file)
