"""Puts the desk together: one function makes everything and hands out what it made."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask
from flask_socketio import SocketIO

from agent_desk.api.errors import install_errors
from agent_desk.api.health import health_blueprint
from agent_desk.api.pages import pages_blueprint
from agent_desk.api.readiness import readiness_checks
from agent_desk.api.sessions import sessions_blueprint
from agent_desk.clock import Clock, utc_now
from agent_desk.demo import DEMO_SHOP
from agent_desk.demo.orders import showcase
from agent_desk.events.agent import AgentNamespace
from agent_desk.events.presence import Presence, VisitorAddresses
from agent_desk.events.publisher import (
    AGENTS,
    VISITORS,
    Broadcast,
)
from agent_desk.events.visitor import VisitorNamespace
from agent_desk.metrics import Metrics
from agent_desk.orders import build_lookups
from agent_desk.rasa.circuit_breaker import (
    Breaker,
    BreakerState,
)
from agent_desk.rasa.client import (
    DialogueEngine,
    RasaClient,
)
from agent_desk.rasa.guarded import GuardedDialogue
from agent_desk.security.accounts import Accounts
from agent_desk.security.headers import install_headers
from agent_desk.security.passwords import Passwords
from agent_desk.security.rates import Rates
from agent_desk.security.requests import RequestGuard
from agent_desk.security.sessions import AgentSessions
from agent_desk.security.starting import check_security_settings
from agent_desk.services.absences import Absences
from agent_desk.services.agent_actions import AgentSide
from agent_desk.services.attendance import Attendance
from agent_desk.services.duty import DutySide
from agent_desk.services.idle_chats import IdleChats
from agent_desk.services.message_leaving import MessageLeaving
from agent_desk.services.offers import Offers
from agent_desk.services.queue import Queue, QueueTeller
from agent_desk.services.roster import Roster
from agent_desk.services.transfer import Transfers
from agent_desk.services.visitor_actions import VisitorSide
from agent_desk.services.visitor_threads import VisitorThreads
from agent_desk.services.wait_monitor import Endings
from agent_desk.settings.desk import (
    DeskSettings,
    SqlOrders,
)
from agent_desk.storage.database import Database
from agent_desk.transport.connection_gate import ConnectionGate
from agent_desk.transport.socketio_server import create_socketio
from agent_desk.turns.answerer import Answerer
from agent_desk.turns.due import DueTurns
from agent_desk.turns.worker import TurnWorker
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
    gate: ConnectionGate
    roster: Roster
    offers: Offers
    places: QueueTeller
    endings: Endings
    idle: IdleChats


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
    breaker = Breaker(
        failures=settings.rasa.failures, pause_seconds=settings.rasa.pause_seconds, clock=clock
    )
    guarded = GuardedDialogue(
        dialogue or RasaClient(settings.rasa),
        breaker,
        patience_seconds=settings.rasa.patience_seconds,
    )
    metrics = Metrics()
    metrics.rasa_breaker.set_function(lambda: list(BreakerState).index(guarded.breaker))
    rates = Rates(settings.limits)
    presence, addresses = Presence(clock), VisitorAddresses()

    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = settings.limits.frame_bytes
    socketio = create_socketio(app, settings)
    gate = ConnectionGate(
        socketio.server, settings, metrics, namespaces=(VISITORS, AGENTS), clock=clock
    )
    roster = Roster(settings.console, database, presence, clock=clock)
    queue = Queue(settings.console, roster, clock=clock)
    broadcast = Broadcast(socketio, settings, database, queue, metrics)
    answerer = Answerer(guarded, base, build_lookups(settings, rates), settings.policy)
    attendance = Attendance(settings.shops, roster)
    due_turns = DueTurns(
        settings.turns,
        database,
        broadcast,
        attendance,
        metrics,
        gave_up=answerer.gave_up,
        address_of=addresses.of,
        retry_seconds=settings.rasa.retry_seconds,
        clock=clock,
    )
    turns = TurnWorker(
        settings.turns, database, broadcast, answerer, due_turns, metrics, clock=clock
    )
    sessions = AgentSessions(database, hours=settings.console.session_hours, clock=clock)
    accounts = Accounts(database, Passwords())

    offers = Offers(settings.console, database, broadcast, roster, clock=clock)
    agents = AgentNamespace(
        AGENTS,
        settings=settings,
        database=database,
        desk=AgentSide(
            settings, database, broadcast, roster, metrics, turn_due=turns.wake, clock=clock
        ),
        broadcast=broadcast,
        sessions=sessions,
        presence=presence,
        roster=roster,
        offers=offers,
        transfers=Transfers(
            database, broadcast, roster, text_length=settings.limits.text_length, clock=clock
        ),
        duty=DutySide(database, broadcast, clock=clock),
    )
    threads = VisitorThreads(broadcast, reopen_hours=settings.reopen_hours, clock=clock)
    visitors = VisitorNamespace(
        VISITORS,
        settings=settings,
        database=database,
        desk=VisitorSide(
            settings, database, broadcast, attendance, threads, turn_due=turns.wake, clock=clock
        ),
        messages=MessageLeaving(
            settings, database, broadcast, attendance, threads, metrics, clock=clock
        ),
        broadcast=broadcast,
        queue=queue,
        addresses=addresses,
        rates=rates,
        clock=clock,
    )
    for namespace in (agents, visitors):
        namespace.count = partial(rates.hit, "socket_requests")
        socketio.on_namespace(namespace)

    absences = Absences(settings.console, database, broadcast, roster, clock=clock)
    endings = Endings(
        settings.handoff,
        database,
        broadcast,
        attendance,
        metrics,
        is_connected=lambda token_hash: addresses.of(token_hash) is not None,
        clock=clock,
    )
    idle = IdleChats(settings.idle, database, broadcast, metrics, clock=clock)
    places = QueueTeller(database, queue, shop_ids=list(settings.shops), tell=broadcast.place_told)

    guard = RequestGuard(sessions, public_url=settings.public_url)
    guard.install(app)
    install_headers(app)
    install_errors(app)
    app.register_blueprint(
        health_blueprint(
            checks=readiness_checks(guarded, database, base, list(settings.shops)),
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
    return Desk(
        settings=settings,
        app=app,
        socketio=socketio,
        database=database,
        base=base,
        turns=turns,
        accounts=accounts,
        agents=agents,
        absences=absences,
        gate=gate,
        roster=roster,
        offers=offers,
        places=places,
        endings=endings,
        idle=idle,
    )


def _demo_orders(settings: DeskSettings) -> list[dict[str, Any]]:
    shop = settings.shops.get(DEMO_SHOP)
    return showcase(shop.orders.url) if shop and isinstance(shop.orders, SqlOrders) else []
