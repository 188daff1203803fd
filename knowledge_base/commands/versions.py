"""Commands about versions: list them, go back to one, show an entry's history."""

from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from knowledge_base.commands.context import (
    Shop,
    console,
    messages,
    open_shop,
    own_intents_of,
    print_warnings,
)
from knowledge_base.commands.terminal import progress_bars
from knowledge_base.content.language_tags import base_language, with_script
from knowledge_base.content.own_intents import KEY_PREFIX, not_learned
from knowledge_base.errors import IndexMissingError
from knowledge_base.personal_data.rollback import roll_back
from knowledge_base.storage.store import Revision

_FITS = {False: "its own", True: "of the one before; a refit is due", None: "made when needed"}
"""How a version's index on disk was fitted."""


def list_versions(context: typer.Context, shop: Shop) -> None:
    """Show what was published, newest first."""
    knowledge_base = open_shop(context, shop)
    found = knowledge_base.store.versions(shop)
    if not found:
        raise IndexMissingError(shop)
    serving = knowledge_base.store.published(shop)
    table = Table("", "version", "published", "by", "entries", "questions", "fit", "what")
    for version in found:
        table.add_row(
            "→" if serving and version.number == serving.number else "",
            version.name,
            f"{version.published_at:%Y-%m-%d %H:%M} UTC",
            escape(version.importer),
            f"{version.entries:,}",
            f"{version.questions:,}",
            _FITS[knowledge_base.index_store.refit_due(shop, version.digest)],
            escape(version.reason),
        )
    console.print(table)
    learned = knowledge_base.store.published_under(shop, KEY_PREFIX)
    names = not_learned(own_intents_of(shop), learned)
    if names:
        print_warnings(
            [
                f"not learned as the settings have them: {', '.join(names)}; run: "
                f"python -m knowledge_base intents --shop {shop}"
            ]
        )


def rollback(
    context: typer.Context,
    shop: Shop,
    to: Annotated[
        int | None,
        typer.Option(min=1, help="Number of a version. Default: the one before the present one."),
    ] = None,
) -> None:
    """Go back to what an earlier version said; running desks follow within two seconds."""
    knowledge_base = open_shop(context, shop)
    with progress_bars(messages) as progress:
        name = roll_back(knowledge_base, shop, to, progress=progress)
    console.print(f"published version {name} of shop '{shop}'")


def history(
    context: typer.Context,
    entry: Annotated[str, typer.Argument(help="The key of an entry.")],
    shop: Shop,
) -> None:
    """Show how an entry came to say what it says, newest first."""
    revisions = open_shop(context, shop).store.history(shop, entry)
    if not revisions:
        raise typer.BadParameter(f"shop '{shop}' never had an entry '{entry}'")
    table = Table("versions", "imported", "by", "from", "what it said", show_lines=True)
    for revision in revisions:
        table.add_row(
            f"{revision.since}–{revision.until - 1 if revision.until else ''}",
            f"{revision.imported_at:%Y-%m-%d %H:%M} UTC",
            escape(revision.importer),
            escape(f"{revision.file}:{revision.line}"),
            escape(_said(revision)),
        )
    console.print(table)


def _said(revision: Revision) -> str:
    lines = []
    for tag, answer in revision.entry.answers.items():
        asked = " / ".join(revision.entry.asked_in(base_language(tag))[:3])
        lines.append(f"[{with_script(tag, answer)}] {asked}\n{answer}")
    return "\n".join(lines)
