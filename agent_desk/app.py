"""Puts the desk together: one function makes everything and hands out what it made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from flask_socketio import SocketIO

from agent_desk.answering import Answerer
from agent_desk.api.errors import install_errors
from agent_desk.api.health import health_blueprint
from agent_desk.api.pages import pages_blueprint
from agent_desk.api.sessions import sessions_blueprint
from agent_desk.clock import Clock, utc_now
from agent_desk.demo import DEMO_SHOP
from agent_desk.demo.orders import showcase
from agent_desk.events.agent import AgentNamespace
from agent_desk.events.broadcast import AGENTS, VISITORS, Broadcast
from agent_desk.events.presence import Presence, VisitorAddresses
from agent_desk.events.visitor import VisitorNamespace
from agent_desk.metrics import Metrics
from agent_desk.rasa_client import DialogueEngine, RasaClient
from agent_desk.readiness import readiness_checks
from agent_desk.security.accounts import Accounts
from agent_desk.security.headers import install_headers
from agent_desk.security.origins import socket_origin_check
from agent_desk.security.passwords import Passwords
from agent_desk.security.rates import Rates
from agent_desk.security.requests import RequestGuard
from agent_desk.security.sessions import AgentSessions
from agent_desk.security.starting import check_security_settings
from agent_desk.services.absences import Absences
from agent_desk.services.agent_side import AgentSide
from agent_desk.services.orders import build_lookups
from agent_desk.services.visitor_side import VisitorSide
from agent_desk.settings import DeskSettings, SqlOrders
from agent_desk.storage.database import Database
from agent_desk.turns import TurnWorker
from agent_desk.websocket import limit_frames, refuse_reserved_events
from knowledge_base import KnowledgeBase, KnowledgeBaseSettings

DIST = Path(__file__).parent / "web" / "dist"


@dataclass(frozen=True)
class Desk:
    """The parts that a server or a test holds on to."""

    settings: DeskSettings
    app: Flask
    socketio: SocketIO
    database: Database
    base: KnowledgeBase
    turns: TurnWorker
    accounts: Accounts
    agents: AgentNamespace
    absences: Absences


def create_desk(
    settings: DeskSettings,
    *,
    base: KnowledgeBase | None = None,
    dialogue: DialogueEngine | None = None,
    clock: Clock = utc_now,
) -> Desk:
    """Everything wired, nothing started. ``base`` and ``dialogue`` are seams for tests.

    Raises StartError when a setting makes the desk unsafe or impossible.
    """
    check_security_settings(settings)
    database = Database(settings.database_url)
    base = base or KnowledgeBase(KnowledgeBaseSettings())
    dialogue = dialogue or RasaClient(settings.rasa)
    metrics = Metrics()
    rates = Rates(settings.limits)
    presence, addresses = Presence(clock), VisitorAddresses()

    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = settings.limits.frame_bytes
    socketio = SocketIO(
        app,
        async_mode="gevent",
        async_handlers=False,
        manage_session=False,
        cors_allowed_origins=socket_origin_check(settings.public_url),
        max_http_buffer_size=settings.limits.frame_bytes,
        always_connect=False,
    )
    limit_frames(socketio, settings.limits.frame_bytes)
    refuse_reserved_events(socketio)
    broadcast = Broadcast(socketio, settings, database, presence)
    answerer = Answerer(dialogue, base, build_lookups(settings, rates), settings.policy)
    turns = TurnWorker(
        settings.turns,
        database,
        broadcast,
        answerer,
        metrics,
        address_of=addresses.of,
        clock=clock,
    )
    sessions = AgentSessions(database, hours=settings.console.session_hours, clock=clock)
    accounts = Accounts(database, Passwords())

    agents = AgentNamespace(
        AGENTS,
        settings=settings,
        database=database,
        desk=AgentSide(settings, database, broadcast, turn_due=turns.wake, clock=clock),
        broadcast=broadcast,
        sessions=sessions,
        presence=presence,
    )
    visitors = VisitorNamespace(
        VISITORS,
        settings=settings,
        database=database,
        desk=VisitorSide(settings, database, broadcast, turn_due=turns.wake, clock=clock),
        broadcast=broadcast,
        addresses=addresses,
        rates=rates,
        clock=clock,
    )
    socketio.on_namespace(agents)
    socketio.on_namespace(visitors)

    absences = Absences(
        settings.console, database, broadcast, last_seen=presence.last_seen, clock=clock
    )

    guard = RequestGuard(sessions, public_url=settings.public_url)
    guard.install(app)
    install_headers(app)
    install_errors(app)
    app.register_blueprint(
        health_blueprint(
            checks=readiness_checks(dialogue, database, base, list(settings.shops)),
            registry=metrics.registry,
            metrics_public=settings.metrics_public,
        )
    )
    app.register_blueprint(
        sessions_blueprint(
            guard=guard,
            sessions=sessions,
            accounts=accounts,
            rates=rates,
            on_session_ended=agents.cut_off,
            trusted_proxies=settings.trusted_proxies,
        )
    )
    app.register_blueprint(
        pages_blueprint(settings, dist=DIST, demo_orders=lambda: _demo_orders(settings))
    )
    return Desk(settings, app, socketio, database, base, turns, accounts, agents, absences)


def _demo_orders(settings: DeskSettings) -> list[dict[str, Any]]:
    shop = settings.shops.get(DEMO_SHOP)
    return showcase(shop.orders.url) if shop and isinstance(shop.orders, SqlOrders) else []
