"""An index for sweeps over the open chats of all shops.

Revision ID: 0004
Revises: 0003
"""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_index("ix_conversations_state", "conversations", ["state", "updated_at"])


def downgrade() -> None:
    op.drop_index("ix_conversations_state", "conversations")
