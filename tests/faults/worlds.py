"""Desks inside the test's process: quick to make, with a clock that the test moves."""

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from flask_socketio.test_client import SocketIOTestClient

from agent_desk.app import create_desk
from agent_desk.security.accounts import Accounts
from agent_desk.security.passwords import Passwords
from agent_desk.security.sessions import SESSION_COOKIE, AgentSessions
from agent_desk.settings.desk import (
    DeskSettings,
    LimitSettings,
)
from agent_desk.storage.database import Database
from agent_desk.storage.migrating import migrate
from tests.fakes.base import KnowsEverything
from tests.fakes.dialogue import FakeDialogue
from tests.integration.agent_desk.conftest import SHOP, Client, Clock

UNLIMITED = LimitSettings(
    visitor_messages="100000/minute",
    visitor_requests="100000/minute",
    address_connects="100000/minute",
)
AGENTS = ("Mei", "Bo")


@cache
def _template():
    """A migrated database with two agents who are logged in, and how they are."""
    folder = Path(mkdtemp(prefix="relay-faults-"))
    database = Database(f"sqlite:///{folder / 'desk.sqlite3'}")
    migrate(database)
    accounts, sessions = (
        Accounts(database, Passwords()),
        AgentSessions(database, hours=100, clock=Clock()),
    )
    logins = []
    for name in AGENTS:
        agent = accounts.add(
            f"{name.lower()}@shop.example", name=name, shop_ids=["demo"], password="correct horse"
        )
        made = sessions.create(agent.id)
        logins.append((made.token, made.signed_in.csrf_token))
    database.engine.dispose()
    return folder, logins


class ThinkingDialogue(FakeDialogue):
    """Lets something happen while it thinks: ``meanwhile()``."""

    meanwhile = None

    def turn(self, *arguments, **options):
        if self.meanwhile is not None:
            self.meanwhile()
        return super().turn(*arguments, **options)


class SmallWorld:
    """A desk on a database of its own; ``restart`` makes another desk on the same one."""

    def __init__(self, folder, *, base=None, **settings):
        template, self._logins = _template()
        for file in template.iterdir():
            shutil.copy(file, folder)
        self.base = base or KnowsEverything()
        self.dialogue = ThinkingDialogue()
        self.clock = Clock()
        self._settings = DeskSettings(
            database_url=f"sqlite:///{folder / 'desk.sqlite3'}",
            shops={"demo": SHOP},
            limits=UNLIMITED,
            **settings,
        )
        self.desk = None
        self.restart()

    def restart(self):
        """A new desk; whoever was connected is not connected to it."""
        if self.desk is not None:
            self.close()
        self.desk = create_desk(
            self._settings, knowledge_base=self.base, dialogue=self.dialogue, clock=self.clock
        )

    def close(self):
        self.desk.database.engine.dispose()
        # Where every client ever made is kept, and with it its desk.
        SocketIOTestClient.clients.clear()

    def visitor(self, **auth):
        auth = {"shop_id": "demo", "language": "en"} | auth
        return Client(self.desk.socketio, self.desk.app, "/visitor", auth)

    def agent(self, number):
        token, csrf_token = self._logins[number]
        http = self.desk.app.test_client()
        http.set_cookie(SESSION_COOKIE, token)
        auth = {"csrf_token": csrf_token}
        return Client(self.desk.socketio, self.desk.app, "/agent", auth, http)

    def answer_turns(self):
        self.clock.advance(5)
        return self.desk.turns.run_due()
