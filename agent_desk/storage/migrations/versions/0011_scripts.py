"""The script of Chinese that a visitor writes.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    column = sa.Column("chinese", sa.String(8), nullable=False, server_default="zh-Hans")
    op.add_column("conversations", column)
    op.execute("UPDATE conversations SET chinese = 'zh-Hant' WHERE language = 'zh-Hant'")


def downgrade() -> None:
    # Not as a batch: copying the table would break the foreign keys that refer to it.
    op.drop_column("conversations", "chinese")
