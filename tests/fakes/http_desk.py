"""The HTTP side of a desk on a database of its own, with cheap password hashes."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client import CollectorRegistry
from werkzeug.test import TestResponse

from agent_desk.api.errors import install_errors
from agent_desk.api.health import health_blueprint
from agent_desk.api.pages import pages_blueprint
from agent_desk.api.sessions import sessions_blueprint
from agent_desk.clock import Clock, utc_now
from agent_desk.metrics import Metrics
from agent_desk.security.accounts import Accounts
from agent_desk.security.desk_secret import DeskSecret
from agent_desk.security.headers import install_headers
from agent_desk.security.login import Login
from agent_desk.security.login_limits import LoginLimits
from agent_desk.security.passwords import Passwords
from agent_desk.security.rates import Rates
from agent_desk.security.requests import CSRF_HEADER, RequestGuard
from agent_desk.security.sessions import AgentSessions
from agent_desk.settings.desk import DeskSettings
from agent_desk.storage.database import Database
from agent_desk.storage.models import Base
from tests.fakes.clock import FakeClock

ORIGIN = "http://localhost"
EMAIL = "ana@shop.example"
PASSWORD = "correct horse battery"
SECRET = DeskSecret(b"a secret of the tests, 32 bytes.")


def cheap_passwords() -> Passwords:
    """argon2id as it should be, but with parameters for tests."""
    return Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def open_database(folder: Path, *, clock: Clock = utc_now) -> Database:
    database = Database(f"sqlite:///{folder / 'desk.sqlite3'}", clock=clock)
    Base.metadata.create_all(database.engine)
    return database


class HttpDesk:
    """``ended`` holds the ids of the sessions whose sockets the desk must cut."""

    def __init__(
        self,
        folder: Path,
        *,
        checks: dict[str, Callable[[], str | None]] | None = None,
        demo_orders: Callable[[], list[dict[str, Any]]] | None = None,
        hasher: PasswordHasher | None = None,
        **settings: Any,
    ) -> None:
        self.settings = DeskSettings(**settings)
        self.clock = FakeClock()
        self.database = open_database(folder, clock=self.clock)
        self.dist = folder / "dist"
        self.ended: list[str] = []
        self.sessions = AgentSessions(
            self.database,
            hours=self.settings.console.session_hours,
            idle_hours=self.settings.console.idle_hours,
        )
        self.accounts = Accounts(
            self.database,
            Passwords(hasher) if hasher else cheap_passwords(),
            shop_names=self.settings.shop_names,
        )
        self.limits = LoginLimits(self.settings.logins, SECRET)
        self.registry = CollectorRegistry()
        self.app = Flask("desk", static_folder=None)
        guard = RequestGuard(self.sessions, public_url=self.settings.public_url)
        guard.install(self.app)
        install_headers(self.app, hsts_seconds=self.settings.hsts_seconds)
        install_errors(self.app)
        self.app.register_blueprint(
            sessions_blueprint(
                guard=guard,
                sessions=self.sessions,
                login=Login(
                    self.database,
                    self.accounts,
                    self.limits,
                    Rates(self.settings.limits, clock=self.clock.seconds),
                    Metrics(),
                ),
                on_session_ended=self.ended.append,
                trusted_proxies=self.settings.trusted_proxies,
            )
        )
        self.app.register_blueprint(
            pages_blueprint(self.settings, dist=self.dist, demo_orders=demo_orders)
        )
        self.app.register_blueprint(
            health_blueprint(self.settings, checks=checks or {}, registry=self.registry)
        )

    def client(self) -> FlaskClient:
        """A browser of its own."""
        return self.app.test_client()

    def add_agent(self, email: str = EMAIL, password: str = PASSWORD) -> str:
        return self.accounts.add(email, name="Ana", shop_ids=["demo"], password=password).id

    def log_in(
        self,
        client: FlaskClient,
        email: str = EMAIL,
        password: str = PASSWORD,
        *,
        address: str = "127.0.0.1",
    ) -> TestResponse:
        return self.post(
            client,
            "/api/login",
            json={"email": email, "password": password},
            environ_base={"REMOTE_ADDR": address},
        )

    def post(self, client: FlaskClient, path: str, **request: Any) -> TestResponse:
        """Posts as a page of the desk does, with its origin and its CSRF token."""
        token = client.get("/api/session").get_json()["csrf_token"]
        return client.post(path, headers={"Origin": ORIGIN, CSRF_HEADER: token}, **request)

    def build_front_end(self) -> None:
        (self.dist / "assets").mkdir(parents=True)
        for page in ("demo", "console", "widget", "refused"):
            (self.dist / f"{page}.html").write_text(f"<!doctype html><title>{page}</title>")
        (self.dist / "widget.js").write_text("(()=>{})();")
        (self.dist / "assets" / "console-1a2b3c4d.js").write_text("export {};")

    def compress_front_end(self) -> None:
        """Adds copies as the build does; ``br`` is a stand-in, as Python cannot write brotli."""
        for file in [path for path in self.dist.rglob("*") if path.is_file()]:
            file.with_name(f"{file.name}.br").write_bytes(b"br of " + file.read_bytes())
            file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes()))
