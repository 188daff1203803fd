"""Fits a shop's confidence anew in a process of low priority, so that chats do not wait."""

import os
import sys
import time
from collections.abc import Callable, Sequence

import structlog
from gevent import get_hub, subprocess

from knowledge_base import KnowledgeBase

logger = structlog.get_logger(__name__)

LOW_PRIORITY = 19
# Around what the command line complains of.
_FRAME = " ╭╮╰╯─│"
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 60.0, 3600.0


class Refits:
    """Makes the refits that are due. After one that failed it waits, twice as long each time."""

    def __init__(
        self,
        knowledge_base: KnowledgeBase,
        shop_ids: Sequence[str],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._knowledge_base = knowledge_base
        self._shop_ids = shop_ids
        self._clock = clock
        self._pauses: dict[str, float] = {}
        self._not_before: dict[str, float] = {}

    def run(self) -> None:
        """Refits the shops that need it, one after the other, while other greenlets go on.

        Raises StoreError. A refit that another process makes is left to it.
        """
        for shop_id in self._shop_ids:
            if self._clock() < self._not_before.get(shop_id, 0.0):
                continue
            if get_hub().threadpool.apply(self._knowledge_base.refit_due, (shop_id,)):
                self._refit(shop_id)

    def _refit(self, shop_id: str) -> None:
        code, complaint = run_in_child("refit", "--shop", shop_id)
        if code == 0:
            self._pauses.pop(shop_id, None)
            return
        pause = min(self._pauses.get(shop_id, FIRST_PAUSE_SECONDS / 2) * 2, LONGEST_PAUSE_SECONDS)
        self._pauses[shop_id], self._not_before[shop_id] = pause, self._clock() + pause
        logger.warning("refit_failed", shop=shop_id, code=code, why=complaint, pause=pause)


def run_in_child(*arguments: str) -> tuple[int, str]:
    """Runs a command of the knowledge base at low priority; its exit code and its last complaint."""
    child = subprocess.Popen(
        [sys.executable, "-m", "knowledge_base", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.setpriority(os.PRIO_PROCESS, child.pid, LOW_PRIORITY)
    try:
        _, complaints = child.communicate()
    finally:
        if child.poll() is None:  # the desk stops
            child.kill()
    told = [line.strip(_FRAME) for line in complaints.splitlines()]
    return child.returncode, next(filter(None, reversed(told)), "")
