"""Many sockets and a steady stream of lines in chats that people hold."""

import json
import subprocess
import sys
from contextlib import contextmanager

from tests.faults.figures import milliseconds, percentile, state
from tests.faults.scale import SCALE
from tests.stack.processes import ROOT
from tests.stack.waiting import until

GROWTH_MEGABYTES = 20


class Generator:
    """Visitors in another process, so that they have another core."""

    def __init__(self, process):
        self._process = process

    def order(self, *words):
        """Its answer to a command."""
        return self.send(" ".join(map(str, words)))

    def send(self, line):
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the generator has ended"
        return json.loads(answer)


@contextmanager
def generator(desk, login):
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.generator"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        made = Generator(process)
        setup = {"port": desk.port, "csrf_token": login.csrf_token, "cookies": login.cookies}
        made.send(json.dumps(setup))
        yield made
    finally:
        process.stdin.close()
        process.wait(30)


def visit(desk, crowd):
    """Everybody comes, talks and leaves.

    Returns how long each acknowledgement took, and the seconds of processor time that the desk
    needed for the talking.
    """
    assert crowd.order("connect", SCALE.load_sockets) == {"connected": SCALE.load_sockets}
    # The agent's console is one more.
    assert desk.metric("relay_connections") == SCALE.load_sockets + 1
    before = desk.processor_seconds()
    talk = crowd.order("talk", SCALE.load_messages_per_second, SCALE.load_seconds)
    busy = desk.processor_seconds() - before
    assert talk["lost"] == 0
    assert talk["alive"] == SCALE.load_sockets
    assert desk.metric("relay_connections") == SCALE.load_sockets + 1
    crowd.order("leave")
    until(lambda: desk.metric("relay_connections") == 1)
    return talk["took"], busy


def test_desk_keeps_pace_and_its_memory(desk):
    login = desk.log_in(*desk.add_agents(1))
    with generator(desk, login) as crowd:
        took, busy = visit(desk, crowd)
        after_first = desk.memory()
        took_again, busy_again = visit(desk, crowd)
        grown = desk.memory() - after_first

    took += took_again
    p50, p99 = percentile(took, 0.5), percentile(took, 0.99)
    each = milliseconds((busy + busy_again) / len(took))
    assert grown <= GROWTH_MEGABYTES
    assert 1000 * p99 <= SCALE.load_p99_milliseconds
    state(
        "load",
        f"{SCALE.load_sockets} sockets, {SCALE.load_messages_per_second:g} messages/s, twice"
        f" {SCALE.load_seconds:g} s: {len(took)} acknowledged, p50 {milliseconds(p50)}, p99"
        f" {milliseconds(p99)}, {each} of the processor for each; memory {after_first:.0f} MB"
        f" after the first round, {grown:+.1f} MB after the second; sockets in the server equal"
        " live clients",
    )
