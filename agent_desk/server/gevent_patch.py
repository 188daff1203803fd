"""Makes blocking calls cooperative. ``patch`` must run before anything else is imported."""

from __future__ import annotations

from gevent import config, monkey


def patch() -> None:
    """Applies gevent's patches, except those of threads and locks.

    The encoder, the order sources and argon2 run in native threads, and share
    locks with each other and with the event loop. A patched lock that one native
    thread releases does not wake a waiter in another: a search that came while
    the index was loading would wait for ever.
    """
    # Recording which greenlet started which costs a dozen objects each; a connection has three.
    config.track_greenlet_tree = False
    monkey.patch_all(thread=False)
