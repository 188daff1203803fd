"""Makes blocking calls cooperative; to be called before anything else is imported."""

from __future__ import annotations

from gevent import config, monkey


def patch() -> None:
    """gevent's patches, but for threads and locks.

    The encoder, the order sources and argon2 run in native threads, and share
    locks among them and with the event loop. A patched lock that is released
    in one native thread does not wake who waits for it in another: a search
    that came while the index was loading would wait for ever.
    """
    # Remembering who started which greenlet makes a dozen objects for each, of a connection three.
    config.track_greenlet_tree = False
    monkey.patch_all(thread=False)
