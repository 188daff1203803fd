"""Messages that visitors leave; message offers and reminders of a conversation."""

import sqlalchemy as sa
from alembic import op

from agent_desk.storage.models import UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Adds the columns and makes the table."""
    with op.batch_alter_table("visitors") as table:
        table.add_column(sa.Column("seen_at", UtcDateTime(), nullable=True))
    with op.batch_alter_table("conversations") as table:
        table.add_column(sa.Column("message_offer", sa.String(length=16), nullable=True))
        table.add_column(sa.Column("reminded_at", UtcDateTime(), nullable=True))
    op.create_table(
        "left_messages",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("message_id", sa.String(length=32), nullable=False),
        sa.Column("reference", sa.String(length=16), nullable=False),
        sa.Column("contact_kind", sa.String(length=8), nullable=False),
        sa.Column("contact", sa.String(length=255), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=True),
        sa.Column("left_at", UtcDateTime(), nullable=False),
        sa.Column("answer_by", UtcDateTime(), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.Column("seen_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"]),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("message_id"),
        sa.UniqueConstraint("reference"),
    )
    op.create_index("ix_left_messages_conversation_id", "left_messages", ["conversation_id"])
