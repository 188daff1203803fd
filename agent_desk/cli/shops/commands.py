"""The commands ``python -m agent_desk shops``. What goes wrong is raised; ``cli.main`` prints it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from agent_desk.cli.shops.checking import Finding, findings
from agent_desk.cli.shops.desk import ShopDesk, script_tag, shop_desk
from agent_desk.cli.shops.gathering import Plan, gather
from agent_desk.cli.shops.given import Given
from agent_desk.cli.shops.questions import Terminal, say
from agent_desk.cli.shops.removing import (
    check_removable,
    default_folder,
    export_shop,
    remove_shop,
)
from agent_desk.cli.shops.setting_up import set_up
from agent_desk.domain.plain_text import neutral
from agent_desk.errors import ShopSetupError
from agent_desk.settings.desk import DeskSettings
from agent_desk.storage.shops import shops_off, switch_off, switch_on
from knowledge_base.configuration import config_path, shop_file

shops = typer.Typer(no_args_is_help=True, help="Set up, check, switch and remove shops.")

ShopId = Annotated[str, typer.Argument(help="The shop, by its id.", show_default=False)]

_MARKS = {"ok": ("✓", "green"), "missing": ("✗", "red"), "note": ("·", "yellow")}


def _several(words: str, metavar: str, *names: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(
        *names, help=f"{words} May be given several times.", metavar=metavar
    )
    return option


@shops.command()
def add(
    context: typer.Context,
    shop_id: Annotated[str, typer.Argument(metavar="ID", help="Id of the new shop.")] = "",
    language: Annotated[
        list[str] | None, _several("What names are asked for.", "TAG", "--language")
    ] = None,
    name: Annotated[
        list[str] | None, _several("Name of the shop: en=Harbour.", "TAG=TEXT", "--name")
    ] = None,
    greeting: Annotated[
        list[str] | None, _several("First line of a chat.", "TAG=TEXT", "--greeting")
    ] = None,
    accent: Annotated[str, typer.Option(help="Brand colour, such as #b3401f.")] = "",
    origin: Annotated[
        list[str] | None, _several("A page of the shop: https://shop.example.", "URL", "--origin")
    ] = None,
    time_zone: Annotated[str, typer.Option(help="Of the hours, such as Asia/Taipei.")] = "",
    hours: Annotated[
        list[str] | None, _several("mon-fri 09:00-18:00.", "DAYS TIMES", "--hours")
    ] = None,
    number: Annotated[
        list[str] | None, _several("An order number, as an example.", "NUMBER", "--number")
    ] = None,
    pattern: Annotated[
        list[str] | None,
        _several("Instead of the one that the examples have.", "PATTERN", "--pattern"),
    ] = None,
    orders: Annotated[
        list[str] | None,
        _several("Where orders are: kind=http, url=…, token=@FILE.", "KEY=VALUE", "--orders"),
    ] = None,
    proof: Annotated[
        list[str] | None,
        _several("What shows that an order is a visitor's.", "KIND", "--proof"),
    ] = None,
    try_order: Annotated[str, typer.Option(help="An order number to try the source with.")] = "",
    identity: Annotated[
        bool, typer.Option("--identity", help="Make a secret for signed customers.")
    ] = False,
    files: Annotated[
        list[str] | None, _several("A file with questions and answers.", "FILE", "--import")
    ] = None,
    agent: Annotated[
        list[str] | None,
        _several("Who answers; a password is made and shown once.", "EMAIL=NAME", "--agent"),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing.")] = False,
) -> None:
    """Set up a new shop. Asks for what no option says; nothing is written before the end."""
    desk = shop_desk(context)
    terminal = Terminal(desk.asks and not yes)
    given = Given(
        shop_id=shop_id,
        languages=language or (),
        names=name or (),
        greetings=greeting or (),
        accent=accent,
        origins=origin or (),
        time_zone=time_zone,
        hours=hours or (),
        numbers=number or (),
        patterns=pattern or (),
        orders=orders or (),
        proofs=proof or (),
        try_order=try_order,
        identity=identity,
        files=files or (),
        agents=agent or (),
    )
    plan = gather(desk, terminal, given)
    if not terminal.confirms(f"Make the shop '{plan.draft.shop_id}'?"):
        raise ShopSetupError("Nothing was changed.")
    try:
        path = set_up(desk, plan, asks=terminal.asks)
    except KeyboardInterrupt:
        raise ShopSetupError("Stopped; nothing was changed.") from None
    _report(desk, plan, path)


@shops.command()
def check(
    context: typer.Context,
    shop: Annotated[str, typer.Option(help="Only this shop; all others otherwise.")] = "",
) -> None:
    """Say what is right and what is missing. Exits with 1 if something is missing."""
    desk = shop_desk(context)
    if shop:
        desk.check_known(shop)
    complete = True
    for shop_id in [shop] if shop else desk.settings.shops:
        say(f"{shop_id}:")
        found = list(findings(desk, shop_id))
        _print(found)
        complete = complete and not any(one.state == "missing" for one in found)
    if not desk.settings.shops:
        raise ShopSetupError(f"{config_path()} has no shop; make one with: shops add")
    if not complete:
        raise typer.Exit(1)


@shops.command("list")
def list_shops(context: typer.Context) -> None:
    """Show all shops."""
    desk = shop_desk(context)
    with desk.database.read() as session:
        off = shops_off(session)
    accounts = [one for one in desk.accounts.all() if one.disabled_at is None]
    table = Table("Id", "Name", "State", "Answers", "Agents", "Settings", box=None)
    for shop_id, shop in desk.settings.shops.items():
        published = desk.base.store.published(shop_id)
        agents = sum(shop_id in one.agent.shop_ids for one in accounts)
        file = shop_file(shop_id)
        cells = (
            shop_id,
            f"{shop.name.en} / {shop.name.chinese}",
            "off" if shop_id in off else "on",
            str(published.entries if published else 0),
            str(agents),
            f"{file.parent.name}/{file.name}" if file.exists() else config_path().name,
        )
        table.add_row(*(Text(neutral(cell), overflow="fold") for cell in cells))
    Console().print(table)


@shops.command()
def off(context: typer.Context, shop: ShopId) -> None:
    """Switch a shop off: no new chats; people finish those that they have."""
    desk = shop_desk(context)
    desk.check_known(shop)
    desk.database.write(switch_off, shop)
    say(f"{shop} is off: its pages show no chat, and new ones are refused.")


@shops.command()
def on(context: typer.Context, shop: ShopId) -> None:
    """Switch a shop on again."""
    desk = shop_desk(context)
    desk.check_known(shop)
    desk.database.write(switch_on, shop)
    say(f"{shop} is on.")


@shops.command()
def remove(
    context: typer.Context,
    shop: ShopId,
    output: Annotated[
        Path | None,
        typer.Option(help="Folder of the export. Default: one beside the desk's database."),
    ] = None,
    confirm: Annotated[
        str, typer.Option(help="The id of the shop once more, where nothing can be asked.")
    ] = "",
) -> None:
    """Write a shop's conversations and answers to a folder, then delete the shop."""
    desk = shop_desk(context)
    check_removable(desk, shop)
    if not confirm and not desk.asks:
        raise ShopSetupError(f"Give --confirm {shop} to remove it. Nothing was changed.")
    folder = (output or default_folder(desk, shop)).expanduser().absolute()
    export = export_shop(desk, shop, folder)
    chats, lines = export.size
    say(f"Written to {folder}: {chats} conversations with {lines} lines, {export.entries} answers.")
    typed = confirm or typer.prompt(f"Type {shop} to delete the shop with all of that")
    if typed.strip() != shop:
        raise ShopSetupError(
            f"Nothing was deleted. The shop is off; switch it on with: shops on {shop}"
        )
    disabled = remove_shop(desk, shop, export)
    say(f"{shop} is deleted. Restart the desk, and take the script tag out of the shop's pages.")
    for email in disabled:
        say(f"{email} answered for no other shop, and can no longer log in.")


def _report(desk: ShopDesk, plan: Plan, path: Path) -> None:
    shop_id = plan.draft.shop_id
    say(f"{path} is written; only its owner may read it.")
    for email, password in plan.staff.passwords.items():
        say(f"{email} can log in with the password {password}, which is shown only now.")
    for email in plan.staff.known:
        say(f"{email} answers for {shop_id} as well.")
    whole = ShopDesk(DeskSettings(), desk.database, desk.accounts, desk.base, desk.asks)
    say("")
    _print(one for one in findings(whole, shop_id) if one.state != "ok")
    say("\nFor the shop's pages:")
    say(f"  {script_tag(whole.settings, shop_id)}")
    say("Start the desk anew (make run) to serve the shop.")


def _print(found: Iterable[Finding]) -> None:
    console = Console(soft_wrap=True, highlight=False)
    for one in found:
        mark, colour = _MARKS[one.state]
        mend = f"\n      → {neutral(one.mend)}" if one.mend else ""
        console.print(Text(f"  {mark} {neutral(one.what)}{mend}", style=colour))
