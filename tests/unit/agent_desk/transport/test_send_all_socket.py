import socket

import gevent
import pytest
from gevent import socket as gevent_socket

from agent_desk.transport.send_all_socket import SendAllSocket


def test_frames_larger_than_the_buffers_arrive_whole_and_one_after_the_other():
    ours, theirs = gevent_socket.socketpair()
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    sender = SendAllSocket(ours)
    frames = [bytes([number]) * 300_000 for number in range(4)]
    writers = [gevent.spawn(sender.send, frame) for frame in frames]
    received = bytearray()
    while len(received) < 1_200_000:
        received += theirs.recv(10_000)
        gevent.sleep(0)
    gevent.joinall(writers)

    assert bytes(received) == b"".join(frames)


def test_writer_whose_peer_does_not_read_ends_when_the_socket_is_shut_down():
    ours, theirs = gevent_socket.socketpair()
    sender = SendAllSocket(ours)
    writer = gevent.spawn(sender.send, b"x" * 50_000_000)
    gevent.idle()
    sender.shut_down()

    with pytest.raises(OSError, match="closed|pipe"):
        writer.get(timeout=5)
    theirs.close()


def test_writer_waits_for_the_frame_before_only_so_long():
    ours, theirs = gevent_socket.socketpair()
    sender = SendAllSocket(ours)
    sender.set_timeout(0.05)
    stuck = gevent.spawn(sender.send, b"x" * 50_000_000)
    gevent.idle()

    with pytest.raises(TimeoutError):
        sender.send(b"y")
    stuck.kill()
    theirs.close()
