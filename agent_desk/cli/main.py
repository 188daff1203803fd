"""Commands for people who run a desk. Errors are one line."""

from __future__ import annotations

import json

import structlog
import typer
from rich.console import Console
from rich.text import Text

from agent_desk.app import create_desk
from agent_desk.cli.agents import agents
from agent_desk.cli.files import close_files
from agent_desk.cli.orders import orders
from agent_desk.cli.shops.commands import shops
from agent_desk.cli.startup import command_settings, intent_warnings, settings_warnings
from agent_desk.demo import fill_demo
from agent_desk.domain.plain_text import neutral
from agent_desk.errors import DeskError
from agent_desk.events.schema import json_schema
from agent_desk.server.logging import set_up_logging
from agent_desk.server.run import serve as serve_desk
from agent_desk.settings.desk import DeskSettings
from agent_desk.storage.database import Database
from agent_desk.storage.migrating import migrate as migrate_database
from agent_desk.texts.table import table
from knowledge_base import KnowledgeBaseError
from knowledge_base.configuration import settings_in_use
from knowledge_base.private_files import keep_files_private

logger = structlog.get_logger(__name__)

cli = typer.Typer(no_args_is_help=True, add_completion=False, help="Relay's desk.")
cli.add_typer(agents, name="agents")
cli.add_typer(orders, name="orders")
cli.add_typer(shops, name="shops")


def main() -> None:
    """Runs a command. On an error of our own, prints one line and exits with 1."""
    keep_files_private()
    try:
        cli()
    except (DeskError, KnowledgeBaseError) as error:
        said = " ".join([str(error), *getattr(error, "__notes__", ())])
        line = Text(neutral(said), style="red")
        Console(stderr=True).print(line, soft_wrap=True)
        raise SystemExit(1) from None


@cli.command()
def serve() -> None:
    """Run the desk, with the settings of config.yml and RELAY_AGENT_DESK_… variables."""
    settings = DeskSettings()
    set_up_logging(settings.log_format, lines_per_minute=settings.log_lines_per_minute)
    logger.info("settings_read", file=settings_in_use())
    for warning in close_files(settings):
        logger.warning("file_not_private", why=warning)
    migrate_database(Database(settings.database_url))
    for warning in settings_warnings(settings):
        logger.warning("settings_doubtful", why=warning)
    desk = create_desk(settings)
    for warning in intent_warnings(settings, desk.knowledge_base):
        logger.warning("intents_not_learned", why=warning)
    serve_desk(desk)


@cli.command()
def migrate() -> None:
    """Migrate the desk's database to this version."""
    settings = command_settings()
    changed = migrate_database(Database(settings.database_url))
    typer.echo("The database was migrated." if changed else "The database is up to date.")


@cli.command()
def demo() -> None:
    """Make the demo shop's orders and the demo agents, if they are missing."""
    for line in fill_demo(command_settings()):
        typer.echo(line)


@cli.command()
def texts() -> None:
    """Print every text that visitors read, with its placeholders, as a table (docs/texts.md)."""
    typer.echo(table())


@cli.command()
def schema() -> None:
    """Print the socket contract as JSON Schema."""
    typer.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))
