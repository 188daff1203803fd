"""What is told of every line stands beside it, so that it need not be read again.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


# Table, column, type, default.
COLUMNS = (
    ("messages", "previous_shown_seq", sa.Integer(), "0"),
    ("conversations", "last_shown_seq", sa.Integer(), "0"),
    ("conversations", "last_person_line", sa.String(32), None),
    ("conversations", "has_left_message", sa.Boolean(), "0"),
    ("visitors", "conversations", sa.Integer(), "0"),
)


def upgrade() -> None:
    for table, name, kind, default in COLUMNS:
        column = sa.Column(name, kind, nullable=default is None, server_default=default)
        op.add_column(table, column)
    op.execute(
        "UPDATE messages SET previous_shown_seq = coalesce((SELECT max(before.seq) FROM messages "
        "AS before WHERE before.conversation_id = messages.conversation_id "
        "AND before.seq < messages.seq AND before.kind <> 'note'), 0)"
    )
    op.execute(
        "UPDATE conversations SET last_shown_seq = coalesce((SELECT max(seq) FROM messages "
        "WHERE conversation_id = conversations.id AND kind <> 'note'), 0), "
        "last_person_line = (SELECT id FROM messages WHERE conversation_id = conversations.id "
        "AND kind = 'text' AND author IN ('visitor', 'agent') ORDER BY seq DESC LIMIT 1), "
        "has_left_message = EXISTS (SELECT 1 FROM left_messages "
        "WHERE conversation_id = conversations.id)"
    )
    op.execute(
        "UPDATE visitors SET conversations = "
        "(SELECT count(*) FROM conversations WHERE visitor_id = visitors.id)"
    )


def downgrade() -> None:
    for table, name, _kind, _default in COLUMNS:
        op.drop_column(table, name)
