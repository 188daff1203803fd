"""What became of questions is stored."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Adds the table."""
    op.create_table(
        "outcomes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("shop_id", sa.String(64), nullable=False),
        sa.Column("version", sa.String(80), nullable=False),
        sa.Column("entry", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(20), nullable=True),
        sa.Column("is_right", sa.Boolean(), nullable=True),
        sa.Column("features", sa.Text(), nullable=False),
        sa.Column("chinese", sa.Boolean(), nullable=False),
        sa.Column("certain", sa.Boolean(), nullable=False),
        sa.Column("made_of", sa.Text(), nullable=False),
        sa.Column("about", sa.String(64), nullable=False),
        sa.Column("origin", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_outcomes_shop_id_about", "outcomes", ["shop_id", "about"])
    op.create_index("ix_outcomes_origin", "outcomes", ["origin"])


def downgrade() -> None:
    """Refused: what was learnt would be lost."""
    raise NotImplementedError("go back to a backup of the database instead")
