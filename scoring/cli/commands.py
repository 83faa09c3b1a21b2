"""The command line: score, update, explain, check, metrics, export, evaluate, dashboard."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from scoring.cli.evaluate import ScoresFolder, evaluate_app
from scoring.cli.operands import Operands
from scoring.messages.terminal import legible
from scoring.workers.attempts import ARTICLE_SECONDS
from scoring.workers.batches import available_cores

app = typer.Typer(
    name="masthead",
    help=(
        "Measure how news outlets report. Start with:  masthead score ARTICLES --out scores\n\n"
        "Every number comes with its count, its interval and the sentences behind it. Nothing leaves "
        "this machine."
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(evaluate_app, name="evaluate")

Mapping_ = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="FIELD=COLUMN",
        help="Name a column, our field first: text=story_body. COLUMN may be a path into a record.",
    ),
]
ManifestFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="A CSV with each file's outlet, date, address and so on."),
]
_MOST_DIGITS = 9
Workers = Annotated[int, typer.Option(min=0, metavar="N", help="Processes to use; 0 uses every core.")]


def _mapping(pairs: list[str]) -> dict[str, str]:
    """The pairs FIELD=COLUMN as {column: field}; one given the other way round is left to `column_map`."""
    from scoring.corpus.fields.columns import FIELDS, plain_name

    mapping: dict[str, str] = {}
    for pair in pairs:
        field, sign, column = (part.strip() for part in pair.partition("="))
        if not sign or not field or not column:
            raise typer.BadParameter(f"'{pair}' is not of the form FIELD=COLUMN, such as text=story_body")
        if plain_name(field) in FIELDS:
            field, column = column, plain_name(field)
        if mapping.setdefault(field, column) != column:
            raise typer.BadParameter(f"'{field}' is mapped to both {mapping[field]} and {column}; choose one")
    return mapping


def _is_number(word: str) -> bool:
    """Whether `int` reads it; `str.isdigit` alone is true of ² too, and `int` refuses thousands of digits."""
    return word.isascii() and word.isdigit() and len(word) <= _MOST_DIGITS


# Long because each parameter is an option of the command, with its help.
@app.command(cls=Operands)
def score(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files or folders of articles.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="The scores folder to write.")],
    map_: Mapping_ = None,
    manifest: ManifestFile = None,
    actors: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Your own list of actors, to replace the shipped one.")
    ] = None,
    lists: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Word lists of your own, called as in data/, in place of the shipped ones."
        ),
    ] = None,
    weights: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Your own weights for the index: a CSV of metric,weight."),
    ] = None,
    reference: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Your own reference outlets, made by `masthead reference`."),
    ] = None,
    ratings: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Your own ratings: a CSV with domain or outlet and columns of numbers."
        ),
    ] = None,
    groups: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A file of groups of actors to compare: `Name = actor, actor`."),
    ] = None,
    workers: Workers = 0,
    trained_mentions: Annotated[
        str,
        typer.Option(
            metavar="N",
            help="Mentions per article for the trained reading of tone: a number, 'all', or 0 to skip it. "
            "auto: all for up to 20,000 articles, four per article above that.",
        ),
    ] = "auto",
    article_seconds: Annotated[
        float,
        typer.Option(
            min=0,
            metavar="N",
            help="Processor seconds one article may take in one stage before it is rejected; 0 for no limit.",
        ),
    ] = ARTICLE_SECONDS,
    format_: Annotated[
        str, typer.Option("--format", metavar="csv|parquet", help="csv: both kinds of file; parquet: no CSV.")
    ] = "csv",
    engine: Annotated[
        str,
        typer.Option(
            metavar="local|spark", help="local: on this machine; spark: on an Apache Spark cluster."
        ),
    ] = "local",
    master: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="The Spark master, such as spark://host:7077; default: this machine."
        ),
    ] = None,
    partitions: Annotated[
        int | None,
        typer.Option(
            min=1, metavar="N", help="Tasks that Spark makes of each job; default: one for each batch."
        ),
    ] = None,
) -> None:
    """Score a corpus of articles: read, compare, measure, aggregate, export.

    PATH may be any combination of folders, text, Word, mail or HTML files, tables (CSV, TSV, Excel, Parquet,
    SQLite), JSON, WARC, database exports and archives. Rerun the same command to resume an interrupted run.
    """
    from scoring.cli.printing import print_outlets, print_summary, show_progress
    from scoring.run.options import Options
    from scoring.run.score import ALL_MENTIONS, score

    if format_ not in ("csv", "parquet"):
        raise typer.BadParameter("--format must be csv or parquet")
    if engine not in ("local", "spark"):
        raise typer.BadParameter("--engine must be local or spark")
    named = {"auto": None, "all": ALL_MENTIONS}
    if trained_mentions not in named and not _is_number(trained_mentions):
        raise typer.BadParameter("--trained-mentions must be a number, 'all' or 'auto'")
    options = Options(
        columns=_mapping(map_ or []),
        manifest=manifest,
        actors=actors,
        lists=lists,
        workers=workers or available_cores(),
        csv=format_ == "csv",
        trained_mentions=named[trained_mentions] if trained_mentions in named else int(trained_mentions),
        weights=weights,
        reference=reference,
        groups=groups,
        ratings=ratings,
        article_seconds=article_seconds,
        engine=engine,
        master=master,
        partitions=partitions,
    )
    with show_progress() as progress:
        summary = score(paths, out, options, progress)
    print_outlets(out)
    print_summary(summary, out)


@app.command(cls=Operands)
def update(
    folder: ScoresFolder,
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH", help="Files or folders of articles to read.")
    ] = None,
    remove: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="A file or folder to take away, called as in rejects.csv: in/a.txt."
        ),
    ] = None,
    prune: Annotated[
        bool,
        typer.Option("--prune", help="Take away files that were read from under PATH and are there no more."),
    ] = False,
    map_: Mapping_ = None,
    manifest: ManifestFile = None,
    workers: Workers = 0,
) -> None:
    """Bring a scores folder up to date: add, replace or take away articles. The result is that of scoring all anew.

    Files under PATH that are new are added; those that were read before are read again. Only articles that changed,
    or for which others now matter, are measured again. The options and lists of the earlier run apply.
    """
    from scoring.cli.printing import print_outlets, print_summary, show_progress
    from scoring.run.score import update

    with show_progress() as progress:
        summary = update(
            folder,
            paths or [],
            remove=remove or [],
            prune=prune,
            columns=_mapping(map_ or []),
            manifest=manifest,
            workers=workers or available_cores(),
            progress=progress,
        )
    print_outlets(folder)
    print_summary(summary, folder)


@app.command(
    cls=Operands,
    context_settings={"ignore_unknown_options": True},  # an id may begin with a hyphen: -2+3
)
def explain(
    folder: ScoresFolder,
    article_id: Annotated[str, typer.Argument(help="The article's id, as in articles.csv.")],
) -> None:
    """Show one article with its evidence marked: furniture, reprints, attributions, actors with tone."""
    from scoring.cli.explain import print_article

    print_article(folder, article_id)


@app.command(cls=Operands)
def check(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files or folders of articles.")],
    against: Annotated[
        Path | None, typer.Option(metavar="SCORES", help="A scores folder whose articles to compare with.")
    ] = None,
    map_: Mapping_ = None,
    manifest: ManifestFile = None,
) -> None:
    """Say of a few articles how much of each stands word for word in a scored corpus, where, and whether credited.

    The corpus is read and not changed. Without --against they are compared with each other alone.
    """
    from scoring.cli.printing import print_checked
    from scoring.run.check import check
    from scoring.run.options import Options
    from scoring.schema.scores import open_scores

    scores = open_scores(against) if against is not None else None
    # What is printed asks for no tone.
    options = Options(columns=_mapping(map_ or []), manifest=manifest, trained_mentions=0)
    print_checked(check(paths, scores, options))


@app.command(cls=Operands)
def metrics(
    name: Annotated[str | None, typer.Argument(help="A metric, to show its full method.")] = None,
) -> None:
    """List the metrics, or print one metric's full method."""
    from scoring.cli.printing import print_catalogue, print_method

    if name is None:
        print_catalogue()
    else:
        print_method(name)


