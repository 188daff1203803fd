"""Duty and capacity of agents, the wait of a chat, offers to agents, measured claims."""

import sqlalchemy as sa
from alembic import op

from agent_desk.storage.models import UtcDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Adds the columns and makes the tables. Agents who exist are on duty."""
    with op.batch_alter_table("agents") as table:
        table.add_column(
            sa.Column("duty", sa.String(length=8), nullable=False, server_default="on")
        )
        table.add_column(sa.Column("seen_at", UtcDateTime(), nullable=True))
        table.add_column(sa.Column("capacity", sa.Integer(), nullable=True))
        table.add_column(sa.Column("languages", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("team", sa.String(length=64), nullable=True))
    with op.batch_alter_table("conversations") as table:
        table.add_column(sa.Column("wait_began_at", UtcDateTime(), nullable=True))
        table.add_column(sa.Column("queued_at", UtcDateTime(), nullable=True))
        table.add_column(sa.Column("queued_place", sa.Integer(), nullable=True))
        table.add_column(sa.Column("wanted_team", sa.String(length=64), nullable=True))
        table.add_column(sa.Column("wanted_language", sa.String(length=8), nullable=True))
        table.create_index("ix_conversations_agent", ["agent_id", "state"])
    op.execute(
        "UPDATE conversations SET wait_began_at = waiting_since, queued_at = waiting_since, "
        "queued_place = 1 WHERE state = 'queued'"
    )
    op.create_table(
        "offers",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("agent_id", sa.String(length=32), nullable=False),
        sa.Column("offered_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"]),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ux_offers_open",
        "offers",
        ["conversation_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index("ix_offers_asked", "offers", ["conversation_id", "offered_at"])
    op.create_index("ix_offers_agent", "offers", ["agent_id", "offered_at"])
    op.create_table(
        "claims",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("shop_id", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("agent_id", sa.String(length=32), nullable=False),
        sa.Column("claimed_at", UtcDateTime(), nullable=False),
        sa.Column("wait_seconds", sa.Double(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("agents", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"]),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_claims_shop", "claims", ["shop_id", "claimed_at"])
