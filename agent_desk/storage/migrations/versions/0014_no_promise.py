"""A left message whose receipt promises an answer by no time.

Revision ID: 0014
Revises: 0013
"""

from alembic import op

from agent_desk.storage.models import UtcDateTime

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    with op.batch_alter_table("left_messages") as table:
        table.alter_column("answer_by", existing_type=UtcDateTime(), nullable=True)


def downgrade() -> None:
    op.execute("UPDATE left_messages SET answer_by = left_at WHERE answer_by IS NULL")
    with op.batch_alter_table("left_messages") as table:
        table.alter_column("answer_by", existing_type=UtcDateTime(), nullable=False)
