"""Revisions say what each text of their entry is filed under."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Adds the column. Older revisions leave it empty: they are filed under their file."""
    column = sa.Column("filings", sa.Text, nullable=False, server_default="")
    op.add_column("revisions", column)


def downgrade() -> None:
    """Refused: what entries are filed under would be lost."""
    raise NotImplementedError("go back to a backup of the database instead")
