"""Desks inside the test's process that are quick to make, for tests that make hundreds."""

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from flask_socketio.test_client import SocketIOTestClient

from agent_desk.app import create_desk
from agent_desk.security.accounts import Accounts
from agent_desk.security.cookies import SESSION_COOKIE
from agent_desk.security.passwords import Passwords
from agent_desk.security.sessions import AgentSessions
from agent_desk.settings.desk import DeskSettings
from agent_desk.settings.limits import LimitSettings
from agent_desk.settings.types import GrowingDelaySettings
from agent_desk.storage.database import Database
from agent_desk.storage.migrating import migrate
from tests.fakes.base import KnowsEverything
from tests.fakes.clock import FakeClock
from tests.fakes.dialogue import FakeDialogue
from tests.fakes.sockets import AgentClient
from tests.fakes.world import SHOP, World

MANY = GrowingDelaySettings(free=100_000)
UNLIMITED = LimitSettings(
    handoffs=MANY,
    left_messages=MANY,
    waiting_chats=100_000,
    visitor_messages="100000/minute",
    visitor_requests="100000/minute",
    address_connects="100000/minute",
)
AGENTS = ("Mei", "Bo")


@cache
def _template():
    """A migrated database with two agents who are logged in, and their sessions."""
    folder = Path(mkdtemp(prefix="relay-faults-"))
    clock = FakeClock()
    database = Database(f"sqlite:///{folder / 'desk.sqlite3'}", clock=clock)
    migrate(database)
    accounts = Accounts(database, Passwords())
    sessions = AgentSessions(database, hours=100, idle_hours=100)
    logins = []
    for name in AGENTS:
        agent = accounts.add(
            f"{name.lower()}@shop.example",
            name=name,
            shop_ids=["demo"],
            password="correct horse battery",
        )
        made = sessions.create(agent.id)
        logins.append((made.token, made.signed_in.csrf_token))
    database.engine.dispose()
    return folder, logins


class ThinkingDialogue(FakeDialogue):
    """Lets something happen while it thinks: ``meanwhile()``."""

    meanwhile = None

    def turn(self, request):
        if self.meanwhile is not None:
            self.meanwhile()
        return super().turn(request)


class SmallWorld(World):
    """A desk on a copy of a database in which two agents are logged in already."""

    def __init__(self, folder, *, base=None, **settings):
        template, self._logins = _template()
        for file in template.iterdir():
            shutil.copy(file, folder)
        self._settings = DeskSettings(
            database_url=f"sqlite:///{folder / 'desk.sqlite3'}",
            secret_file=str(folder / "desk_secret"),
            shops={"demo": SHOP},
            limits=UNLIMITED,
            **settings,
        )
        super().__init__(None, ThinkingDialogue(), base or KnowsEverything(), FakeClock())
        self.restart()

    def restart(self):
        """Another desk on the same database. Nobody is connected to it."""
        if self.desk is not None:
            self.close()
        self.desk = create_desk(
            self._settings, knowledge_base=self.base, dialogue=self.dialogue, clock=self.clock
        )

    def close(self):
        self.desk.database.engine.dispose()
        # Flask-SocketIO keeps every test client here, and with it its desk.
        SocketIOTestClient.clients.clear()

    def agent(self, number):
        """One of the two who are logged in."""
        token, csrf_token = self._logins[number]
        http = self.desk.app.test_client()
        http.set_cookie(SESSION_COOKIE, token)
        return AgentClient(self.desk, csrf_token, http)
