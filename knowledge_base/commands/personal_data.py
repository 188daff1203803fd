"""Commands about personal data that is stored already: find it, mask it, erase it."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.prompt import Confirm

from knowledge_base.commands.context import (
    console,
    messages,
    open_knowledge_base,
    open_shop,
    stored_shops,
)
from knowledge_base.commands.terminal import progress_bars
from knowledge_base.configuration import resolve_path
from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.knowledge_base import KnowledgeBase
from knowledge_base.personal_data.masking import mask_stored
from knowledge_base.personal_data.purging import Loss, loss_of, purge
from knowledge_base.personal_data.scan import Finding, Scan
from knowledge_base.storage.golden import GoldenQuestion

ShopOrAll = Annotated[str | None, typer.Option("--shop", help="Default: every shop.")]


def scan(
    context: typer.Context,
    shop: ShopOrAll = None,
    mask: Annotated[
        bool,
        typer.Option(
            "--mask", help="Mask it, publish the result, and send answers with it to the review."
        ),
    ] = False,
) -> None:
    """List where personal data is stored; the exit code is 1 when there is any."""
    knowledge_base, shops = _opened(context, shop)
    found = False
    for shop_id in shops:
        if mask:
            with progress_bars(messages) as progress:
                done = mask_stored(knowledge_base, shop_id, progress)
            version = f", published as version {done.version}" if done.version else ""
            console.print(
                f"shop '{shop_id}': {done.entries:,} entries masked{version}; "
                f"{done.withdrawn:,} candidates more wait for a person; "
                f"{done.candidates:,} candidates and {done.golden:,} golden questions masked",
                soft_wrap=True,
            )
            for golden in done.golden_merged:
                _tell(shop_id, golden, "is the same as an earlier one now, and was removed")
            for golden in done.golden_orphaned:
                _tell(shop_id, golden, "has no published entry any more")
        for finding in Scan(knowledge_base, shop_id).findings():
            found = True
            console.print(_line(shop_id, finding), soft_wrap=True, highlight=False)
    if not found:
        console.print("no personal data was found")
        return
    messages.print(
        "Mask it with scan --mask, decide on what waits in the review, "
        "and erase old versions with purge.",
        soft_wrap=True,
    )
    raise typer.Exit(1)


def purge_command(
    context: typer.Context,
    shop: ShopOrAll = None,
    exports: Annotated[
        Path, typer.Option(help="Folder of exported files; those that hold it too are deleted.")
    ] = Path("var"),
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Erase without asking.")] = False,
) -> None:
    """Erase for good the old versions that hold personal data, and every trace of them."""
    knowledge_base, shops = _opened(context, shop)
    folder = resolve_path(exports)
    losses = [loss_of(knowledge_base, shop_id, folder) for shop_id in shops]
    for loss in losses:
        _show(loss)
    if any(losses) and not yes:
        if not sys.stdin.isatty():
            raise KnowledgeBaseError("a purge needs a terminal to ask in, or --yes")
        if not Confirm.ask("Erase it? It cannot be brought back.", console=messages):
            console.print("nothing was erased")
            raise typer.Exit(1)
    purge(knowledge_base, losses, folder)
    console.print("erased" if any(losses) else "nothing to erase; the files were compacted")


def _opened(context: typer.Context, shop: str | None) -> tuple[KnowledgeBase, list[str]]:
    if shop:
        return open_shop(context, shop), [shop]
    knowledge_base = open_knowledge_base(context)
    return knowledge_base, stored_shops(knowledge_base)


def _line(shop_id: str, found: Finding) -> str:
    waits = " (waits for a person)" if found.waits else ""
    kinds = ", ".join(kind.replace("_", " ") for kind in found.kinds)
    where = f"{shop_id}: {found.place} {found.id}, {found.part}{waits}"
    return f"{escape(where)}: [yellow]{escape(kinds)}[/yellow]: {escape(found.snippet)}"


def _tell(shop_id: str, golden: GoldenQuestion, what: str) -> None:
    line = f"{shop_id}: golden question “{golden.question}” of entry {golden.entry} {what}"
    console.print(escape(line), soft_wrap=True, highlight=False)


def _show(loss: Loss) -> None:
    if not (loss or loss.waiting):
        return
    console.print(
        f"shop '{loss.shop_id}': {len(loss.revisions):,} old texts of entries and the texts of "
        f"{loss.candidates:,} candidates",
        soft_wrap=True,
    )
    if loss.versions:
        listed = ", ".join(map(str, loss.versions))
        console.print(f"  there is no way back to the versions {listed}", soft_wrap=True)
    for path in loss.exports:
        console.print(f"  the file {path} is deleted", markup=False, soft_wrap=True)
    if loss.waiting:
        console.print(
            f"  {loss.waiting:,} candidates that wait are kept: decide on them in the review, "
            "and purge again",
            soft_wrap=True,
        )
