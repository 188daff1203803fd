"""When Python looks for cyclic garbage: at times of our choosing, and in as little as can be.

A full collection looks at every object and stops everybody meanwhile: for 0.13 s with a thousand
connections. Each connection that ends leaves some sixty objects that only this takes away.
"""

from __future__ import annotations

import gc

# Young objects are looked at as ever, in batches that suit a server; old ones by ``sweep`` alone.
_YOUNG, _MIDDLE, _OLD = 5_000, 10, 1_000_000

SWEEP_SECONDS = 60.0
SWEEP_CONNECTIONS = 500
"""So many connections that have ended are not left lying for so long."""


def settle() -> None:
    """What is there now stays: modules, tables, a model. It is not looked at again."""
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)


def sweep() -> None:
    """A full collection, of what came since ``settle``."""
    gc.collect()
