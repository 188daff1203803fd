"""What a broken or hostile client does: one must not hurt the others, nor the desk's memory."""

import os
import resource
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from uuid import uuid4

import pytest
import websocket

from tests.faults.bystander import Bystander
from tests.faults.desk_process import DeskProcess
from tests.faults.figures import milliseconds, state
from tests.faults.scale import SCALE
from tests.faults.wire import RefusedError, Wire
from tests.stack.waiting import until

MEGABYTE = 1 << 20
GROWTH_MEGABYTES = 30
# Less than a leak would leave: an object that holds a connection's socket takes 4 KB.
LEFT_BYTES_A_CONNECTION = 1024
MOST_ROUNDS = 10
LONG_LINE = 2000
VISITOR = {"shop_id": "demo", "language": "en"}


def visitor(desk, on_event=lambda *_: None, sockopt=(), **auth):
    return Wire(desk.port, "/visitor", VISITOR | auth, on_event=on_event, sockopt=sockopt)


def say(wire, text="hello"):
    return wire.request("message_send", {"client_message_id": uuid4().hex, "text": text})


def test_huge_frame_is_refused_by_its_header(desk):
    with Bystander(desk) as bystander:
        before = desk.memory()
        address = f"ws://127.0.0.1:{desk.port}/socket.io/?EIO=4&transport=websocket"
        hostile = websocket.create_connection(address, timeout=20)
        size = SCALE.frame_megabytes * MEGABYTE
        header = bytes([0x81, 0x80 | 127]) + size.to_bytes(8, "big") + b"\0\0\0\0"
        sent = 0
        with suppress(OSError):
            hostile.sock.sendall(header)
            while sent < size:
                sent += hostile.sock.send(b"x" * 65536)
        hostile.close(timeout=0)
        grown = desk.memory("VmHWM") - before
        longest = bystander.is_unharmed()

    assert sent < size, "the desk has taken it all"
    assert grown <= GROWTH_MEGABYTES
    state(
        "huge frame",
        f"a frame of {SCALE.frame_megabytes} MB: cut off after {sent / MEGABYTE:.1f} MB,"
        f" {grown:.1f} MB of memory at most; others waited {milliseconds(longest)} at most",
    )


@pytest.fixture
def pinging(tmp_path, rasa):
    """A desk that pings often: Engine.IO holds a connection that is gone until its next ping."""
    settings = {"RELAY_FAULTS_PING_SECONDS": "1"}
    with DeskProcess(tmp_path, rasa.url, settings=settings) as desk:
        yield desk


def test_coming_and_going_leaves_nothing_behind(pinging):
    """Memory reaches a plateau: caches and pools that stay grow first."""
    desk = pinging

    def come_and_go(number):
        wire = visitor(desk)
        if number % 10 == 0:
            say(wire)
        if number % 3 == 0:
            wire.socket.sock.shutdown(socket.SHUT_RDWR)  # without a good-bye
        wire.close()

    def memory_after_a_round():
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(come_and_go, range(SCALE.connects)))
        until(lambda: desk.metric("relay_connections") == 1)
        return desk.memory()

    with Bystander(desk) as bystander:
        after = [memory_after_a_round()]
        while not has_stopped_growing(after):
            assert len(after) < MOST_ROUNDS, f"memory goes on growing (MB): {after}"
            after.append(memory_after_a_round())
        longest = bystander.is_unharmed()

    state(
        "coming and going",
        f"{len(after)} rounds of {SCALE.connects} connects and disconnects: no socket left over,"
        f" {after[-1] - after[-2]:+.1f} MB in the last round, at {after[-1]:.0f} MB;"
        f" others waited {milliseconds(longest)} at most",
    )


def has_stopped_growing(after):
    """Whether the last two rounds needed hardly more memory than the most before them."""
    if len(after) < 3:
        return False
    allowed = 2 * SCALE.connects * LEFT_BYTES_A_CONNECTION / MEGABYTE
    return max(after[-2:]) - max(after[:-2]) <= allowed


def test_reader_that_never_reads_is_cut_off(desk):
    welcomes = []
    writer = visitor(desk, on_event=lambda name, payload: welcomes.append(payload))
    token = welcomes[0]["visitor_token"]
    say(writer)
    with Bystander(desk) as bystander, asleep(desk, token) as stuck:
        before, connections = desk.memory(), desk.metric("relay_connections")
        # Each line comes to the stuck tab as well, six bytes a character.
        for _ in range(SCALE.unread_megabytes * MEGABYTE // (6 * LONG_LINE)):
            say(writer, "饭" * LONG_LINE)
        until(lambda: desk.metric("relay_connections") < connections)
        grown = desk.memory("VmHWM") - before
        longest = bystander.is_unharmed()
    for wire in (stuck, writer):
        wire.close()

    assert grown <= GROWTH_MEGABYTES
    state(
        "unread",
        f"a client that never reads what {SCALE.unread_megabytes} MB of lines bring: cut off,"
        f" {grown:.1f} MB of memory at most; others waited {milliseconds(longest)} at most",
    )


@contextmanager
def asleep(desk, token):
    """Another tab of the visitor's, that takes the first event after its welcome and no more."""
    awake = threading.Event()
    small = [(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)]
    wire = visitor(desk, token=token, sockopt=small)
    wire._on_event = lambda *_: awake.wait()
    try:
        yield wire
    finally:
        awake.set()


@pytest.fixture
def small_disk(tmp_path, rasa):
    """A desk whose files can be kept from growing, as a full disk does."""
    with DeskProcess(tmp_path, rasa.url) as desk:
        yield desk


def fill_disk(desk, limit):
    """No file of the desk's may grow beyond ``limit`` bytes; None: as before."""
    most = resource.RLIM_INFINITY if limit is None else limit
    resource.prlimit(desk.process.pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


def test_full_disk_stores_what_it_acknowledges_and_nothing_else(small_disk):
    desk = small_disk
    wires = [visitor(desk) for _ in range(4)]
    acknowledged, refused = {}, []
    for wire in wires:
        acknowledged[say(wire)["message"]["id"]] = True
    log = desk.folder / "desk.sqlite3-wal"
    fill_disk(desk, os.path.getsize(log) + 256 * 1024)
    while len(refused) < 40:
        for wire in wires:
            try:
                acknowledged[say(wire)["message"]["id"]] = True
            except RefusedError as error:
                refused.append(error.code)
    stored_meanwhile = stored(desk)
    fill_disk(desk, None)
    again = [say(wire, "is it better now")["message"]["id"] for wire in wires]

    assert set(refused) == {"storage_unavailable"}
    assert acknowledged.keys() <= stored_meanwhile
    assert stored_meanwhile <= acknowledged.keys(), "stored, although its sender was refused"
    assert set(again) <= stored(desk)
    for wire in wires:
        wire.close()
    state(
        "full disk",
        f"{len(acknowledged)} lines acknowledged and stored, {len(refused)} refused as"
        " storage_unavailable and not stored; it goes on once there is space, without a restart",
    )


def stored(desk):
    return {row["id"] for row in desk.rows("SELECT id FROM messages WHERE author = 'visitor'")}
