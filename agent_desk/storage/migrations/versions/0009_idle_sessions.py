"""When a log-in was last used. Those that exist count as used now.

Revision ID: 0009
Revises: 0008
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from agent_desk.storage.models import UtcDateTime

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("agent_sessions", sa.Column("last_used_at", UtcDateTime(), nullable=True))
    used = sa.table("agent_sessions", sa.column("last_used_at", UtcDateTime()))
    op.execute(used.update().values(last_used_at=datetime.now(UTC)))
    with op.batch_alter_table("agent_sessions") as table:
        table.alter_column("last_used_at", nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("agent_sessions") as table:
        table.drop_column("last_used_at")
