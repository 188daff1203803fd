"""The packets that wait for one client, and how many bytes they are."""

from __future__ import annotations

from typing import Any

from gevent.queue import JoinableQueue

# A packet takes more memory than its text.
PACKET_BYTES = 200

FLUSH_SECONDS = 1.0


class SendQueue(JoinableQueue):
    """Counts what waits in it, in ``waiting_bytes``."""

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
        """Whether everything was sent within ``timeout``, by default FLUSH_SECONDS.

        Engine.IO waits here without a limit when it closes a connection. A client
        that polls and was refused may never fetch the reason.
        """
        return bool(super().join(FLUSH_SECONDS if timeout is None else timeout))

    def clear(self) -> None:
        """Drops everything that waits."""
        while not self.empty():
            self.get_nowait()
            self.task_done()


def _size(packet: Any) -> int:
    data = getattr(packet, "data", None)
    return PACKET_BYTES + (len(data) if isinstance(data, str | bytes) else 0)
