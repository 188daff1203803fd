"""Since when an agent owes a line.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

from agent_desk.storage.models import UtcDateTime

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    with op.batch_alter_table("conversations") as table:
        table.add_column(sa.Column("owed_since", UtcDateTime(), nullable=True))
    # Whoever holds a chat is given their time from its last line on.
    op.execute("UPDATE conversations SET owed_since = updated_at WHERE state = 'assigned'")


def downgrade() -> None:
    with op.batch_alter_table("conversations") as table:
        table.drop_column("owed_since")
