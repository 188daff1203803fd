"""The two clients of a chat over Socket.IO (docs/events.md): a visitor and an agent."""

from __future__ import annotations

import logging
import queue
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import httpx
import socketio

from tests.quality.outcomes import Reply

PATIENCE_SECONDS = 60.0
# Engine.IO logs an error when a client disconnects with an empty queue.
_QUIET = logging.getLogger("tests.quality.asking")
_QUIET.setLevel(logging.CRITICAL)


class NoAnswerError(Exception):
    """The desk refused, or the bot did not answer in time."""


class Agent:
    """A console that reads chats. Threads may share it."""

    def __init__(self, client: socketio.Client) -> None:
        self._client = client

    def explanation(self, message: dict[str, Any]) -> dict[str, Any]:
        """Why the bot answered ``message`` as it did."""
        answer = _request(
            self._client,
            "/agent",
            "messages_fetch",
            {"conversation_id": message["conversation_id"], "after_seq": message["seq"]},
        )
        found = [line["explanation"] for line in answer["messages"] if line.get("explanation")]
        if not found:
            raise NoAnswerError("the bot's line has no explanation")
        return dict(found[0])


class Visitor:
    """One chat of a visitor who has never been here before."""

    def __init__(self, client: socketio.Client, agent: Agent, facts: queue.Queue[Any]) -> None:
        self._client, self._agent, self._facts = client, agent, facts

    def say(self, text: str) -> Reply:
        return self._turn("message_send", {"text": text})

    def choose(self, line: dict[str, Any], choice: str) -> Reply:
        return self._turn("choice_select", {"message_id": line["id"], "choice_id": choice})

    def _turn(self, event: str, payload: dict[str, Any]) -> Reply:
        """Sends, and waits until the bot has answered and stopped typing."""
        sent = {"client_message_id": uuid4().hex, **payload}
        message = _request(self._client, "/visitor", event, sent)["message"]
        lines: list[dict[str, Any]] = []
        give_up = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                name, fact = self._facts.get(timeout=max(0.0, give_up - time.monotonic()))
            except queue.Empty:
                raise NoAnswerError(f"no answer in {PATIENCE_SECONDS:.0f} s") from None
            if name == "message_created" and fact["author"] == "bot":
                lines.append(fact)
            if name == "typing_changed" and not fact["typing"] and lines:
                return Reply(lines, self._agent.explanation(message))


@contextmanager
def visitor(url: str, language: str, agent: Agent) -> Iterator[Visitor]:
    facts: queue.Queue[Any] = queue.Queue()
    client = socketio.Client(reconnection=False, engineio_logger=_QUIET)
    client.on("*", lambda name, fact=None: facts.put((name, fact)), namespace="/visitor")
    auth = {"shop_id": "demo", "language": language}
    try:
        _connect(client, url, "/visitor", auth)
        yield Visitor(client, agent, facts)
    finally:
        client.disconnect()


@contextmanager
def agent(url: str, email: str, password: str) -> Iterator[Agent]:
    """Logs in over HTTP, as the console does, and connects."""
    with httpx.Client(base_url=url, headers={"Origin": url}, trust_env=False) as http:
        csrf = http.get("/api/session").json()["csrf_token"]
        answer = http.post(
            "/api/login",
            json={"email": email, "password": password},
            headers={"X-CSRF-Token": csrf},
        )
        answer.raise_for_status()
        cookies = "; ".join(f"{name}={value}" for name, value in http.cookies.items())
    client = socketio.Client()
    auth = {"csrf_token": answer.json()["csrf_token"]}
    try:
        _connect(client, url, "/agent", auth, Cookie=cookies)
        yield Agent(client)
    finally:
        client.disconnect()


def _connect(
    client: socketio.Client, url: str, namespace: str, auth: dict[str, Any], **headers: str
) -> None:
    client.connect(
        url,
        headers=headers,
        auth=auth,
        namespaces=[namespace],
        transports=["websocket"],
        wait_timeout=PATIENCE_SECONDS,
    )


def _request(
    client: socketio.Client, namespace: str, event: str, payload: dict[str, Any]
) -> dict[str, Any]:
    answer = client.call(event, payload, namespace=namespace, timeout=PATIENCE_SECONDS)
    if not answer["ok"]:
        raise NoAnswerError(f"{event}: {answer['error']['message']}")
    return dict(answer)
