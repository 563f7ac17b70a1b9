"""`rag eval`: how good are the answers? Heavy imports wait until a command needs them."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from index.errors import CasesError, ConfigError
from rag.config import SEEDS, Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from evals.cases import Case
    from evals.metrics import Metric

eval_app = typer.Typer(
    help="Ask questions with known answers and report how well they were answered.",
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode=None,
)


class Part(StrEnum):
    """The parts of the cases on the sample articles."""

    dev = "dev"
    test = "test"


Data = Annotated[Path, typer.Option(help="The folder that holds the data sets.")]
Only = Annotated[list[str] | None, typer.Option(help="Only this data set. Repeatable.")]
Limit = Annotated[int | None, typer.Option(min=1, help="At most so many items of each.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for other programs.")]
Models = Annotated[
    list[str] | None,
    typer.Option("--model", help="Who writes the answers. Repeatable. [default: quotes]"),
]
Report = Annotated[str, typer.Argument(help="A report.json, or report.json#MODEL.")]


@eval_app.callback(invoke_without_command=True)
def run(
    context: typer.Context,
    part: Annotated[Part, typer.Option(help="Which cases on the sample articles.")] = Part.dev,
    cases: Annotated[Path | None, typer.Option(help="A case file of your own.")] = None,
    corpus: Annotated[
        Path | None, typer.Option(help="The articles of your cases. [default: the samples]")
    ] = None,
    model: Models = None,
    kind: Annotated[list[str] | None, typer.Option(help="Only this kind. Repeatable.")] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help="At most so many cases, evenly spaced.")
    ] = None,
    home: Annotated[
        Path | None, typer.Option(help="Where the index is made. [default: eval/ in RAG_HOME]")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the report. [default: report/ in the home]")
    ] = None,
    judge: Annotated[
        str | None, typer.Option(help="A language model that judges as well, beside the scores.")
    ] = None,
    scorer: Annotated[
        Path | None, typer.Option(help="Output of `rag eval scorer --json`, to show beside.")
    ] = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Print what went wrong.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Ask every case, print the figures, write report.json and report.html.

    A run that was cut off goes on where it was when the same command is given again.
    """
    if context.invoked_subcommand:
        return
    from evals.cases import CASES, load
    from evals.report import as_json as as_plain
    from evals.report import write
    from evals.report.table import show, show_failures
    from evals.rows import Journal
    from evals.run import Plan, run
    from rag.cli.show import build_first, err, progress_bar
    from rag.cli.show import out as console
    from rag.compose import claim_verifier
    from rag.models.opening import resolve

    base = Settings.load()
    own = home or base.home / "eval"
    settings = replace(base, home=own, corpus=corpus or base.corpus or SEEDS, model="quotes")
    chosen = _chosen(load(cases or CASES / f"{part}.jsonl"), kind or (), limit)
    named = (str(resolve(replace(base, model=name))) for name in model or ["quotes"])
    models = tuple(dict.fromkeys(named))
    build_first(settings, report=False)
    plan = Plan(chosen, models, settings, claim_verifier(settings), _judges(judge, base), base.home)
    folder = out or own / "report"
    journal = Journal(folder / "unfinished.jsonl")
    with progress_bar("Asking", "cases") as progress:
        report = run(plan, journal, progress)
    if scorer:
        report.about["verifier"]["scorer"] = _json_of(scorer)
    _, page = write(report, folder)
    journal.close()
    if as_json:
        _print(as_plain(report))
        return
    if verbose:
        show_failures(report.rows, console)
    show(report, console)
    err.print(f"Every case is in {page}", markup=False, soft_wrap=True)


@eval_app.command()
def compare(a: Report, b: Report, as_json: AsJson = False) -> None:
    """What got better or worse from report A to report B, and whether it is more than noise."""
    from evals.compare import compare
    from evals.report.table import show_comparison
    from rag.cli.show import out

    found = compare(a, b)
    if as_json:
        _print(found.to_dict())
    else:
        show_comparison(found, out)


@eval_app.command()
def new(
    folder: Annotated[Path, typer.Argument(help="A folder of articles.")],
    cases: Annotated[
        Path, typer.Option(help="The case file that accepted cases are added to.")
    ] = Path("cases.jsonl"),
    out: Annotated[
        Path | None, typer.Option(help="Write all proposals here as drafts and ask nothing.")
    ] = None,
    per_article: Annotated[int, typer.Option(min=1, help="Proposals from each article.")] = 5,
    model: Annotated[
        str | None, typer.Option(help="A language model to word the questions.")
    ] = None,
) -> None:
    """Propose cases from a folder of articles, for you to accept, mend or pass over.

    The sentences are copied exactly; the questions are rough unless a model words them. Read all.
    """
    from evals.propose import by_model, propose
    from evals.rows import write_atomically
    from evals.run import read_articles

    question = by_model(_language_model(model, Settings.load())) if model else None
    drafts = propose(read_articles(folder).values(), per_article, question)
    if out:
        lines = [json.dumps(draft, ensure_ascii=False) + "\n" for draft in drafts]
        write_atomically(out, "".join(lines))
        typer.echo(f"{len(lines)} drafts are in {out}. Check each and take its status out.")
        return
    count = sum(_offer(draft, cases) for draft in drafts)
    typer.echo(f"{count} cases were added to {cases}.")


