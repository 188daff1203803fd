"""The address of a visitor whose question is open, as a keyed hash.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("conversations", sa.Column("written_from", sa.String(64), nullable=True))


def downgrade() -> None:
    op.drop_column("conversations", "written_from")
