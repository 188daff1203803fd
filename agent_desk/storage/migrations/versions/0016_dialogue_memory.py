"""What the bot remembers of a chat beside Rasa's state.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    column = sa.Column("dialogue_memory", sa.JSON(), nullable=False, server_default="{}")
    op.add_column("conversations", column)


def downgrade() -> None:
    op.drop_column("conversations", "dialogue_memory")
