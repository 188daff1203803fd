"""Visitors may say why an answer did not help."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Adds the column. Older lines have no reason."""
    op.add_column("messages", sa.Column("not_helpful_reason", sa.String(16), nullable=True))


def downgrade() -> None:
    """Drops it."""
    op.drop_column("messages", "not_helpful_reason")
