"""The review command: a person decides on pending candidates."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from knowledge_base.commands.context import Shop, console, messages, named, open_shop
from knowledge_base.commands.import_prompts import ImportPrompts, clean_stop
from knowledge_base.commands.terminal import progress_bars
from knowledge_base.content.results import Match
from knowledge_base.errors import IndexMissingError, KnowledgeBaseError
from knowledge_base.importing.options import ImportOptions
from knowledge_base.importing.run import import_approved
from knowledge_base.knowledge_base import KnowledgeBase
from knowledge_base.reviewing.decisions import rows_of
from knowledge_base.reviewing.spreadsheet import read_csv, write_csv
from knowledge_base.reviewing.terminal import NEAREST
from knowledge_base.reviewing.terminal import review as review_in_terminal
from knowledge_base.storage.candidates import SqlCandidateStore
from knowledge_base.storage.store import user_name


def review(
    context: typer.Context,
    shop: Shop,
    export: Annotated[
        Path | None,
        typer.Option(
            help="Writes what waits as a table (CSV), to be decided on there.",
            callback=named(".csv"),
        ),
    ] = None,
    decisions: Annotated[
        Path | None, typer.Option(help="Takes such a table back, with its decisions.")
    ] = None,
    accept_changes: Annotated[
        bool,
        typer.Option("--accept-changes", help="Publish though golden questions lose answers."),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Publish without asking.")] = False,
) -> None:
    """Decide on what waits: questions and answers of past chats, and rows that were held back."""
    knowledge_base = open_shop(context, shop)
    store = SqlCandidateStore(knowledge_base.store.database)
    if export is not None:
        count = write_csv(export, store.pending(shop))
        messages.print(f"{count:,} candidates written to {export}", markup=False, soft_wrap=True)
        return
    if decisions is not None:
        _import_decisions(decisions, knowledge_base, store, shop)
    elif sys.stdin.isatty():
        _review_in_terminal(knowledge_base, store, shop)
    elif store.pending(shop):
        raise KnowledgeBaseError("a review needs a terminal; or use --export and --decisions")
    _publish(knowledge_base, store, shop, yes=yes, accept_changes=accept_changes)


def _import_decisions(
    path: Path, knowledge_base: KnowledgeBase, store: SqlCandidateStore, shop: str
) -> None:
    decided, problems = read_csv(
        path, store.pending(shop), _keys(knowledge_base, shop), user_name()
    )
    for problem in problems:
        messages.print(f"{path}:{problem.line}: {problem.reason}", markup=False, soft_wrap=True)
    for decision in decided:
        store.decide(shop, decision)
    console.print(f"{len(decided):,} decisions taken in")


def _review_in_terminal(knowledge_base: KnowledgeBase, store: SqlCandidateStore, shop: str) -> None:
    def nearest(question: str) -> list[Match]:
        try:
            return knowledge_base.search(question, shop, limit=NEAREST).matches
        except IndexMissingError:  # the first entries of a shop may come from its chats
            return []

    keys = _keys(knowledge_base, shop)
    review_in_terminal(store, shop, nearest, console, console.input, entries=keys, by=user_name())


def _keys(knowledge_base: KnowledgeBase, shop: str) -> set[str]:
    content = knowledge_base.store.content(shop)
    return set(content.by_key) if content else set()


def _publish(
    knowledge_base: KnowledgeBase,
    store: SqlCandidateStore,
    shop: str,
    *,
    yes: bool,
    accept_changes: bool,
) -> None:
    """Publishes what was accepted and merged, with the checks of an import."""
    decided = store.decided(shop)
    if not decided:
        return
    content = knowledge_base.store.content(shop)
    entries = content.by_key if content else {}
    with clean_stop(), progress_bars(messages) as bars:
        prompts = ImportPrompts(bars, asks=not yes)
        with prompts.showing_refusals():
            report = import_approved(
                rows_of(decided, entries),
                knowledge_base,
                shop,
                options=ImportOptions(accept_changes=accept_changes),
                progress=bars,
                confirm=prompts.confirm,
            )
    prompts.show_outcome(report)
    if report.version or not (report.added or report.updated):
        store.mark_published(shop, [stored.id for stored, _ in decided])
