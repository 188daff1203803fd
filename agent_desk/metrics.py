"""What the desk counts for Prometheus. docs/operations.md explains each metric."""

from __future__ import annotations

from typing import Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from agent_desk.domain import events

# ``unreachable``: the source did not answer, or not in time. ``busy``: too many look-ups ran at
# once. ``paused``: the circuit was open.
LookUpEnd = Literal["answered", "failed", "unreachable", "busy", "paused"]


class Metrics:
    """Each desk has its own registry, so that two desks in a test do not share counts."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.turns = Counter(
            "relay_turns",
            "Turns of the bot by what was decided.",
            ["decision"],
            registry=self.registry,
        )
        self.handoffs = Counter(
            "relay_handoffs",
            "Handoffs by the bot, by reason.",
            ["reason"],
            registry=self.registry,
        )
        self.offers = Counter(
            "relay_offers",
            "Offers of waiting chats to agents, by how they ended.",
            ["outcome"],
            registry=self.registry,
        )
        self.time_to_claim_seconds = Histogram(
            "relay_time_to_claim_seconds",
            "Time from entering the queue to an agent's claim.",
            buckets=(5, 15, 30, 60, 120, 300, 600, 1800, 3600),
            registry=self.registry,
        )
        self.waits = Counter(
            "relay_waits",
            "Waits for a person, by step: a notice to the visitor, or an end.",
            ["step"],
            registry=self.registry,
        )
        self.left_messages = Counter(
            "relay_left_messages",
            "Messages that visitors left, by the reason why nobody came.",
            ["reason"],
            registry=self.registry,
        )
        self.proofs = Counter(
            "relay_proofs",
            "Proofs of work: asked for, accepted, or refused, by why.",
            ["outcome"],
            registry=self.registry,
        )
        self.idle = Counter(
            "relay_idle_chats",
            "Chats whose visitor fell silent: reminded or closed.",
            ["step"],
            registry=self.registry,
        )
        self.connections = Gauge(
            "relay_connections", "Connections that are open.", registry=self.registry
        )
        self.refused = Counter(
            "relay_connections_refused",
            "Connections that the desk refused, by reason.",
            ["why"],
            registry=self.registry,
        )
        self.cut_off = Counter(
            "relay_connections_cut_off",
            "Connections that the desk ended, by reason.",
            ["why"],
            registry=self.registry,
        )
        self.logins = Counter(
            "relay_logins",
            "Agents' log-ins, by how they ended.",
            ["outcome"],
            registry=self.registry,
        )
        self.rasa_breaker = Gauge(
            "relay_rasa_breaker",
            "The circuit breaker of Rasa: closed (0), open (1), or trying again (2).",
            registry=self.registry,
        )
        self.order_breaker = Gauge(
            "relay_order_breaker",
            "The circuit breaker of a shop's orders: closed (0), open (1), or trying again (2).",
            ["shop"],
            registry=self.registry,
        )
        self.order_look_ups = Counter(
            "relay_order_look_ups",
            "Look-ups in a shop's orders, by how they ended.",
            ["shop", "end"],
            registry=self.registry,
        )
        self.order_guessing_alarm = Gauge(
            "relay_order_guessing_alarm",
            "Whether a shop's alarm about guessed orders is raised (1) or not (0).",
            ["shop"],
            registry=self.registry,
        )
        self.turn_seconds = Histogram(
            "relay_turn_seconds",
            "Time from taking a turn to its reply.",
            registry=self.registry,
        )

        self.turns_waiting = Gauge(
            "relay_turns_waiting",
            "Turns that are due and have not begun.",
            registry=self.registry,
        )

    def count(self, event: events.Event) -> None:
        """Counts what happened in a committed transaction."""
        match event:
            case events.TurnAnswered(_, decision, handoff_reason):
                self.turns.labels(decision=decision).inc()
                if handoff_reason is not None:
                    self.handoffs.labels(reason=handoff_reason).inc()
            case events.TurnPostponed():
                self.turns.labels(decision="postponed").inc()
            case events.TurnDropped():
                self.turns.labels(decision="dropped").inc()
            case events.OfferEnded(_, outcome):
                self.offers.labels(outcome=outcome).inc()
            case events.ConversationClaimed(_, wait_seconds):
                self.time_to_claim_seconds.observe(wait_seconds)
            case events.WaitStepTaken(_, step):
                self.waits.labels(step=step).inc()
            case events.IdleStepTaken(_, step):
                self.idle.labels(step=step).inc()
            case events.MessageLeft(_, reason):
                self.left_messages.labels(reason=reason or "unasked").inc()

    def count_look_up(self, shop_id: str, end: LookUpEnd) -> None:
        """Counts a look-up in the shop's orders that has ended."""
        self.order_look_ups.labels(shop=shop_id, end=end).inc()
