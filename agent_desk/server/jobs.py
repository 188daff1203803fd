"""What the desk does in the background, and how often."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, NoReturn

import gevent
import structlog
from gevent import get_hub

from agent_desk.app import Desk
from agent_desk.errors import DeskError
from agent_desk.server import garbage_collector
from agent_desk.server.garbage_collector import GarbageCollector
from agent_desk.server.logging import report_left_out
from agent_desk.server.refits import Refits
from agent_desk.storage.attempts import drop_forgotten_attempts
from agent_desk.storage.database import Database
from agent_desk.storage.proofs import drop_forgotten_proofs
from knowledge_base import KnowledgeBaseError

logger = structlog.get_logger(__name__)

Step = Callable[[], object]

# Loading the index, and an encoder that needs torch, blocks the event loop. Before that, clients
# that the stop before has cut off come back, and get what they sent acknowledged.
ANSWER_AFTER_SECONDS = 0.5

REFIT_AFTER_SECONDS = 20.0
"""The command that made a change refits it; the desk takes over when that was stopped."""


@dataclass(frozen=True)
class Job:
    """Runs ``steps`` in their order, again and again, with ``period_seconds`` before each time.

    ``first`` runs once before that, ``delay_seconds`` after the start.
    """

    name: str
    period_seconds: float
    steps: tuple[Step, ...]
    first: tuple[Step, ...] = ()
    delay_seconds: float = 0.0


def background_jobs(desk: Desk) -> list[Job]:
    """All jobs but the turns, whose worker waits for work by itself."""
    knowledge_base, collector = desk.knowledge_base, GarbageCollector(lambda: desk.gate.ended)
    refreshes = tuple(
        _in_thread(knowledge_base.refresh, shop_id) for shop_id in desk.settings.shops
    )
    return [
        Job(
            "knowledge_base",
            1.0,
            refreshes,
            first=(_in_thread(knowledge_base.warm), garbage_collector.freeze),
            delay_seconds=ANSWER_AFTER_SECONDS,
        ),
        Job("outcomes", 1.0, (_in_thread(desk.outcomes.store),)),
        Job(
            "refits",
            REFIT_AFTER_SECONDS,
            (Refits(knowledge_base, tuple(desk.settings.shops)).run,),
        ),
        Job("patience", 1.0, (desk.turns.ask_for_patience,)),
        Job("offers", 0.5, (desk.offers.run,)),
        Job(
            "connections",
            2.0,
            (desk.gate.cut_off_unauthenticated, desk.visitor_sockets.cut_off_ended),
        ),
        Job("visitors", 2.0, (desk.wait_monitor.sweep, desk.idle_chats.sweep)),
        Job(
            "agents",
            5.0,
            # Who has a console open is stored before the absent lose their chats.
            (
                desk.roster.heartbeat,
                desk.agents.keep_sessions,
                desk.agents.cut_off_ended,
                desk.absences.release,
                desk.place_updates.send_changed,
            ),
        ),
        Job(
            "attempts",
            60.0,
            (
                partial(_drop_attempts, desk.database),
                partial(desk.database.write, drop_forgotten_proofs),
            ),
        ),
        Job("checkpoint", 2.0, (_in_thread(desk.database.checkpoint),)),
        Job("garbage", 2.0, (collector.collect_if_due,)),
        Job("log", 5.0, (report_left_out,)),
    ]


def _drop_attempts(database: Database) -> None:
    while database.write(drop_forgotten_attempts):
        gevent.sleep(0)


def start_jobs(desk: Desk) -> list[gevent.Greenlet]:
    """Starts the background jobs and the turn worker, each in a greenlet that never returns."""
    return [
        gevent.spawn_later(ANSWER_AFTER_SECONDS, desk.turns.run_forever),
        *(gevent.spawn_later(job.delay_seconds, run_job, job) for job in background_jobs(desk)),
    ]


def run_job(job: Job) -> NoReturn:
    """A step that fails is logged and tried again after the next period."""
    for step in job.first:
        _run(job.name, step)
    while True:
        gevent.sleep(job.period_seconds)
        for step in job.steps:
            _run(job.name, step)


def _run(job: str, step: Step) -> None:
    try:
        step()
    except (KnowledgeBaseError, DeskError) as error:
        logger.error("background_step_failed", job=job, why=str(error))
    except Exception:  # a job that ended would not run again
        logger.exception("background_step_failed", job=job)


def _in_thread(function: Callable[..., object], *args: Any) -> Step:
    """``function(*args)`` in a native thread, while other greenlets go on."""
    return partial(get_hub().threadpool.apply, function, args)
