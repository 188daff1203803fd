"""A database of an earlier version: what its chats become."""

from datetime import UTC, datetime, timedelta

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import select, text

from agent_desk.storage.database import Database
from agent_desk.storage.migrating import migrate
from agent_desk.storage.models import Agent, AgentSession, Conversation, Message, Visitor

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


@pytest.fixture
def database(tmp_path):
    return Database(f"sqlite:///{tmp_path / 'desk.sqlite3'}")


def go_back(database, revision):
    config = Config()
    config.set_main_option("script_location", "agent_desk:storage/migrations")
    config.set_main_option("path_separator", "os")

    def downgrade(transaction):
        config.attributes["connection"] = transaction.connection()
        command.downgrade(config, revision)

    database.write(downgrade)


def fill(transaction, last):
    """One chat that Mei holds; its last line is by ``last``."""
    agent = Agent(
        email="mei@shop.example",
        name="Mei",
        password_hash="",
        shop_ids=["demo"],
        created_at=NOW,
    )
    visitor = Visitor(shop_id="demo", token_hash="t", created_at=NOW)
    transaction.add_all([agent, visitor])
    transaction.flush()
    chat = Conversation(
        shop_id="demo", visitor_id=visitor.id, agent_id=agent.id, state="assigned",
        language="en", last_seq=2, created_at=NOW, updated_at=NOW,
    )  # fmt: skip
    transaction.add(chat)
    transaction.flush()
    first = "agent" if last == "visitor" else "visitor"
    for seq, author in enumerate((first, last), start=1):
        sender = {"agent": agent, "visitor": visitor}[author].id
        line = Message(
            conversation_id=chat.id, seq=seq, author=author, sender_id=sender, created_at=NOW
        )
        transaction.add(line)


@pytest.mark.parametrize(("last", "awaited"), [("visitor", True), ("agent", False)])
def test_a_reply_is_awaited_where_the_agent_did_not_write_last(database, last, awaited):
    migrate(database)
    database.write(fill, last)
    go_back(database, "0004")

    assert migrate(database)

    with database.read() as session:
        since = session.scalar(text("SELECT awaiting_reply_since FROM conversations"))
    assert (since is not None) is awaited


def log_in(transaction):
    agent = transaction.scalar(select(Agent))
    transaction.add(
        AgentSession(
            token_hash="t",
            csrf_token="c",
            agent_id=agent.id,
            created_at=NOW,
            expires_at=NOW,
            last_used_at=NOW,
        )
    )


def test_log_ins_from_before_the_idle_time_out_count_as_used_now(database):
    migrate(database)
    database.write(fill, "agent")
    database.write(log_in)
    go_back(database, "0008")

    assert migrate(database)

    with database.read() as session:
        (kept,) = session.scalars(select(AgentSession)).all()
        assert session.now - kept.last_used_at < timedelta(minutes=5)


def test_what_is_told_of_older_lines_stands_beside_them(database):
    migrate(database)
    database.write(fill, "agent")
    go_back(database, "0014")

    assert migrate(database)

    with database.read() as session:
        chat = session.scalars(select(Conversation)).one()
        lines = session.scalars(select(Message).order_by(Message.seq)).all()
        assert [line.previous_shown_seq for line in lines] == [0, 1]
        assert (chat.last_shown_seq, chat.last_person_line) == (2, lines[1].id)
        assert not chat.has_left_message
        assert session.scalar(select(Visitor.conversations)) == 1


@pytest.mark.parametrize("earlier", ["0014", "0016", "0017"])
def test_of_older_chats_no_other_language_is_known(database, earlier):
    migrate(database)
    database.write(fill, "visitor")
    go_back(database, earlier)

    assert migrate(database)

    with database.read() as session:
        chat = session.scalars(select(Conversation)).one()
        assert (chat.language, chat.other_language) == ("en", None)
