"""Builds the desk from its parts. Nothing is started here."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask
from flask_socketio import SocketIO

from agent_desk.api.errors import install_errors
from agent_desk.api.health import Check, health_blueprint
from agent_desk.api.pages import pages_blueprint
from agent_desk.api.readiness import readiness_checks
from agent_desk.api.sessions import sessions_blueprint
from agent_desk.circuit_breaker import CircuitBreaker, CircuitState
from agent_desk.clock import Clock, utc_now
from agent_desk.demo import DEMO_SHOP
from agent_desk.demo.orders import showcase
from agent_desk.errors import StorageUnavailableError
from agent_desk.events.agent import AgentNamespace, AgentServices
from agent_desk.events.broadcast import Broadcast
from agent_desk.events.presence import Presence
from agent_desk.events.publisher import Publisher
from agent_desk.events.rooms import AGENTS, VISITORS
from agent_desk.events.visitor import VisitorNamespace, VisitorServices
from agent_desk.events.visitor_sockets import VisitorSockets
from agent_desk.metrics import Metrics
from agent_desk.orders.failed_look_ups import FailedLookUps
from agent_desk.orders.from_settings import lookups_from
from agent_desk.orders.guesses import Guesses
from agent_desk.orders.guessing_alarm import GuessingAlarm
from agent_desk.rasa.client import RasaClient
from agent_desk.rasa.dialogue import RasaDialogue
from agent_desk.rasa.engine import DialogueEngine
from agent_desk.security.accounts import Accounts
from agent_desk.security.desk_secret import DeskSecret, read_or_make_secret
from agent_desk.security.headers import install_headers
from agent_desk.security.login import Login
from agent_desk.security.login_limits import LoginLimits
from agent_desk.security.passwords import Passwords
from agent_desk.security.proof_of_work import ProofOfWork
from agent_desk.security.rates import Rates, window_of
from agent_desk.security.requests import RequestGuard
from agent_desk.security.sessions import AgentSessions
from agent_desk.security.starting import check_security_settings
from agent_desk.services.absences import Absences
from agent_desk.services.agent_actions import AgentActions
from agent_desk.services.attendance import Attendance
from agent_desk.services.handoff import Handoffs
from agent_desk.services.idle_chats import IdleChats
from agent_desk.services.message_leaving import MessageLeaving
from agent_desk.services.offers import Offers
from agent_desk.services.queue import PlaceUpdates, Queue
from agent_desk.services.roster import Roster
from agent_desk.services.source_limits import SourceLimits
from agent_desk.services.transfers import Transfers
from agent_desk.services.visitor_actions import VisitorActions
from agent_desk.services.visitor_threads import VisitorThreads
from agent_desk.services.wait_monitor import WaitMonitor
from agent_desk.settings.desk import DeskSettings
from agent_desk.settings.orders import SqlOrders
from agent_desk.storage.database import Database
from agent_desk.storage.proofs import use_up_proofs
from agent_desk.storage.shops import shops_off
from agent_desk.transport.connection_gate import ConnectionGate
from agent_desk.transport.socketio_server import create_socketio
from agent_desk.turns.answerer import Answerer
from agent_desk.turns.due import DueTurns
from agent_desk.turns.gather import Gatherer
from agent_desk.turns.outcomes import OutcomeRecorder
from agent_desk.turns.patience import ask_for_patience
from agent_desk.turns.shop_rules import shop_rules
from agent_desk.turns.worker import TurnWorker
from agent_desk.wording.wording import Wordings
from knowledge_base import KnowledgeBase, KnowledgeBaseSettings
from knowledge_base.configuration import resolve_path
from knowledge_base.language.scripts import load_converters

DIST = Path(__file__).parent / "web" / "dist"


@dataclass(frozen=True)
class Desk:
    """The parts that a server or a test uses."""

    settings: DeskSettings
    app: Flask
    socketio: SocketIO
    gate: ConnectionGate
    database: Database
    knowledge_base: KnowledgeBase
    accounts: Accounts
    agents: AgentNamespace
    visitor_sockets: VisitorSockets
    turns: TurnWorker
    outcomes: OutcomeRecorder
    roster: Roster
    offers: Offers
    absences: Absences
    wait_monitor: WaitMonitor
    idle_chats: IdleChats
    place_updates: PlaceUpdates


@dataclass(frozen=True)
class Ground:
    """What every other part uses."""

    settings: DeskSettings
    clock: Clock
    database: Database
    metrics: Metrics
    rates: Rates
    secret: DeskSecret
    sessions: AgentSessions
    accounts: Accounts


@dataclass(frozen=True)
class People:
    """Who is connected, who is on duty, and who waits."""

    presence: Presence
    roster: Roster
    attendance: Attendance
    wordings: Wordings
    limits: SourceLimits
    handoffs: Handoffs
    queue: Queue


def create_desk(
    settings: DeskSettings,
    *,
    knowledge_base: KnowledgeBase | None = None,
    dialogue: DialogueEngine | None = None,
    clock: Clock = utc_now,
) -> Desk:
    """A desk with ``settings``. Tests pass their own ``knowledge_base``, ``dialogue`` and ``clock``.

    Raises StartError if a setting makes the desk unsafe or impossible.
    """
    check_security_settings(settings)
    load_converters()
    ground = _ground(settings, clock)
    people = _people(ground)
    knowledge_base = knowledge_base or KnowledgeBase(KnowledgeBaseSettings())
    rasa = _rasa(ground, dialogue or RasaClient(settings.rasa))
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = settings.limits.frame_bytes
    socketio = create_socketio(app, settings)
    gate = ConnectionGate(
        socketio.server,
        settings,
        ground.metrics,
        ground.rates,
        ground.secret,
        namespaces=(VISITORS, AGENTS),
        clock=clock,
    )
    sockets = VisitorSockets(partial(socketio.server.disconnect, namespace=VISITORS), clock)
    broadcast = Broadcast(socketio, settings, people.queue, sockets)
    alarm = _guessing_alarm(ground)
    guesses = Guesses(settings.limits, ground.secret, alarm, on_wrong_guess=use_up_proofs)
    failures = FailedLookUps(settings.limits, ground.secret)
    lookups = lookups_from(settings, guesses, failures, ground.database, ground.metrics, clock)
    gatherer = Gatherer(
        rasa,
        knowledge_base,
        lookups,
        {shop_id: shop_rules(shop) for shop_id, shop in settings.shops.items()},
        people.wordings,
    )
    answerer = Answerer(gatherer, settings.policy, people.wordings)
    turns = _turns(ground, people, broadcast, answerer)
    outcomes = OutcomeRecorder(knowledge_base, clock)
    publisher = Publisher(broadcast, ground.metrics, turn_due=turns.plan, outcome=outcomes.add)
    ground.database.on_commit(publisher.publish)
    agents = _agents(ground, people, broadcast)
    for namespace in (agents, _visitors(ground, people, broadcast, sockets, alarm)):
        namespace.count = partial(ground.rates.hit, "socket_requests")
        namespace.forget = partial(ground.rates.forget, "socket_requests")
        socketio.on_namespace(namespace)
    checks = readiness_checks(rasa, ground.database, knowledge_base, list(settings.shops))
    _install_http(app, ground, agents, checks)
    return Desk(
        settings=settings,
        app=app,
        socketio=socketio,
        gate=gate,
        database=ground.database,
        knowledge_base=knowledge_base,
        accounts=ground.accounts,
        agents=agents,
        visitor_sockets=sockets,
        turns=turns,
        outcomes=outcomes,
        roster=people.roster,
        offers=Offers(settings.console, ground.database, people.roster),
        absences=Absences(settings.console, ground.database, people.roster),
        wait_monitor=WaitMonitor(
            settings.handoff,
            ground.database,
            people.attendance,
            people.wordings,
            is_connected=sockets.is_connected,
        ),
        idle_chats=IdleChats(settings.idle, ground.database),
        place_updates=PlaceUpdates(
            ground.database, people.queue, shop_ids=list(settings.shops), send=broadcast.place
        ),
    )


def _ground(settings: DeskSettings, clock: Clock) -> Ground:
    database = Database(settings.database_url, clock=clock)
    return Ground(
        settings=settings,
        clock=clock,
        database=database,
        metrics=Metrics(),
        rates=Rates(settings.limits),
        secret=read_or_make_secret(resolve_path(settings.secret_file)),
        sessions=AgentSessions(
            database,
            hours=settings.console.session_hours,
            idle_hours=settings.console.idle_hours,
        ),
        accounts=Accounts(database, Passwords(), shop_names=settings.shop_names),
    )


def _people(ground: Ground) -> People:
    settings, clock = ground.settings, ground.clock
    presence = Presence(clock)
    roster = Roster(settings.console, ground.database, presence)
    attendance = Attendance(settings.shops, roster)
    wordings = Wordings(settings.shops, clock)
    limits = SourceLimits(settings.limits, ground.secret.keyed_hash)
    return People(
        presence=presence,
        roster=roster,
        attendance=attendance,
        wordings=wordings,
        limits=limits,
        handoffs=Handoffs(attendance, wordings, limits),
        queue=Queue(settings.console, roster),
    )


def _rasa(ground: Ground, engine: DialogueEngine) -> RasaDialogue:
    settings = ground.settings.rasa
    breaker = CircuitBreaker(
        failures=settings.failures, pause_seconds=settings.pause_seconds, clock=ground.clock
    )
    rasa = RasaDialogue(engine, breaker, patience_seconds=settings.patience_seconds)
    states = list(CircuitState)
    ground.metrics.rasa_breaker.set_function(lambda: states.index(rasa.circuit))
    return rasa


def _guessing_alarm(ground: Ground) -> GuessingAlarm:
    rate = ground.settings.limits.shop_order_attempts
    alarm = GuessingAlarm(window_of("shop_order_attempts", rate))

    def state(shop_id: str) -> float:
        try:
            with ground.database.read() as session:
                return float(alarm.is_raised(session, shop_id))
        except StorageUnavailableError:
            return math.nan  # the other metrics are shown all the same

    for shop_id in ground.settings.shops:
        gauge = ground.metrics.order_guessing_alarm.labels(shop=shop_id)
        gauge.set_function(partial(state, shop_id))
    return alarm


def _turns(ground: Ground, people: People, broadcast: Broadcast, answerer: Answerer) -> TurnWorker:
    settings = ground.settings
    due = DueTurns(
        settings.turns,
        people.handoffs,
        people.limits,
        {
            shop_id: timedelta(seconds=shop.proof.holds_seconds)
            for shop_id, shop in settings.shops.items()
        },
        retry_seconds=settings.rasa.retry_seconds,
    )
    return TurnWorker(
        settings.turns,
        ground.database,
        answerer,
        due,
        ground.metrics,
        show_typing=partial(broadcast.typing_to_visitor, author="bot"),
        ask_for_patience=partial(ask_for_patience, people.wordings),
    )


def _agents(ground: Ground, people: People, broadcast: Broadcast) -> AgentNamespace:
    text_length = ground.settings.limits.text_length
    return AgentNamespace(
        AGENTS,
        settings=ground.settings,
        database=ground.database,
        sessions=ground.sessions,
        presence=people.presence,
        broadcast=broadcast,
        services=AgentServices(
            roster=people.roster,
            actions=AgentActions(people.roster, text_length=text_length),
            transfers=Transfers(people.roster, text_length=text_length),
        ),
    )


def _visitors(
    ground: Ground,
    people: People,
    broadcast: Broadcast,
    sockets: VisitorSockets,
    alarm: GuessingAlarm,
) -> VisitorNamespace:
    settings = ground.settings
    threads = VisitorThreads(reopen_hours=settings.reopen_hours)
    return VisitorNamespace(
        VISITORS,
        settings=settings,
        database=ground.database,
        sockets=sockets,
        rates=ground.rates,
        secret=ground.secret,
        proofs=ProofOfWork(
            settings.proof_of_work, ground.secret, ground.metrics, is_raised=alarm.is_raised
        ),
        broadcast=broadcast,
        services=VisitorServices(
            actions=VisitorActions(
                settings, people.handoffs, people.limits, threads, people.wordings
            ),
            messages=MessageLeaving(
                settings, people.attendance, people.wordings, people.limits, threads
            ),
            threads=threads,
            queue=people.queue,
        ),
    )


def _install_http(
    app: Flask, ground: Ground, agents: AgentNamespace, checks: Mapping[str, Check]
) -> None:
    settings = ground.settings
    guard = RequestGuard(ground.sessions, public_url=settings.public_url)
    guard.install(app)
    install_headers(app, hsts_seconds=settings.hsts_seconds)
    install_errors(app)
    app.register_blueprint(
        health_blueprint(settings, checks=checks, registry=ground.metrics.registry)
    )
    app.register_blueprint(
        sessions_blueprint(
            guard=guard,
            sessions=ground.sessions,
            login=Login(
                ground.database,
                ground.accounts,
                LoginLimits(settings.logins, ground.secret),
                ground.rates,
                ground.metrics,
            ),
            on_session_ended=agents.cut_off,
            trusted_proxies=settings.trusted_proxies,
        )
    )
    app.register_blueprint(
        pages_blueprint(
            settings,
            dist=DIST,
            demo_orders=lambda: _demo_orders(settings),
            shops_off=lambda: _shops_off(ground.database),
        )
    )


def _shops_off(database: Database) -> set[str]:
    try:
        with database.read() as session:
            return shops_off(session)
    except StorageUnavailableError:
        return set()  # the widget says itself what is wrong


def _demo_orders(settings: DeskSettings) -> list[dict[str, Any]]:
    shop = settings.shops.get(DEMO_SHOP)
    return showcase(shop.orders.url) if shop and isinstance(shop.orders, SqlOrders) else []
