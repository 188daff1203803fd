"""Who may read what we make: what is in var/, only its owner."""

from __future__ import annotations

import os

_PRIVATE = 0o077

# The umask of the person who runs us. Python reads it only by setting it.
PERSONS_UMASK = os.umask(_PRIVATE)
os.umask(PERSONS_UMASK)


def keep_files_private() -> None:
    """From now on, only its user may read what this process and its children create."""
    os.umask(_PRIVATE)
