"""Brings the tables to the revision that this code was written for."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError

from agent_desk.errors import StartError
from agent_desk.storage.database import Database
from agent_desk.storage.transaction import Transaction

VERSION_TABLE = "desk_revision"


def migrate(database: Database) -> bool:
    """True when something was changed; one transaction, so a failure changes nothing.

    Raises StartError when a newer version of Relay has been here, and
    StorageUnavailableError.
    """
    config = Config()
    config.set_main_option("script_location", "agent_desk:storage/migrations")
    config.set_main_option("path_separator", "os")
    return database.write(_upgrade, config)


def _upgrade(transaction: Transaction, config: Config) -> bool:
    newest = ScriptDirectory.from_config(config).get_current_head()
    connection = transaction.connection()
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    found = context.get_current_revision()
    if found == newest:
        return False
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StartError(
            f"The desk's database is at revision {found}, which this version of Relay "
            f"does not know (it knows {newest})."
        ) from error
    return True
