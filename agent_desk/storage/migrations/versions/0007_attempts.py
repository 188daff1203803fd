"""Tries that may only be made so often.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

from agent_desk.storage.models import UtcDateTime

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("forget_at", UtcDateTime(), nullable=False),
    )
    op.create_index("ix_attempts_key", "attempts", ["name", "key", "at"])
    op.create_index("ix_attempts_forget", "attempts", ["forget_at"])


def downgrade() -> None:
    op.drop_table("attempts")
