"""A socket whose ``send`` sends everything.

simple-websocket passes a frame to ``socket.send`` and ignores how much of it was
sent. A frame that the network takes in two parts would lose its second part, and
two greenlets (one writes, one answers pings) could mix their frames.
"""

from __future__ import annotations

import contextlib
import socket as sockets
from collections.abc import Callable
from typing import Any

from gevent.lock import BoundedSemaphore

# A peer that takes nothing for so long is gone. Engine.IO pings more often.
SEND_TIMEOUT_SECONDS = 60.0

# How much the kernel may buffer for a peer that does not read. Its default grows to megabytes.
KERNEL_BUFFER_BYTES = 131_072


class SendAllSocket:
    """Wraps a gevent socket; has those of its methods that simple-websocket calls.

    ``before_receiving`` may wait until it is time for more.
    """

    def __init__(self, socket: Any, before_receiving: Callable[[], object] = lambda: None) -> None:
        self._socket = socket
        self._before_receiving = before_receiving
        self._socket.settimeout(SEND_TIMEOUT_SECONDS)
        with contextlib.suppress(OSError):
            self._socket.setsockopt(sockets.SOL_SOCKET, sockets.SO_SNDBUF, KERNEL_BUFFER_BYTES)
        self._lock = BoundedSemaphore()

    def send(self, data: bytes) -> int:
        """Sends all of ``data``, after the frames of other greenlets; returns its length.

        Raises OSError when the peer is gone, or takes nothing within the timeout.
        """
        if not self._lock.acquire(timeout=self._socket.gettimeout()):
            raise TimeoutError("The frame before could not be sent.")
        try:
            self._socket.sendall(data)
        finally:
            self._lock.release()
        return len(data)

    def recv(self, size: int) -> bytes:
        self._before_receiving()
        return bytes(self._socket.recv(size))

    def set_timeout(self, seconds: float) -> None:
        """From now on, no call waits longer than this."""
        self._socket.settimeout(seconds)

    def shut_down(self) -> None:
        """Makes every ``send`` and ``recv`` fail, also those that wait already."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(sockets.SHUT_RDWR)

    def close(self) -> None:
        self._socket.close()
