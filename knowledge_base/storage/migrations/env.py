"""Runs the revisions inside the transaction that ``migrating.migrate`` has opened."""

from alembic import context

from knowledge_base.storage.migrating import VERSION_TABLE
from knowledge_base.storage.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
)
context.run_migrations()
