"""Brings the tables to the revision that this code was written for."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection

from knowledge_base.errors import StoreTooNewError
from knowledge_base.storage.database import Database

VERSION_TABLE = "knowledge_base_revision"


def migrate(database: Database) -> None:
    """Does nothing when the tables are current. Raises StoreError, StoreTooNewError."""
    config = Config()
    config.set_main_option("script_location", "knowledge_base:storage/migrations")
    newest = ScriptDirectory.from_config(config).get_current_head()
    with database.reading() as connection:
        if _revision(connection) == newest:
            return
    with database.writing() as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise StoreTooNewError(
                f"the knowledge base's database is at revision {_revision(connection)}, "
                f"which this version of Relay does not know (it knows {newest})"
            ) from error


def _revision(connection: Connection) -> str | None:
    options = {"version_table": VERSION_TABLE}
    return MigrationContext.configure(connection, opts=options).get_current_revision()
