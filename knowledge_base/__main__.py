"""The command line: ``python -m knowledge_base --help``."""

import logging
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import structlog
import typer
from rich.console import Console

from knowledge_base.configuration import resolve_path
from knowledge_base.encoder import Encoder, configured_encoder
from knowledge_base.entries import LANGUAGES, Content
from knowledge_base.errors import IndexMissingError, KnowledgeBaseError
from knowledge_base.exporting import lines
from knowledge_base.importing.run import import_files
from knowledge_base.knowledge_base import DEFAULT_SHOP, KnowledgeBase
from knowledge_base.replay import lines as replay_lines
from knowledge_base.replay import read_questions, replay, throw_away_base
from knowledge_base.settings import KnowledgeBaseSettings
from knowledge_base.terminal import (
    print_entries,
    print_replay,
    print_report,
    print_result,
    progress_bars,
)

app = typer.Typer(
    name="python -m knowledge_base",
    help="Past questions and answers: bring them in, search them, take them out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
console = Console()
messages = Console(stderr=True)

Shop = Annotated[str, typer.Option("--shop", help="The shop whose base is meant.")]


def main(arguments: list[str] | None = None, encoder: Encoder | None = None) -> None:
    """Runs a command and exits; what goes wrong is one line on stderr and exit code 1.

    ``arguments`` are those of the process, ``encoder`` the configured one, unless given.
    """
    structlog.configure(
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
    )
    try:
        app(arguments, obj=encoder)
    except KnowledgeBaseError as error:
        messages.print(f"error: {error}", style="red", markup=False, soft_wrap=True)
        sys.exit(1)


@app.command("import")
def import_command(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="CSV, TSV or JSON Lines.", metavar="FILE…")],
    shop: Shop = DEFAULT_SHOP,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Say what would change, and change nothing."),
    ] = False,
) -> None:
    """Bring questions and answers in, and publish them in one step."""
    base = _open(context)
    with progress_bars(messages) as progress:
        report = import_files(
            files,
            shop_id=shop,
            store=base.store,
            folder=base.folder,
            dry_run=dry_run,
            progress=progress,
        )
    print_report(console, report, shop, dry_run=dry_run)


@app.command()
def search(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="What a visitor asks.")],
    shop: Shop = DEFAULT_SHOP,
    language: Annotated[
        str | None,
        typer.Option(help="The visitor's: zh or en. Default: that of the text."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="Matches shown at most.")] = 3,
) -> None:
    """Ask the base as a visitor would."""
    if language not in (None, *LANGUAGES):
        raise typer.BadParameter("use zh or en", param_hint="--language")
    base = _open(context)
    with messages.status("loading"):
        base.search(text, shop, limit=1)
    start = time.perf_counter()
    result = base.search(text, shop, language, limit)
    print_result(console, result, time.perf_counter() - start)


@app.command()
def rebuild(
    context: typer.Context,
    shop: Annotated[str | None, typer.Option("--shop", help="Default: every shop.")] = None,
) -> None:
    """Make the index anew from the database."""
    base = _open(context)
    shops = [shop] if shop else base.store.shops()
    if not shops:
        raise IndexMissingError(DEFAULT_SHOP)
    for shop_id in shops:
        content = _content(base, shop_id)
        with progress_bars(messages) as progress:
            index = base.folder.build(content, progress)
        judged = index.calibration.fitted_on
        console.print(
            f"shop '{shop_id}': {len(content.phrasings):,} questions indexed, version "
            f"{content.version}; answers from a confidence of {index.calibration.answer_from:.2f} "
            + f"({judged:,} samples)"
        )


@app.command("replay")
def replay_command(
    context: typer.Context,
    kb: Annotated[Path, typer.Option("--kb", help="The base: JSON Lines, as for an import.")],
    questions: Annotated[Path, typer.Option(help='JSON Lines of {"id", "text"}.')],
    out: Annotated[Path, typer.Option(help="Where the decisions go, as JSON Lines.")],
    target_precision: Annotated[
        float | None,
        typer.Option(min=0.01, max=0.999, help="Default: knowledge_base.answer_precision."),
    ] = None,
) -> None:
    """Try old questions on a base made only for that: what would have been answered?"""
    settings = KnowledgeBaseSettings()
    if target_precision is not None:
        settings = settings.model_copy(update={"answer_precision": target_precision})
    encoder = _encoder(context, settings)
    asked = read_questions(questions)
    with progress_bars(messages) as progress:
        index, rejected = throw_away_base(kb, settings, encoder, progress)
        found = replay(index, [question.text for question in asked], settings, encoder, progress)
    _write(out, replay_lines(asked, found.results))
    print_replay(messages, index.content, found, rejected)


@app.command()
def evaluate(
    context: typer.Context,
    shop: Shop = DEFAULT_SHOP,
    output: Annotated[
        Path | None,
        typer.Option(help="Folder of the pictures and the page. Default: var/evaluation."),
    ] = None,
) -> None:
    """Draw how sure the base may be: precision and coverage, and reliability."""
    # Draws with matplotlib, which no other command needs and which takes a second to import.
    from knowledge_base.evaluation.page import in_words
    from knowledge_base.evaluation.run import evaluate_base, write_evaluation

    base = _open(context)
    content = _content(base, shop)
    with progress_bars(messages) as progress:
        found = evaluate_base(content, base.settings, base.encoder, progress)
    written = write_evaluation(content, found, output or resolve_path("var/evaluation"))
    for evaluation in found:
        console.print(in_words(evaluation), markup=False, highlight=False, soft_wrap=True)
    messages.print(f"written: {', '.join(map(str, written))}", markup=False, soft_wrap=True)


@app.command("list")
def list_command(context: typer.Context, shop: Shop = DEFAULT_SHOP) -> None:
    """Show the entries."""
    print_entries(console, _content(_open(context), shop))


@app.command()
def export(
    context: typer.Context,
    shop: Shop = DEFAULT_SHOP,
    output: Annotated[Path | None, typer.Option(help="Default: the terminal.")] = None,
) -> None:
    """Write the entries as JSON Lines, which can be imported again."""
    content = _content(_open(context), shop)
    if output is None:
        sys.stdout.writelines(line + "\n" for line in lines(content))
        return
    _write(output, lines(content))
    messages.print(f"{len(content.entries):,} entries written to {output}", markup=False)


def _open(context: typer.Context) -> KnowledgeBase:
    return KnowledgeBase(KnowledgeBaseSettings(), encoder=context.obj)


def _encoder(context: typer.Context, settings: KnowledgeBaseSettings) -> Encoder:
    chosen: Encoder | None = context.obj
    return chosen or configured_encoder(settings)


def _write(path: Path, rows: Iterable[str]) -> None:
    try:
        path.write_text("".join(row + "\n" for row in rows), encoding="utf-8")
    except OSError as error:
        raise KnowledgeBaseError(f"{path} cannot be written: {error.strerror}") from error


def _content(base: KnowledgeBase, shop_id: str) -> Content:
    content = base.store.content(shop_id)
    if content is None:
        raise IndexMissingError(shop_id)
    return content


if __name__ == "__main__":
    main()
