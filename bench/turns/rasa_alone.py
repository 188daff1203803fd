"""The same questions put to Rasa alone, without desk and knowledge base."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable
from urllib.parse import urlsplit
from uuid import uuid4


def ask_rasa(
    url: str, secret: str, question: Callable[[], str], seconds: float, connections: int
) -> list[float]:
    """Seconds of each turn that was answered; each connection asks again as soon as it is."""
    import gevent.pool

    took: list[float] = []
    until = time.monotonic() + seconds
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}

    def go_on(_number: int) -> None:
        connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
        while time.monotonic() < until:
            begun = time.monotonic()
            body = {"conversation_id": uuid4().hex, "text": question()}
            connection.request("POST", "/webhooks/relay/turn", json.dumps(body), headers)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            took.append(time.monotonic() - begun)
        connection.close()

    gevent.pool.Pool(connections).map(go_on, range(connections))
    return took
