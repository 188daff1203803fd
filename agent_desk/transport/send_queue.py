"""What waits for a client: bounded, since one that does not read would fill the memory.

Engine.IO puts packets into a queue for each connection and never looks how many
there are. Whoever falls behind by more than the limit is cut off, comes back, and
is sent what it missed from the log.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_socketio import SocketIO
from gevent.queue import JoinableQueue

# A packet costs more than its text.
PACKET_BYTES = 200

LAST_WORDS_SECONDS = 1.0


class OutgoingQueue(JoinableQueue):
    """Knows how many bytes wait in it, and lets nobody wait for them for ever."""

    def _init(self, maxsize: int | None, items: Any = ()) -> None:
        super()._init(maxsize, items)
        self.waiting_bytes = 0

    def _put(self, item: Any) -> None:
        self.waiting_bytes += _size(item)
        super()._put(item)

    def _get(self) -> Any:
        item = super()._get()
        self.waiting_bytes -= _size(item)
        return item

    def join(self, timeout: float | None = None) -> bool:
        """Whether all that was in it has been sent. Engine.IO sets no limit to waiting here, and
        who polls and was refused may never come to fetch why."""
        return bool(super().join(LAST_WORDS_SECONDS if timeout is None else timeout))

    def drop(self) -> None:
        """Forgets everything that waits."""
        while not self.empty():
            self.get_nowait()
            self.task_done()


def bound_outgoing(
    socketio: SocketIO, limit_bytes: int, *, fell_behind: Callable[[str], None]
) -> None:
    """From now on ``fell_behind`` is called with the sid of a client that reads too slowly.

    Until it is cut off, nothing more is put into its queue.
    """
    engine = socketio.server.eio
    engine._async = {**engine._async, "queue": OutgoingQueue}
    send = engine.send_packet

    def send_bounded(sid: str, packet: Any) -> None:
        socket = engine.sockets.get(sid)
        if socket is not None and socket.queue.waiting_bytes > limit_bytes:
            fell_behind(sid)
        else:
            send(sid, packet)

    engine.send_packet = send_bounded


def _size(packet: Any) -> int:
    data = getattr(packet, "data", None)
    return PACKET_BYTES + (len(data) if isinstance(data, str | bytes) else 0)
