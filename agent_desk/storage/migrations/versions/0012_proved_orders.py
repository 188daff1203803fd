"""The orders that a visitor has proved in a conversation.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    column = sa.Column("proved_orders", sa.JSON(), nullable=False, server_default="[]")
    op.add_column("conversations", column)


def downgrade() -> None:
    # Not as a batch: copying the table would break the foreign keys that refer to it.
    op.drop_column("conversations", "proved_orders")
