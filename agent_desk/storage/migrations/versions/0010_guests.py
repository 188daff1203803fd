"""From where a waiting chat came, and proofs of work.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

from agent_desk.storage.models import UtcDateTime

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("conversations", sa.Column("waiting_source", sa.String(64), nullable=True))
    op.create_table(
        "proofs",
        sa.Column("seal", sa.String(64), primary_key=True),
        sa.Column("shop_id", sa.String(64), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("holds_until", UtcDateTime(), nullable=False),
        sa.Column("forget_at", UtcDateTime(), nullable=False),
    )
    op.create_index("ix_proofs_holder", "proofs", ["token_hash", "shop_id"])
    op.create_index("ix_proofs_forget", "proofs", ["forget_at"])


def downgrade() -> None:
    op.drop_table("proofs")
    # Not as a batch: copying the table would break the foreign keys that refer to it.
    op.drop_column("conversations", "waiting_source")
