"""Visitors of the load test, in a process of their own: ``python -m tests.faults.generator``.

Reads one JSON object (port, csrf_token, cookies) and then a command a line, and answers each
with one line: ``connect N`` brings N visitors whom the agent takes over; ``talk RATE SECONDS``
sends and gives the seconds that each acknowledgement took; ``leave`` closes all.
"""

import json
import random
import sys
import time
from uuid import uuid4

# A desk that cannot keep pace is to show in how long it takes.
PATIENCE_SECONDS = 300


def main():
    from gevent import monkey

    monkey.patch_all()
    import gevent.pool

    from tests.faults.wire import NoAcknowledgementError, Wire

    setup = json.loads(sys.stdin.readline())
    port = setup["port"]
    agent = Wire(
        port,
        "/agent",
        {"csrf_token": setup["csrf_token"]},
        on_event=lambda *_: None,
        headers=[f"Cookie: {setup['cookies']}"],
    )
    visitors = []

    def arrive(_number):
        wire = Wire(
            port, "/visitor", {"shop_id": "demo", "language": "en"}, on_event=lambda *_: None
        )
        asked = wire.request("handoff_request", {"client_message_id": uuid4().hex}, within=60)
        chat = asked["message"]["conversation_id"]
        agent.request("conversation_claim", {"conversation_id": chat}, within=60)
        visitors.append(wire)

    def connect(count):
        gevent.pool.Pool(10).map(arrive, range(int(count)))
        return {"connected": sum(wire.open for wire in visitors)}

    def talk(rate, seconds):
        took, lost = [], []

        def say(wire, number):
            begun = time.monotonic()
            sent = {"client_message_id": uuid4().hex, "text": f"line {number}"}
            try:
                wire.request("message_send", sent, within=PATIENCE_SECONDS)
                took.append(time.monotonic() - begun)
            except NoAcknowledgementError:
                lost.append(number)

        begun, talking = time.monotonic(), gevent.pool.Group()
        for number in range(int(float(rate) * float(seconds))):
            gevent.sleep(max(0, begun + number / float(rate) - time.monotonic()))
            talking.spawn(say, random.choice(visitors), number)
        talking.join()
        alive = sum(wire.open for wire in visitors)
        return {"took": took, "lost": len(lost), "alive": alive}

    def leave():
        for wire in visitors:
            wire.close()
        visitors.clear()
        return {"connected": 0}

    commands = {"connect": connect, "talk": talk, "leave": leave}
    print(json.dumps({"ready": True}), flush=True)  # noqa: T201 - it is what it is for
    for line in sys.stdin:
        name, *arguments = line.split()
        print(json.dumps(commands[name](*arguments)), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
