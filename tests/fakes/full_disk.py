"""A disk that is full, as far as this process can tell."""

import resource
from contextlib import contextmanager


@contextmanager
def full_disk(room=4_000):
    """No file can grow beyond ``room`` bytes in the block; the error is "File too large"."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
