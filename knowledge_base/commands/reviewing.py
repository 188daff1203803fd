"""The review command: a person decides on what waits."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from knowledge_base.commands.opening import Shop, console, messages, open_base
from knowledge_base.commands.person import Person, clean_stop
from knowledge_base.commands.terminal import progress_bars
from knowledge_base.content.results import Match
from knowledge_base.errors import IndexMissingError, KnowledgeBaseError
from knowledge_base.importing.publishing import Wishes
from knowledge_base.importing.run import import_approved
from knowledge_base.knowledge_base import KnowledgeBase
from knowledge_base.reviewing.deciding import rows_of
from knowledge_base.reviewing.spreadsheet import read_csv, write_csv
from knowledge_base.reviewing.terminal import NEAREST
from knowledge_base.reviewing.terminal import review as go_through
from knowledge_base.storage.candidates import Candidates
from knowledge_base.storage.store import user_name


def review(
    context: typer.Context,
    shop: Shop,
    export: Annotated[
        Path | None,
        typer.Option(help="Writes what waits as a table (CSV), to be decided on there."),
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
    base = open_base(context)
    store = Candidates(base.store.database)
    if export is not None:
        count = write_csv(export, store.waiting(shop))
        messages.print(f"{count:,} candidates written to {export}", markup=False, soft_wrap=True)
        return
    if decisions is not None:
        _take_in(decisions, base, store, shop)
    elif sys.stdin.isatty():
        _go_through(base, store, shop)
    elif store.waiting(shop):
        raise KnowledgeBaseError("a review needs a terminal; or use --export and --decisions")
    _publish(base, store, shop, yes=yes, accept_changes=accept_changes)


def _take_in(path: Path, base: KnowledgeBase, store: Candidates, shop: str) -> None:
    decided, problems = read_csv(path, store.waiting(shop), _keys(base, shop), user_name())
    for problem in problems:
        messages.print(f"{path}:{problem.line}: {problem.reason}", markup=False, soft_wrap=True)
    for decision in decided:
        store.decide(shop, decision)
    console.print(f"{len(decided):,} decisions taken in")


def _go_through(base: KnowledgeBase, store: Candidates, shop: str) -> None:
    def nearest(question: str) -> list[Match]:
        try:
            return base.search(question, shop, limit=NEAREST).matches
        except IndexMissingError:  # the first entries of a shop may come from its chats
            return []

    keys = _keys(base, shop)
    go_through(store, shop, nearest, console, console.input, entries=keys, by=user_name())


def _keys(base: KnowledgeBase, shop: str) -> set[str]:
    content = base.store.content(shop)
    return set(content.by_key) if content else set()


def _publish(
    base: KnowledgeBase, store: Candidates, shop: str, *, yes: bool, accept_changes: bool
) -> None:
    """Makes what was accepted and merged part of the base, through the same checks."""
    decided = store.decided(shop)
    if not decided:
        return
    content = base.store.content(shop)
    entries = content.by_key if content else {}
    with clean_stop(), progress_bars(messages) as bars:
        person = Person(bars, asks=not yes)
        with person.told():
            report = import_approved(
                rows_of(decided, entries),
                base,
                shop,
                wishes=Wishes(accept_changes=accept_changes),
                progress=bars,
                confirm=person.confirm,
            )
    person.tell(report)
    if report.version or not (report.added or report.updated):
        store.mark_published(shop, [stored.id for stored, _ in decided])
