"""An entry may lead to a person or to another entry instead of having answers."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Adds the column. Older revisions have answers."""
    column = sa.Column("leads_to", sa.String(220), nullable=False, server_default="")
    op.add_column("revisions", column)


def downgrade() -> None:
    """Refused: such entries would be left without an answer."""
    raise NotImplementedError("go back to a backup of the database instead")
