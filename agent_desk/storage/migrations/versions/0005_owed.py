"""Since when a visitor waits for the agent's reply.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

from agent_desk.storage.models import UtcDateTime

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("conversations", sa.Column("owed_since", UtcDateTime(), nullable=True))
    # An agent who has to reply gets the full time, from the last change on.
    op.execute(
        "UPDATE conversations SET owed_since = updated_at WHERE state = 'assigned'"
        " AND agent_id IS NOT (SELECT sender_id FROM messages"
        " WHERE conversation_id = conversations.id AND kind = 'text' ORDER BY seq DESC LIMIT 1)"
    )


def downgrade() -> None:
    # Not as a batch: copying the table would break the foreign keys that refer to it.
    op.drop_column("conversations", "owed_since")
