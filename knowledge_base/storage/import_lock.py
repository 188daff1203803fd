"""One import of a shop at a time, without a lock on its data."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from knowledge_base.errors import ImportBusyError, StoreError, reason_of
from knowledge_base.storage.database import Database

WAIT_SECONDS = 60.0


@contextmanager
def hold_import_lock(database: Database, shop_id: str) -> Iterator[None]:
    """Holds the shop's lock; the operating system releases it when the process ends.

    Raises ImportBusyError after WAIT_SECONDS, and StoreError.
    """
    path = Path(f"{database.url.database}.{shop_id}.importing")
    lock = FileLock(path, timeout=WAIT_SECONDS)
    try:
        lock.acquire()
    except Timeout:
        raise ImportBusyError(
            f"another import of shop '{shop_id}' is under way (waited {WAIT_SECONDS:.0f} s); "
            "start this one again when it is done"
        ) from None
    except OSError as error:
        raise StoreError(f"{error.filename} cannot be made: {reason_of(error)}") from error
    try:
        yield
    finally:
        lock.release()
