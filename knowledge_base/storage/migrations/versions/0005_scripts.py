"""Candidates may be in one script of Chinese."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Makes room for "zh-Hans" beside "zh"."""
    with op.batch_alter_table("candidates") as table:
        table.alter_column("language", existing_type=sa.String(2), type_=sa.String(7))


def downgrade() -> None:
    """Refused: texts of two scripts would be mixed."""
    raise NotImplementedError("go back to a backup of the database instead")
