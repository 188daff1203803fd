"""A chat knows in which language its visitor writes, if bot and desk do not speak it."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Adds the column. Of older chats nothing is known until their visitors write again."""
    op.add_column("conversations", sa.Column("other_language", sa.String(8), nullable=True))


def downgrade() -> None:
    """Drops it."""
    op.drop_column("conversations", "other_language")