@app.command(cls=Operands)
def export(
    folder: ScoresFolder,
    to: Annotated[Path, typer.Option(metavar="DIR", help="The folder for the CSV files.")],
    evidence: Annotated[
        bool, typer.Option("--evidence", help="With evidence.csv, some 26 KB per article.")
    ] = False,
) -> None:
    """Write the CSV files and datapackage.json of a scores folder to another place."""
    from scoring.schema.corrections import read_corrections
    from scoring.schema.folder import export_csv

    names = export_csv(folder, to.absolute(), evidence=evidence)
    typer.echo(legible(f"{len(names)} files written to {to}"))
    if refused := read_corrections(folder).told():
        typer.echo(legible(f"Rows of corrections.csv that were left out: {refused}"), err=True)


@app.command(cls=Operands)
def reference(
    folder: ScoresFolder,
    out: Annotated[Path, typer.Option(metavar="FILE", help="The reference file to write.")],
) -> None:
    """Make a reference from your own outlets: the quantiles that the index places values by.

    Pass it to `masthead score --reference FILE`. Only outlets with 20 or more independent texts are used.
    """
    from scoring.index.frames import write_reference

    outlets = write_reference(folder, out)
    typer.echo(legible(f"quantiles of {outlets} outlets written to {out}"))


@app.command(cls=Operands)
def dashboard(
    folder: ScoresFolder,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The port to listen on; 0 picks a free one.")
    ] = 8501,
    address: Annotated[
        str, typer.Option(help="The address to listen on; this machine only by default.")
    ] = "127.0.0.1",
    browser: Annotated[bool, typer.Option(help="Open a browser window.")] = True,
) -> None:
    """Open the dashboard on a scores folder. It is served on this machine only and sends nothing anywhere."""
    from scoring.cli.serve import serve_dashboard
    from scoring.schema.datapackage import read_package

    read_package(folder)
    sys.exit(serve_dashboard(folder, address=address, port=port, open_browser=browser))


@app.command(cls=Operands)
def sample(
    out: Annotated[Path, typer.Option(metavar="DIR", help="The scores folder to write.")] = Path(
        "demo-scores"
    ),
    workers: Workers = 0,
) -> None:
    """Score the bundled sample corpus: fiction, written to contain everything that Masthead looks for.

    It shows what a scores folder and the dashboard look like before you add your own articles.
    """
    from scoring.schema.lists import data_folder

    score(
        [data_folder() / "sample" / "articles"],
        out,
        manifest=data_folder() / "sample" / "manifest.csv",
        workers=workers,
    )