@eval_app.command()
def scorer(
    data: Data,
    only: Only = None,
    limit: Limit = None,
    judge: Annotated[
        str | None,
        typer.Option(help="A language model to hold against people as well; it is slow."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Run the faithfulness scorer on labelled data: how far can it be trusted?

    Sets: wice, summedits, bump, frank, each in a folder of its name; evals/claims holds one of our
    own, invented.
    """
    from evals.scorer import run

    llm = _language_model(judge, Settings.load()) if judge else None
    _sets(run, as_json, data=data, only=only or (), limit=limit, judge=llm)


@eval_app.command()
def outside(
    data: Data,
    only: Only = None,
    limit: Limit = None,
    model: Annotated[str, typer.Option(help="Who writes the answers.")] = "quotes",
    as_json: AsJson = False,
) -> None:
    """Run other people's benchmarks, each by its own protocol."""
    from evals.outside import run

    _sets(run, as_json, data=data, only=only or (), limit=limit, model=model)


def _sets(run: Callable[..., Any], as_json: bool, **options: Any) -> None:  # noqa: ANN401
    """Run the benchmarks and print their figures."""
    from evals.report.table import show_sets
    from rag.cli.show import out, progress_bar

    if not options["data"].is_dir():
        raise ConfigError(f"There is no folder {options['data']}. Name one with --data DIR.")
    with progress_bar("Measuring", "items") as progress:
        found = run(**options, progress=_counts(progress))
    if as_json:
        _print(found)
    else:
        show_sets(found, out)


def _counts(progress: Callable[[int, int], None]) -> Callable[..., None]:
    """A callback that keeps the two counts of whatever it is told."""
    return lambda *told: progress(*(number for number in told if isinstance(number, int)))


def _offer(draft: Mapping[str, Any], cases: Path) -> bool:
    """Show one proposal; whether it was accepted and written."""
    from evals.propose import accepted

    quote, answer = draft["evidence"][0]["quote"], draft["answers"][0][0]
    typer.echo(f"\n“{quote}”\n  Question: {draft['question']}\n  Answer:   {answer}")
    choice = typer.prompt("Accept, edit, skip or quit? [a/e/s/q]", default="s", show_default=False)
    if choice.startswith("q"):
        raise typer.Exit
    if not choice.startswith(("a", "e")):
        return False
    if choice.startswith("e"):
        question = typer.prompt("Question", default=draft["question"])
        answer = typer.prompt("Answer (wordings separated by |)", default=answer)
        groups = [[alias.strip() for alias in answer.split("|") if alias.strip()]]
        draft = {**draft, "question": question, "answers": groups}
    with cases.open("a", encoding="utf-8", newline="\n") as file:
        file.write(accepted(draft) + "\n")
    return True


def _chosen(cases: Sequence[Case], kinds: Sequence[str], limit: int | None) -> tuple[Case, ...]:
    from evals.files import sample

    known = dict.fromkeys(case.kind for case in cases)
    if unknown := [kind for kind in kinds if kind not in known]:
        raise CasesError(f"No case is of kind {unknown[0]!r}. There are: {', '.join(known)}.")
    kept = [case for case in cases if not kinds or case.kind in kinds]
    return tuple(sample(kept, limit))


def _judges(name: str | None, settings: Settings) -> tuple[Metric, ...]:
    if name is None:
        return ()
    from evals.judge import JudgedCorrect, JudgedFaithful

    llm = _language_model(name, settings)
    return JudgedCorrect(llm), JudgedFaithful(llm)


def _language_model(name: str, settings: Settings) -> Any:  # noqa: ANN401 - a llama-index LLM
    from rag.models.opening import open_llm, resolve

    asked = replace(settings, model=name)
    return open_llm(resolve(asked), asked)


def _json_of(path: Path) -> Any:  # noqa: ANN401 - any JSON
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CasesError(f"{path} is not JSON. Make it with: rag eval scorer --json") from error


def _print(value: Any) -> None:  # noqa: ANN401 - any JSON
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
