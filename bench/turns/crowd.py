"""Visitors who ask the bot, in a process of their own: ``python -m bench.turns.crowd``.

Reads one JSON object with the address of a desk, and then a command a line, answered with a line:
``connect N``, ``ask RATE SECONDS`` (an open loop: visitors come at random times whatever the desk
does), ``hurry N SECONDS`` (N of them ask again as soon as they are answered), ``rasa …`` (questions
to Rasa alone), ``leave``.
"""

from __future__ import annotations

import json
import random
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from bench.turns.rasa_alone import ask_rasa

QUESTIONS = Path(__file__).parents[2] / "tests" / "quality" / "dev_answerable.jsonl"
# What a desk over its capacity answers late is still waited for this long, after the asking.
PATIENCE_SECONDS = 60.0


@dataclass
class Times:
    """Seconds from sending a question to its acknowledgement, and to the bot's first line."""

    acknowledged: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)
    asked: int = 0
    lost: int = 0
    skipped: int = 0


class Visitor:
    """One who asks, and waits for the bot's line before asking again."""

    def __init__(self, port: int) -> None:
        from gevent.event import Event

        from tests.faults.wire import Wire

        self._answered = Event()
        self.with_bot = True
        self.wire = Wire(
            port, "/visitor", {"shop_id": "demo", "language": "en"}, on_event=self._take
        )

    def ask(self, text: str, times: Times) -> None:
        from tests.faults.wire import NoAcknowledgementError, RefusedError

        self._answered.clear()
        times.asked += 1
        begun = time.monotonic()
        line = {"client_message_id": uuid4().hex, "text": text}
        try:
            self.wire.request("message_send", line, within=PATIENCE_SECONDS)
        except (NoAcknowledgementError, RefusedError):
            times.lost += 1
            return
        times.acknowledged.append(time.monotonic() - begun)
        if self._answered.wait(PATIENCE_SECONDS):
            times.answered.append(time.monotonic() - begun)
        else:
            times.lost += 1

    def _take(self, name: str, payload: dict[str, Any]) -> None:
        if name == "message_created" and payload["author"] == "bot":
            self._answered.set()
        elif name == "conversation_changed":
            self.with_bot = payload["state"] == "bot"


class Crowd:
    def __init__(self, port: int) -> None:
        lines = QUESTIONS.read_text("utf-8").splitlines()
        self._questions = [json.loads(line)["text"] for line in lines]
        self._random = random.Random(18)
        self._port = port
        self._free: list[Visitor] = []

    def connect(self, count: str) -> dict[str, Any]:
        import gevent.pool

        def arrive(_number: int) -> None:
            self._free.append(Visitor(self._port))

        gevent.pool.Pool(8).map(arrive, range(int(count)))
        return {"connected": len(self._free)}

    def ask(self, rate: str, seconds: str) -> dict[str, Any]:
        """Questions at random times (exponential pauses), ``rate`` a second."""
        import gevent.pool

        times, asking = Times(), gevent.pool.Group()
        begun = at = time.monotonic()
        while at < begun + float(seconds):
            gevent.sleep(max(0.0, at - time.monotonic()))
            if self._free:
                asking.spawn(self._ask_once, self._a_free_one(), times)
            else:
                times.skipped += 1
            at += self._random.expovariate(float(rate))
        in_time = len(times.answered)
        asking.join()
        return vars(times) | {"in_time": in_time}

    def hurry(self, count: str, seconds: str) -> dict[str, Any]:
        """``count`` visitors ask again as soon as they are answered."""
        import gevent.pool

        times, until = Times(), time.monotonic() + float(seconds)
        everybody = [self._a_free_one() for _ in range(int(count))]

        def go_on(visitor: Visitor) -> None:
            while time.monotonic() < until and visitor.with_bot:
                visitor.ask(self._question(), times)
            self._give_back(visitor)

        asking = gevent.pool.Group()
        for visitor in everybody:
            asking.spawn(go_on, visitor)
        gevent.sleep(max(0.0, until - time.monotonic()))
        in_time = len(times.answered)
        asking.join()
        return vars(times) | {"in_time": in_time}

    def rasa(self, url: str, secret: str, seconds: str, connections: str) -> dict[str, Any]:
        """The same questions put to Rasa alone."""
        took = ask_rasa(url, secret, self._question, float(seconds), int(connections))
        return {"asked": len(took), "answered": took, "in_time": len(took)}

    def leave(self) -> dict[str, Any]:
        for visitor in self._free:
            visitor.wire.close()
        self._free.clear()
        return {"connected": 0}

    def _question(self) -> str:
        return str(self._random.choice(self._questions))

    def _a_free_one(self) -> Visitor:
        place = self._random.randrange(len(self._free))
        self._free[place], self._free[-1] = self._free[-1], self._free[place]
        return self._free.pop()

    def _ask_once(self, visitor: Visitor, times: Times) -> None:
        visitor.ask(self._question(), times)
        self._give_back(visitor)

    def _give_back(self, visitor: Visitor) -> None:
        """One whom a person will answer leaves, and another comes."""
        if not visitor.with_bot:
            visitor.wire.close()
            visitor = Visitor(self._port)
        self._free.append(visitor)


def main() -> None:
    from gevent import monkey

    monkey.patch_all()
    from gevent.fileobject import FileObject

    # Reading must not stop the greenlets that answer the desk's pings.
    orders = FileObject(sys.stdin.fileno(), "r", encoding="utf-8")
    crowd = Crowd(json.loads(orders.readline())["port"])
    print(json.dumps({"ready": True}), flush=True)
    for line in orders:
        name, *arguments = line.split()
        print(json.dumps(getattr(crowd, name)(*arguments)), flush=True)


if __name__ == "__main__":
    main()
