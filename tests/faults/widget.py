"""A visitor's widget: the session of web/src/widget/session.ts, visitor.ts and liveThread.ts."""

import time

from tests.faults.client import Client
from tests.faults.screen import Screen


class Widget(Client):
    """``answered_at``: when a bot's line came live."""

    namespace = "/visitor"

    def __init__(self, port, name, *, shop="demo"):
        super().__init__(port, name)
        self._shop = shop
        self.token = None
        self.known = False
        self.conversation = None
        self.answered_at = []
        self.forgotten = False

    def say(self, text):
        return self.send("message_send", {"text": text})

    def ask_for_person(self):
        return self.send("handoff_request")

    def reload(self):
        """The page is loaded again: token and outbox are kept, what was shown is not."""
        with self.lock:
            self.screen = Screen()
            self.conversation = None
        self.drop()

    def auth(self):
        with self.lock:
            return {
                "shop_id": self._shop,
                "token": self.token,
                "identity": None,
                "language": "en",
                "conversation_id": self.screen.conversation_id,
                "last_seq": self.screen.last_seq,
            }

    def on_event(self, name, payload):
        if name == "session_ready":
            self._ready(payload)
        elif name == "message_created":
            if payload["author"] == "bot":
                self.answered_at.append(time.monotonic())
            self._accept(payload)
            self._drop_committed()
        elif name == "conversation_changed":
            self.conversation, self.known = payload, True
            if payload["id"] != self.screen.conversation_id:
                self.screen.replace(payload["id"], [], False)

    def _ready(self, welcome):
        if welcome["visitor_token"]:
            self.forgotten |= self.known
            self.token = welcome["visitor_token"]
        self.conversation = welcome["conversation"]
        self.known |= self.conversation is not None
        if welcome["reset"]:
            held = self.conversation and self.conversation["id"]
            self.screen.replace(held, welcome["messages"], welcome["more"])
        else:
            self.screen.merge(welcome["messages"])
        self._drop_committed()

    def _delivered(self, item, ack, begun):
        with self.lock:
            self.known = True
            super()._delivered(item, ack, begun)
