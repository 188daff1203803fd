"""Several desk processes at once, as threads with database connections of their own."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from agent_desk.domain.agent import AgentProfile
from agent_desk.domain.conversation import (
    Change,
    State,
)
from agent_desk.errors import CapacityReachedError, TransitionNotAllowedError
from agent_desk.events.presence import Presence
from agent_desk.security.accounts import Accounts
from agent_desk.services.agent_actions import AgentActions
from agent_desk.services.offers import Offers
from agent_desk.services.roster import Roster
from agent_desk.services.transitions import change_state
from agent_desk.settings.desk import DeskSettings
from agent_desk.storage.database import Database
from agent_desk.storage.migrating import migrate
from agent_desk.storage.models import Conversation, Offer, Visitor
from tests.fakes.http_desk import PASSWORD, cheap_passwords

PROCESSES, CAPACITY = 4, 2


class Process:
    """What one desk process has of its own; the database's file is everybody's."""

    def __init__(self, settings):
        self.database = Database(settings.database_url)
        self.roster = Roster(settings.console, self.database, Presence())
        self._actions = AgentActions(self.roster, text_length=100)
        self.offers = Offers(settings.console, self.database, self.roster)

    def claim(self, agent, chat):
        return self.database.write(self._actions.claim, agent, chat)


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.setenv("RELAY_CONFIG", str(tmp_path / "config.yml"))
    (tmp_path / "config.yml").write_text("agent_desk: {}\n")
    settings = DeskSettings(
        database_url=f"sqlite:///{tmp_path / 'desk.sqlite3'}",
        secret_file=str(tmp_path / "desk_secret"),
        console={"capacity": CAPACITY},
    )
    migrate(Database(settings.database_url))
    return settings


@pytest.fixture
def processes(settings):
    return [Process(settings) for _ in range(PROCESSES)]


@pytest.fixture
def people(settings, processes):
    """Three agents with a console open somewhere."""
    accounts = Accounts(Database(settings.database_url), cheap_passwords())
    people = [
        accounts.add(f"{name}@shop.example", name=name, shop_ids=["demo"], password=PASSWORD)
        for name in ("Mei", "Bo", "Ana")
    ]
    processes[0].roster.mark_seen(agent.id for agent in people)
    return people


@pytest.fixture
def waiting(settings):
    """Ids of ten chats that wait."""
    return Database(settings.database_url).write(begin_waits, 10)


def begin_waits(transaction, number):
    ids = []
    for token in range(number):
        visitor = Visitor(shop_id="demo", token_hash=str(token), created_at=transaction.now)
        transaction.add(visitor)
        transaction.flush()
        chat = Conversation(
            shop_id="demo",
            visitor_id=visitor.id,
            state=State.BOT,
            language="en",
            last_seq=0,
            epoch=0,
            answered_seq=0,
            created_at=transaction.now,
            updated_at=transaction.now,
        )
        transaction.add(chat)
        transaction.flush()
        change_state(transaction, chat, Change.HAND_OFF)
        ids.append(chat.id)
    return ids


def at_once(processes, work):
    """Runs ``work(process)`` in all of them, begun at the same time."""
    begin = Barrier(len(processes))

    def run(process):
        begin.wait()
        return work(process)

    with ThreadPoolExecutor(len(processes)) as pool:
        return list(pool.map(run, processes))


class TestManyProcesses:
    def test_a_chat_is_claimed_once_and_nobody_holds_more_than_they_can(
        self, processes, people, waiting
    ):
        def grab(process):
            claimed = []
            for chat in waiting:
                for agent in people:
                    try:
                        process.claim(agent, chat)
                    except (TransitionNotAllowedError, CapacityReachedError):
                        continue
                    claimed.append((chat, agent.id))
            return claimed

        told = [pair for claimed in at_once(processes, grab) for pair in claimed]

        with processes[0].database.read() as session:
            held = session.execute(
                select(Conversation.id, Conversation.agent_id).where(
                    Conversation.state == State.ASSIGNED
                )
            ).all()
        assert Counter(agent for _, agent in held) == {agent.id: CAPACITY for agent in people}
        # Whoever was told that a chat is theirs has it; again is the same answer.
        assert set(told) == {tuple(row) for row in held}

    def test_a_chat_rings_at_one_agent_and_nobody_beyond_their_room(
        self, processes, people, waiting
    ):
        made = at_once(processes, lambda process: [process.offers.run() for _ in range(5)])

        with processes[0].database.read() as session:
            offers = session.scalars(select(Offer)).all()
        assert sum(map(sum, made)) == len(offers) == CAPACITY * len(people)
        assert len({offer.conversation_id for offer in offers}) == len(offers)
        assert Counter(offer.agent_id for offer in offers) == {a.id: CAPACITY for a in people}

    def test_claims_and_offers_together_stay_within_the_room(self, processes, people, waiting):
        agent: AgentProfile = people[0]

        def work(process):
            for chat in waiting:
                process.offers.run()
                try:
                    process.claim(agent, chat)
                except (TransitionNotAllowedError, CapacityReachedError):
                    continue

        at_once(processes, work)
        processes[0].offers.run()

        with processes[0].database.read() as session:
            ringing = session.scalars(select(Offer).where(Offer.ended_at.is_(None))).all()
            chats = [session.get(Conversation, offer.conversation_id) for offer in ringing]
        assert {chat.state for chat in chats} == {State.QUEUED}
        assert agent.id not in {offer.agent_id for offer in ringing}
