"""A TCP proxy that cuts connections in the middle of whatever goes through them."""

import selectors
import socket
import struct
import threading
from contextlib import contextmanager, suppress


class CuttingProxy:
    """Passes everything on to ``target`` (a port), until a connection's cut is due.

    A cut connection is reset at both ends, after exactly so many more bytes in one direction.
    """

    def __init__(self, target):
        self._target = target
        self._selector = selectors.DefaultSelector()
        self._cuts = {}
        self._lock = threading.Lock()
        self._stopped = False
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = self._listener.getsockname()[1]
        self.cut_connections = 0

    @contextmanager
    def running(self):
        self._selector.register(self._listener, selectors.EVENT_READ, None)
        thread = threading.Thread(target=self._pass_on, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._stopped = True
            thread.join()
            for key in list(self._selector.get_map().values()):
                key.fileobj.close()
            self._selector.close()

    def cut(self, client_address, *, after, upwards):
        """Cuts the connection of ``client_address`` after so many more bytes of it (or to it)."""
        with self._lock:
            self._cuts[client_address, upwards] = after

    def _pass_on(self):
        while not self._stopped:
            for key, _ in self._selector.select(0.1):
                if key.data is None:
                    self._accept()
                elif key.fileobj.fileno() != -1:
                    self._move(key.fileobj, *key.data)

    def _accept(self):
        client, address = self._listener.accept()
        try:
            desk = socket.create_connection(("127.0.0.1", self._target), timeout=5)
        except OSError:
            client.close()
            return
        desk.settimeout(None)
        for end in (client, desk):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._selector.register(client, selectors.EVENT_READ, (desk, address, True))
        self._selector.register(desk, selectors.EVENT_READ, (client, address, False))

    def _move(self, source, sink, address, upwards):
        try:
            data = source.recv(65536)
            with self._lock:
                left = self._cuts.get((address, upwards))
                cut = left is not None and len(data) >= left
                if left is not None and not cut:
                    self._cuts[address, upwards] = left - len(data)
            sink.sendall(data[:left] if cut else data)
        except OSError:
            data, cut = b"", False
        if cut or not data:
            self.cut_connections += cut
            self._close(source, sink, address, reset=cut)

    def _close(self, *ends_and_address, reset):
        *ends, address = ends_and_address
        for end in ends:
            with suppress(KeyError, ValueError):
                self._selector.unregister(end)
            if reset:
                with suppress(OSError):
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            end.close()
        with self._lock:
            for upwards in (True, False):
                self._cuts.pop((address, upwards), None)
