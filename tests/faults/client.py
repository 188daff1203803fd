"""What widget and console have in common: a connection that comes back, and an outbox.

The rules are those of the front end (web/src/shared/outbox.ts, delivery.ts, connection.ts):
one line after the other; a line that got no answer stays and goes out again, under the same id,
after the next connect. Only the pauses before a new connect are shorter.
"""

import random
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import uuid4

from websocket import WebSocketException

from tests.faults.screen import Screen
from tests.faults.wire import NoAcknowledgementError, RefusedError, Wire

FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.1, 0.5
PASSING = {"no_acknowledgement", "storage_unavailable", "internal"}
PASSING_REFUSALS = {"rate_limited", "storage_unavailable", "internal"}


@dataclass
class Item:
    """A line of one's own that has not been acknowledged."""

    event: str
    payload: dict
    client_message_id: str = field(default_factory=lambda: uuid4().hex)
    status: str = "sending"
    failure: str | None = None


class Client:
    """Connects and sends on a thread of its own until ``stop``."""

    namespace: str

    def __init__(self, port, name):
        self.port, self.name = port, name
        self.screen = Screen()
        self.outbox = []
        self.acknowledged = {}
        self.acknowledged_at = []
        self.latencies = []
        self.refusals = []
        self.bugs = []
        self.wire = None
        self.before_send = lambda client: None
        self.lock = threading.RLock()
        self._changed = threading.Condition(self.lock)
        self._jobs = []
        self._stopped = False
        self._thread = threading.Thread(target=self._work, daemon=True, name=name)

    def start(self):
        self._thread.start()
        return self

    def stop(self):
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        if self.wire is not None:
            self.wire.close()
        self._thread.join(20)

    @property
    def online(self):
        return self.wire is not None and self.wire.open

    def send(self, event, payload=None):
        """Puts a line into the outbox; returns its id."""
        item = Item(event, payload or {})
        with self._changed:
            self.outbox.append(item)
            self._changed.notify_all()
        return item.client_message_id

    def retry_failed(self):
        """As a person who clicks on every line that failed."""
        with self._changed:
            for item in self.outbox:
                item.status, item.failure = "sending", None
            self._changed.notify_all()

    def do(self, job):
        """Runs ``job(wire)`` on the client's thread; one that fails is not tried again."""
        with self._changed:
            self._jobs.append(job)
            self._changed.notify_all()

    def drop(self):
        """The connection is gone; the client notices and comes back."""
        if self.wire is not None:
            self.wire.close()

    # --- what the two sides do differently ------------------------------------------

    def auth(self):
        raise NotImplementedError

    def headers(self):
        return ()

    def on_event(self, name, payload):
        raise NotImplementedError

    def welcomed(self, wire):
        """Runs on the client's thread after each connect."""

    # --- working -------------------------------------------------------------------

    def _work(self):
        attempt = 0
        while not self._stopped:
            if not self.online:
                if self._connect():
                    attempt = 0
                else:
                    pause = min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2**attempt)
                    time.sleep(pause * random.uniform(0.75, 1.25))
                    attempt += 1
                continue
            step = self._next_step()
            if step is not None:
                step()

    def _connect(self):
        try:
            self.wire = Wire(
                self.port,
                self.namespace,
                self.auth(),
                on_event=self._receive,
                on_end=self._wake,
                headers=self.headers(),
            )
        except (OSError, WebSocketException, ValueError):
            return False
        except RefusedError as refused:
            if refused.code not in PASSING_REFUSALS:
                self.refusals.append(("connect", refused.error))
            return False
        with self.lock:
            for item in self.outbox:
                if item.failure in PASSING:
                    item.status, item.failure = "sending", None
        with suppress(NoAcknowledgementError, RefusedError):
            self.welcomed(self.wire)
        return True

    def _next_step(self):
        with self._changed:
            if self._jobs:
                job = self._jobs.pop(0)
                return lambda: self._run(job)
            item = next((item for item in self.outbox if item.status == "sending"), None)
            if item is not None:
                return lambda: self._deliver(item)
            if self.online and not self._stopped:
                self._changed.wait(0.5)
        return None

    def _run(self, job):
        with suppress(NoAcknowledgementError, RefusedError):
            job(self.wire)

    def _deliver(self, item):
        wire, begun = self.wire, time.monotonic()
        sent = {"client_message_id": item.client_message_id, **item.payload}
        self.before_send(self)
        try:
            wire.request(item.event, sent, then=lambda ack: self._delivered(item, ack, begun))
        except NoAcknowledgementError:
            if wire.open:
                item.status, item.failure = "failed", "no_acknowledgement"
        except RefusedError as refused:
            if refused.code == "rate_limited":
                time.sleep(refused.error.get("retry_after_seconds") or 1)
            else:
                item.status, item.failure = "failed", refused.code
                self.refusals.append((item.event, refused.error))

    def _delivered(self, item, ack, begun):
        with self.lock:
            now = time.monotonic()
            self.acknowledged[item.client_message_id] = ack["message"]
            self.acknowledged_at.append(now)
            self.latencies.append(now - begun)
            self._accept(ack["message"])
            self._remove(item.client_message_id)

    def _accept(self, line):
        if not self.screen.accept(line):
            self._fetch_missing()

    def _remove(self, client_message_id):
        self.outbox = [it for it in self.outbox if it.client_message_id != client_message_id]

    def _drop_committed(self):
        for item in self.outbox:
            if self.screen.shows(item.client_message_id):
                self._remove(item.client_message_id)

    def _fetch_missing(self):
        if self._fetch not in self._jobs:
            self._jobs.insert(0, self._fetch)
            self._changed.notify_all()

    def _fetch(self, wire):
        more = True
        while more:
            since = self.screen.last_seq
            request = {"after_seq": since, **self.fetch_what()}
            try:
                ack = wire.request("messages_fetch", request, then=self._fetched)
            except NoAcknowledgementError:
                wire.close()  # the welcome of the next connection brings the rest
                return
            more = ack["more"] and self.screen.last_seq > since

    def fetch_what(self):
        return {}

    def _fetched(self, ack):
        with self.lock:
            self.screen.merge(ack["messages"])
            self._drop_committed()

    def _receive(self, name, payload):
        with self.lock:
            try:
                self.on_event(name, payload)
            except Exception as error:
                self.bugs.append(error)
                raise

    def _wake(self):
        with self._changed:
            self._changed.notify_all()
