"""An agent's console: web/src/console/desk.ts and chats.ts, with one chat open at a time."""

import httpx

from tests.faults.client import Client
from tests.faults.screen import Screen


class Console(Client):
    """``waiting`` and ``mine``: the chats of these lists by id."""

    namespace = "/agent"

    def __init__(self, port, login):
        super().__init__(port, login.email)
        self._login = login
        self.agent = None
        self.waiting, self.mine = {}, {}
        self.open_id = None
        self._ahead = []
        self._ready = False

    def open_chat(self, conversation_id):
        with self.lock:
            self.open_id, self._ready, self._ahead = conversation_id, False, []
            self.screen = Screen()
            self.screen.conversation_id = conversation_id
        self.do(self._load)

    def reply(self, conversation_id, text, *, note=False):
        return self.send(
            "message_send", {"conversation_id": conversation_id, "text": text, "note": note}
        )

    def step(self, name, conversation_id):
        """Claims, releases, returns or resolves; it may fail, as in life."""
        payload = {"conversation_id": conversation_id}
        if name == "resolve":
            with self.lock:
                here = self.open_id == conversation_id
                payload["last_seq"] = self.screen.last_seq if here else 0
        self.do(lambda wire: wire.request(f"conversation_{name}", payload))

    def auth(self):
        return {"csrf_token": self._login.csrf_token}

    def headers(self):
        return (f"Cookie: {self._login.cookies}",)

    def welcomed(self, wire):
        if self.open_id is not None:
            self._load(wire)

    def on_event(self, name, payload):
        if name == "console_ready":
            self.agent = payload["agent"]
            self.waiting = {row["id"]: row for row in payload["waiting"]}
            self.mine = {row["id"]: row for row in payload["mine"]}
        elif name == "conversation_changed":
            self._place(payload)
        elif name == "conversation_queued":
            self._place(payload["conversation"])
        elif name == "message_created" and payload["conversation_id"] == self.open_id:
            if self._ready:
                self._accept(payload)
            else:
                self._ahead.append(payload)

    def fetch_what(self):
        return {"conversation_id": self.open_id}

    def _place(self, row):
        for rows, belongs in (
            (self.waiting, row["state"] in ("queued", "left_message")),
            (self.mine, row["state"] == "assigned" and row["agent_id"] == self._agent_id),
        ):
            if belongs:
                rows[row["id"]] = row
            else:
                rows.pop(row["id"], None)

    @property
    def _agent_id(self):
        return self.agent["id"] if self.agent else None

    def _load(self, wire):
        asked, since = self.open_id, self.screen.last_seq
        request = {"conversation_id": asked, "last_seq": since}
        wire.request("conversation_open", request, then=lambda ack: self._opened(ack, asked, since))

    def _opened(self, ack, asked, since):
        with self.lock:
            if asked != self.open_id:
                return
            lines = ack["messages"]
            if since and (not lines or lines[0]["previous_seq"] <= self.screen.last_seq):
                self.screen.merge(lines)
            else:
                self.screen.replace(asked, lines, bool(since) or ack["more"])
            self._ready = True
            ahead, self._ahead = self._ahead, []
            for line in ahead:
                self._accept(line)

    def _accept(self, line):
        # A reply that was sent in another chat than the open one is not on the screen.
        if line["conversation_id"] == self.open_id:
            super()._accept(line)


class Login:
    """A log-in over HTTP, as the console makes it; it outlives the desk's process."""

    def __init__(self, url, email, password):
        self.email = email
        with httpx.Client(base_url=url, headers={"Origin": url}, trust_env=False) as http:
            csrf = http.get("/api/session").json()["csrf_token"]
            answer = http.post(
                "/api/login",
                json={"email": email, "password": password},
                headers={"X-CSRF-Token": csrf},
            )
            answer.raise_for_status()
            self.csrf_token = answer.json()["csrf_token"]
            self.cookies = "; ".join(f"{name}={value}" for name, value in http.cookies.items())
