"""Installs everything that a start needs: ``python -m tools.install [dev]``."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Sequence

from tools.checkout_lock import checkout_lock
from tools.entry_point import run_main
from tools.environments import ensure_desk, ensure_dev, ensure_rasa, rasa_needs_uv
from tools.frontend import ensure_built, ensure_packages
from tools.training import ensure_model


def main() -> int:
    install(dev="dev" in sys.argv[1:])
    return 0


def install(*, dev: bool = False) -> None:
    """Makes both environments, the front end and the trained model where they are missing.

    The two environments do not depend on each other, so they are made in parallel.
    Raises the first ToolError that happened.
    """
    desk = ensure_dev if dev else ensure_desk
    with checkout_lock("install"):
        if rasa_needs_uv():
            desk()
        run_parallel(
            [desk, ensure_built, *([ensure_packages] if dev else [])],
            [ensure_rasa, ensure_model],
        )


def run_parallel(*lanes: Sequence[Callable[[], None]]) -> None:
    """Runs each lane in a thread of its own, the steps of a lane in order.

    When one lane fails, the others still run to their end, because their work can be
    kept. Then the first error is raised.
    """
    errors: list[Exception] = []

    def run_lane(lane: Sequence[Callable[[], None]]) -> None:
        try:
            for run_step in lane:
                run_step()
        except Exception as error:  # noqa: BLE001 - raised again below
            errors.append(error)

    threads = [threading.Thread(target=run_lane, args=(lane,), daemon=True) for lane in lanes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


if __name__ == "__main__":
    run_main(main)
