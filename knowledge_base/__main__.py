"""The command line: ``python -m knowledge_base --help``."""

import logging
import sys
import time
from pathlib import Path
from typing import Annotated

import structlog
import typer
from rich.console import Console

from knowledge_base.encoder import Encoder
from knowledge_base.entries import LANGUAGES, Content
from knowledge_base.errors import IndexMissingError, KnowledgeBaseError
from knowledge_base.exporting import lines
from knowledge_base.importing.run import import_files
from knowledge_base.knowledge_base import DEFAULT_SHOP, KnowledgeBase
from knowledge_base.settings import KnowledgeBaseSettings
from knowledge_base.terminal import (
    print_entries,
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
            + (f"({judged:,} samples)" if judged else "(too few entries to calibrate on: prior)")
        )


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
    text = "".join(line + "\n" for line in lines(content))
    if output is None:
        sys.stdout.write(text)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise KnowledgeBaseError(f"{output} cannot be written: {error.strerror}") from error
    messages.print(f"{len(content.entries):,} entries written to {output}", markup=False)


def _open(context: typer.Context) -> KnowledgeBase:
    return KnowledgeBase(KnowledgeBaseSettings(), encoder=context.obj)


def _content(base: KnowledgeBase, shop_id: str) -> Content:
    content = base.store.content(shop_id)
    if content is None:
        raise IndexMissingError(shop_id)
    return content


if __name__ == "__main__":
    main()
