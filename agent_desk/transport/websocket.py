"""The WebSocket of one connection, within bounds that Engine.IO offers no setting for.

Frames: Engine.IO compares a message with ``max_http_buffer_size`` once all of it is
in memory, so it buffers a frame of 200 MB before it refuses it. simple-websocket can
refuse a frame by its header. Neither counts the frames that carry no message.

Reading: simple-websocket reads ahead of the handler without a bound, and a client
that sends without a pause keeps the event loop from everybody else.

Compression: simple-websocket agrees to whatever the client proposes. That costs some
300 kB a connection, and lets 64 kB of frames unfold to 64 MB. Chat lines are short.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any

import gevent
import gevent.event
import gevent.selectors
import simple_websocket
from engineio.async_drivers.gevent import Thread
from wsproto import ConnectionType, WSConnection
from wsproto.events import BytesMessage, Event, Request, TextMessage
from wsproto.utilities import LocalProtocolError, ProtocolError

from agent_desk.errors import BinaryPacketError, MalformedPacketError
from agent_desk.transport.packets import UPGRADE, check_engine_packet
from agent_desk.transport.send_all_socket import SendAllSocket

CLOSE_TIMEOUT_SECONDS = 0.5
# Within this, a connection that comes by polling has to finish its upgrade to a WebSocket.
UPGRADE_SECONDS = 10.0


@dataclass(frozen=True)
class Arrivals:
    """Who hears of what arrives. Both answer whether the connection may go on."""

    packet: Callable[[], bool]
    malformed: Callable[[MalformedPacketError], bool]


class CountedFrames(WSConnection):
    """Counts each frame, also those without a message, and takes none with binary data."""

    def __init__(self, arrivals: Arrivals) -> None:
        super().__init__(ConnectionType.SERVER)
        self._arrivals = arrivals

    def events(self) -> Generator[Event, None, None]:
        """Raises LocalProtocolError when the connection may not go on."""
        for event in super().events():
            gevent.sleep(0)  # others have their turn
            if isinstance(event, BytesMessage):
                self._arrivals.malformed(BinaryPacketError())
                raise LocalProtocolError
            # A large frame comes in parts.
            whole = not isinstance(event, TextMessage) or event.frame_finished
            if whole and not isinstance(event, Request) and not self._arrivals.packet():
                raise LocalProtocolError
            yield event


class WebSocketServer(simple_websocket.Server):
    """The server's side of one connection; reads no further than its handler follows."""

    sock: SendAllSocket

    def __init__(self, environ: dict[str, Any], arrivals: Arrivals, **options: Any) -> None:
        self._arrivals = arrivals
        self._taken = gevent.event.Event()
        super().__init__(environ, **options)

    def handshake(self) -> None:
        self.sock = SendAllSocket(self.sock, before_receiving=self._wait_for_handler)
        self.ws = CountedFrames(self._arrivals)
        try:
            super().handshake()
        except Exception:
            self.sock.close()
            raise

    def receive(self, timeout: float | None = None) -> str | bytes | None:
        """The next message; None after ``timeout`` s. Raises ConnectionClosed."""
        received: str | bytes | None = super().receive(timeout)
        if self.input_buffer:
            gevent.sleep(0)  # others have their turn
        else:
            self._taken.set()
        return received

    def stop_reading(self) -> None:
        """Nobody takes what comes from now on."""
        self.input_buffer.clear()
        self._taken.set()
        self.sock.shut_down()

    def _wait_for_handler(self) -> None:
        while self.input_buffer and self.connected:
            self._taken.clear()
            self._taken.wait()

    def _thread(self) -> None:
        """Reads until the connection ends, however it ends."""
        try:
            super()._thread()
        except ProtocolError:
            self.sock.close()
        finally:
            self.connected = False
            self.event.set()


class DeskWebSocket:
    """Serves one WebSocket: calls ``handler`` with itself.

    A frame or message over ``frame_bytes`` closes the connection with code 1009.
    ``upgrades``: the connection has begun with polling.
    """

    def __init__(
        self,
        handler: Callable[[Any], Any],
        frame_bytes: int,
        arrivals: Arrivals,
        *,
        upgrades: bool = False,
    ) -> None:
        self._handler = handler
        self._frame_bytes = frame_bytes
        self._arrivals = arrivals
        self._server: WebSocketServer | None = None
        self._deadline = time.monotonic() + UPGRADE_SECONDS if upgrades else None

    def accept(self, environ: dict[str, Any]) -> bool:
        """Shakes hands; False if the request is none for a WebSocket."""
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        # gevent's classes by name, so that nothing depends on monkey-patching.
        with contextlib.suppress(ProtocolError, simple_websocket.ConnectionError, OSError):
            self._server = WebSocketServer(
                environ,
                self._arrivals,
                max_message_size=self._frame_bytes,
                thread_class=Thread,
                event_class=gevent.event.Event,
                selector_class=gevent.selectors.DefaultSelector,
            )
        return self._server is not None

    def serve(self) -> Any:
        """Returns what the handler does, once the connection has ended."""
        try:
            return self._handler(self)
        finally:
            self.abort()

    def send(self, message: str | bytes) -> None:
        """Raises OSError when the connection has ended or takes nothing more."""
        if self._server is None:
            raise OSError("The WebSocket is not connected yet.")
        try:
            self._server.send(message)
        except (simple_websocket.ConnectionClosed, LocalProtocolError):
            raise OSError("The WebSocket is closed.") from None

    def wait(self) -> str | None:
        """The next packet that Engine.IO may read; None when the connection has ended."""
        while (received := self._receive()) is not None:
            try:
                packet = check_engine_packet(received)
            except MalformedPacketError as error:
                if not self._arrivals.malformed(error):
                    return None
            else:
                if packet == UPGRADE:
                    self._deadline = None
                return packet
        return None

    def _receive(self) -> str | bytes | None:
        if self._server is None:
            return None
        left = None if self._deadline is None else max(0.0, self._deadline - time.monotonic())
        try:
            return self._server.receive(left)
        except simple_websocket.ConnectionClosed:
            return None

    def close(self) -> None:
        """Sends a close frame, if the peer reads it soon, and ends the connection."""
        if self._server is None:
            return
        self._server.sock.set_timeout(CLOSE_TIMEOUT_SECONDS)
        ended = (OSError, simple_websocket.ConnectionClosed, LocalProtocolError)
        with contextlib.suppress(*ended):
            self._server.close()
        self.abort()

    def abort(self) -> None:
        """Ends the connection at once. Who waits in ``send`` or ``wait`` goes on with an error."""
        if self._server is not None:
            self._server.stop_reading()
