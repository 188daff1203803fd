"""Runs the revisions in the transaction of ``migrating.migrate``."""

from alembic import context

from agent_desk.storage.migrating import VERSION_TABLE
from agent_desk.storage.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
)
context.run_migrations()
