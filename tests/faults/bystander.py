"""Somebody who does nothing wrong while others attack, and how long they had to wait."""

import threading
import time
import urllib.request

from tests.faults.widget import Widget
from tests.stack.waiting import until

PAUSE_SECONDS = 0.05


class Bystander:
    """A visitor who goes on chatting, and a probe that asks for ``/healthz``."""

    def __init__(self, desk):
        self.widget = Widget(desk.port, "bystander")
        self._health = f"{desk.url}/healthz"
        self.health_waits = []
        self._stopped = threading.Event()

    def __enter__(self):
        self.widget.start()
        for does in (self._chat, self._probe):
            threading.Thread(target=does, daemon=True).start()
        until(lambda: self.widget.latencies and self.health_waits)
        return self

    def __exit__(self, *_):
        self._stopped.set()
        self.widget.stop()

    def _chat(self):
        while not self._stopped.wait(PAUSE_SECONDS):
            if not self.widget.outbox:
                self.widget.say("how are you")

    def _probe(self):
        while not self._stopped.wait(PAUSE_SECONDS):
            begun = time.monotonic()
            with urllib.request.urlopen(self._health, timeout=60) as answer:
                assert answer.status == 200
            self.health_waits.append(time.monotonic() - begun)

    def is_unharmed(self):
        """The longest wait for an acknowledgement; it was never cut off and nothing failed."""
        assert self.widget.online
        assert self.widget.refusals == []
        return max(self.widget.latencies)
