"""Plain names: ``awaiting_reply_since`` for ``owed_since``, ``released`` for ``gave_back``.

Revision ID: 0006
Revises: 0005
"""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    # Not as a batch: copying the table would break the foreign keys that refer to it.
    op.execute("ALTER TABLE conversations RENAME COLUMN owed_since TO awaiting_reply_since")
    op.execute("UPDATE offers SET outcome = 'released' WHERE outcome = 'gave_back'")


def downgrade() -> None:
    op.execute("UPDATE offers SET outcome = 'gave_back' WHERE outcome = 'released'")
    op.execute("ALTER TABLE conversations RENAME COLUMN awaiting_reply_since TO owed_since")
