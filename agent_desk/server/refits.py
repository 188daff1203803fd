"""Fits a shop's confidence anew in a process of low priority, so that chats do not wait."""

import os
import sys
from collections.abc import Sequence

import structlog
from gevent import subprocess

from knowledge_base import KnowledgeBase

logger = structlog.get_logger(__name__)

LOW_PRIORITY = 19


def refit_in_child(knowledge_base: KnowledgeBase, shops: Sequence[str]) -> None:
    """Refits the shops that need it, one after the other, while other greenlets go on.

    Raises StoreError. A refit that another process makes is left to it.
    """
    for shop_id in shops:
        if not knowledge_base.refit_due(shop_id):
            continue
        command = [sys.executable, "-m", "knowledge_base", "refit", "--shop", shop_id]
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.setpriority(os.PRIO_PROCESS, child.pid, LOW_PRIORITY)
        try:
            code = child.wait()
        finally:
            if child.poll() is None:  # the desk stops
                child.kill()
        if code:
            logger.warning("refit_failed", shop=shop_id, code=code)
