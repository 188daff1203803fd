"""Names that say what they mean: since when a visitor waits for a reply, and a release.

Revision ID: 0006
Revises: 0005
"""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    # In place: a table that is copied would have to let go of what refers to it.
    op.execute("ALTER TABLE conversations RENAME COLUMN owed_since TO awaiting_reply_since")
    op.execute("UPDATE offers SET outcome = 'released' WHERE outcome = 'gave_back'")


def downgrade() -> None:
    op.execute("UPDATE offers SET outcome = 'gave_back' WHERE outcome = 'released'")
    op.execute("ALTER TABLE conversations RENAME COLUMN awaiting_reply_since TO owed_since")
