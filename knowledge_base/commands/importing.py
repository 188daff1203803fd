"""The import command."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from knowledge_base.commands.context import (
    Shop,
    console,
    messages,
    named,
    open_shop,
    own_intents_of,
)
from knowledge_base.commands.import_prompts import ImportPrompts, clean_stop
from knowledge_base.commands.refitting import refit_if_due
from knowledge_base.commands.terminal import progress_bars
from knowledge_base.content.own_intents import KEY_PREFIX
from knowledge_base.importing.options import ImportOptions
from knowledge_base.importing.reading.formats import FORMATS
from knowledge_base.importing.reading.options import ReadOptions
from knowledge_base.importing.run import import_files, learn_intents

AcceptChanges = Annotated[
    bool,
    typer.Option("--accept-changes", help="Publish though golden questions lose answers."),
]
Yes = Annotated[
    bool, typer.Option("--yes", "-y", help="Publish without asking, whatever was found.")
]


def import_command(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="What to read.", metavar="FILE…")],
    shop: Shop,
    new_shop: Annotated[
        bool,
        typer.Option(
            "--new-shop", help="Needed for a shop that is not configured, the first time."
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check everything, and change nothing.")
    ] = False,
    format_: Annotated[
        str | None,
        typer.Option("--format", help=f"Instead of guessing: {', '.join(FORMATS)}."),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option(help="Instead of guessing: utf-8, gb18030, big5, utf-16, cp1252, …"),
    ] = None,
    mapping: Annotated[
        str | None,
        typer.Option("--map", help="Columns by name or number: question=问句,answer=2."),
    ] = None,
    sheet: Annotated[
        list[str] | None,
        typer.Option(help="Of a workbook; may be given several times. Default: all."),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(
            help="Writes the report as a page (HTML).",
            metavar="FILE",
            callback=named(".html", ".htm"),
        ),
    ] = None,
    rejects: Annotated[
        Path | None,
        typer.Option(
            help="Writes the rows that were left out (CSV), to mend and import again.",
            metavar="FILE",
            callback=named(".csv"),
        ),
    ] = None,
    prune: Annotated[
        bool,
        typer.Option(
            "--prune",
            help="Take out what is gone from these files: entries, and languages of entries.",
        ),
    ] = False,
    replaces: Annotated[
        list[str] | None,
        typer.Option(
            help="The older name of a file that was renamed; may be given several times.",
            metavar="NAME",
        ),
    ] = None,
    accept_changes: AcceptChanges = False,
    yes: Yes = False,
) -> None:
    """Bring questions and answers in: checked, compared, and published in one step."""
    read_options = ReadOptions(
        format=format_, encoding=encoding, columns=_columns(mapping), sheets=tuple(sheet or ())
    )
    options = ImportOptions(
        dry_run=dry_run,
        prune=prune,
        replaces=tuple(replaces or ()),
        accept_changes=accept_changes,
        rejects=rejects,
        intents=own_intents_of(shop),
    )
    knowledge_base = open_shop(context, shop, may_be_new=new_shop)
    with clean_stop(), progress_bars(messages) as bars:
        prompts = ImportPrompts(bars, asks=not yes, page=report)
        with prompts.showing_refusals():
            found = import_files(
                files,
                knowledge_base,
                shop,
                read_options=read_options,
                options=options,
                progress=bars,
                confirm=prompts.confirm,
                choose_encoding=prompts.choose_encoding,
                may_replace=prompts.may_replace,
            )
    prompts.show_outcome(found)
    refit_if_due(knowledge_base, shop)


def intents(
    context: typer.Context,
    shop: Shop,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check everything, and change nothing.")
    ] = False,
    accept_changes: AcceptChanges = False,
    yes: Yes = False,
) -> None:
    """Learn the shop's own intents from the desk's settings, without a file."""
    wanted = own_intents_of(shop)
    options = ImportOptions(dry_run=dry_run, accept_changes=accept_changes)
    knowledge_base = open_shop(context, shop)
    if not wanted and not knowledge_base.store.published_under(shop, KEY_PREFIX):
        console.print(f"shop '{shop}' has no intents of its own", markup=False)
        return
    with clean_stop(), progress_bars(messages) as bars:
        prompts = ImportPrompts(bars, asks=not yes)
        with prompts.showing_refusals():
            found = learn_intents(
                wanted,
                knowledge_base,
                shop,
                options=options,
                progress=bars,
                confirm=prompts.confirm,
            )
    prompts.show_outcome(found)
    refit_if_due(knowledge_base, shop)


def _columns(mapping: str | None) -> Mapping[str, str]:
    columns = {}
    for part in (mapping or "").split(","):
        ours, _, theirs = part.partition("=")
        if part.strip() and not (ours.strip() and theirs.strip()):
            raise typer.BadParameter(f"'{part}' is not name=column", param_hint="--map")
        if part.strip():
            columns[ours.strip()] = theirs.strip()
    return columns
