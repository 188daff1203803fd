"""The commands ``python -m agent_desk agents``: add, change, list and unlock accounts.

They raise AccountError and NotFoundError; ``cli.main`` prints these in one line.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from agent_desk.cli.startup import command_settings
from agent_desk.domain.plain_text import neutral
from agent_desk.errors import AccountError
from agent_desk.security.accounts import Account, Accounts, Work
from agent_desk.security.desk_secret import read_or_make_secret
from agent_desk.security.login_limits import LoginLimits
from agent_desk.security.password_strength import PASSWORD_MIN_LENGTH
from agent_desk.security.passwords import Passwords
from agent_desk.storage.database import Database
from agent_desk.storage.migrating import migrate
from knowledge_base.configuration import config_path, resolve_path

agents = typer.Typer(no_args_is_help=True, help="Make and manage the people who answer.")

Email = Annotated[str, typer.Argument(help="The agent's e-mail address.", show_default=False)]
PasswordStdin = Annotated[
    bool,
    typer.Option("--password-stdin", help="Read the password from standard input."),
]


ANY = "any"
"""For ``--language``: removes the languages that were set before."""


@dataclass(frozen=True)
class Desk:
    """What the commands use. Tests pass their own as the context's object."""

    accounts: Accounts
    shop_ids: list[str]
    unlock: Callable[[str], None]


@agents.command()
def add(
    context: typer.Context,
    email: Email,
    name: Annotated[str, typer.Option(help="The name that customers read.")],
    shop: Annotated[
        list[str] | None,
        typer.Option(help="A shop to answer for; may be given several times."),
    ] = None,
    password_stdin: PasswordStdin = False,
) -> None:
    """Add an agent. Asks for a password."""
    desk = _desk(context)
    shop_ids = _chosen_shops(shop or [], desk.shop_ids)
    _refuse_taken(desk, email)
    password = _ask_password(password_stdin)
    agent = desk.accounts.add(email, name=name, shop_ids=shop_ids, password=password)
    typer.echo(f"{agent.email} can log in for {', '.join(agent.shop_ids)}.")


@agents.command()
def disable(context: typer.Context, email: Email) -> None:
    """Disable an agent's account and end their log-ins."""
    ended = _desk(context).accounts.disable(email)
    typer.echo(f"{email} can no longer log in; log-ins ended: {len(ended)}.")


@agents.command()
def enable(context: typer.Context, email: Email) -> None:
    """Enable a disabled account."""
    _desk(context).accounts.enable(email)
    typer.echo(f"{email} can log in.")


@agents.command()
def password(context: typer.Context, email: Email, password_stdin: PasswordStdin = False) -> None:
    """Set a new password and end the agent's log-ins."""
    desk = _desk(context)
    _require_known(desk, email)
    ended = desk.accounts.set_password(email, _ask_password(password_stdin))
    typer.echo(f"{email} has a new password; log-ins ended: {len(ended)}.")


@agents.command()
def unlock(context: typer.Context, email: Email) -> None:
    """Forget an agent's failed log-ins."""
    desk = _desk(context)
    _require_known(desk, email)
    desk.unlock(email)
    typer.echo(f"The failed log-ins of {email} are forgotten.")


@agents.command("set")
def set_work(
    context: typer.Context,
    email: Email,
    capacity: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=1000,
            help="How many chats at a time; 0: as agent_desk.console.capacity.",
        ),
    ] = None,
    language: Annotated[
        list[str] | None,
        typer.Option(
            help="A language that they speak (zh, en, ru, es …); may be given several times. "
            "any: none is set.",
        ),
    ] = None,
    team: Annotated[str | None, typer.Option(help="Their team; an empty one is none.")] = None,
) -> None:
    """Set how many chats an agent can hold, which languages they speak, and their team."""
    spoken = None if language is None else [one for one in language if one != ANY]
    work = _desk(context).accounts.set_work(email, capacity=capacity, languages=spoken, team=team)
    typer.echo(f"{email}: {_worded(work)}.")


@agents.command("list")
def list_agents(context: typer.Context) -> None:
    """Show all agents."""
    accounts = _desk(context).accounts.all()
    if not accounts:
        typer.echo("There are no agents yet; add one with: agents add EMAIL --name NAME")
        return
    table = Table("E-mail", "Name", "Shops", "Work", "State", box=None)
    for account in accounts:
        agent = account.agent
        work, shops = _worded(account.work), ", ".join(agent.shop_ids)
        cells = (agent.email, agent.name, shops, work, _state(account))
        table.add_row(*(Text(neutral(cell)) for cell in cells))
    Console().print(table)


def _desk(context: typer.Context) -> Desk:
    # Not in a callback, which would also run for --help and open a database.
    if context.obj is None:
        settings = command_settings()
        database = Database(settings.database_url)
        migrate(database)
        limits = LoginLimits(
            settings.logins, read_or_make_secret(resolve_path(settings.secret_file))
        )
        context.obj = Desk(
            Accounts(database, Passwords(), shop_names=settings.shop_names),
            list(settings.shops),
            unlock=lambda email: database.write(limits.unlock, email),
        )
    desk: Desk = context.obj
    return desk


def _state(account: Account) -> str:
    return f"disabled {account.disabled_at:%Y-%m-%d}" if account.disabled_at else "active"


def _worded(work: Work) -> str:
    chats = f"{work.capacity} chats" if work.capacity else "chats as usual"
    languages = "/".join(work.languages) or "any language"
    return ", ".join([chats, languages, *([f"team {work.team}"] if work.team else [])])


def _chosen_shops(asked: list[str], known: list[str]) -> list[str]:
    if not known:
        raise AccountError(f"{config_path()} has no shop yet; add one under agent_desk.shops.")
    unknown = [shop for shop in asked if shop not in known]
    if unknown:
        raise AccountError(f"There is no shop '{unknown[0]}'; there is: {', '.join(known)}.")
    if not asked and len(known) != 1:
        raise AccountError(f"Which shop? Give --shop with one of: {', '.join(known)}.")
    return asked or known


def _ask_password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    prompt = f"Password ({PASSWORD_MIN_LENGTH} characters or more)"
    answer: str = typer.prompt(prompt, hide_input=True, confirmation_prompt="Once more")
    return answer


def _require_known(desk: Desk, email: str) -> None:
    if desk.accounts.find(email) is None:
        raise AccountError(f"There is no agent {email}.")


def _refuse_taken(desk: Desk, email: str) -> None:
    if desk.accounts.find(email) is not None:
        raise AccountError(f"There is already an agent {email}.")
