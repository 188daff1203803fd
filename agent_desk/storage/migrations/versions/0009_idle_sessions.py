"""When a log-in was last used. Those that exist end: their agents log in again.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

from agent_desk.storage.models import UtcDateTime

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.execute("DELETE FROM agent_sessions")
    with op.batch_alter_table("agent_sessions", recreate="always") as table:
        table.add_column(sa.Column("last_used_at", UtcDateTime(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("agent_sessions") as table:
        table.drop_column("last_used_at")
