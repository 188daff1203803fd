"""Makes everything that a start needs: ``python -m tools.install [dev]``."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Sequence

from tools.environments import ensure_desk, ensure_dev, ensure_rasa, rasa_needs_uv
from tools.frontend import ensure_built, ensure_packages
from tools.occupied import only_one
from tools.stopping import run_main
from tools.training import ensure_model


def main() -> int:
    install(dev="dev" in sys.argv[1:])
    return 0


def install(*, dev: bool = False) -> None:
    """Both environments, the front end and the trained model; nothing that is there already.

    The environments are independent, and so is what is made with each: they are
    made side by side. Raises the first ToolError that happened.
    """
    desk = ensure_dev if dev else ensure_desk
    with only_one("install"):
        if rasa_needs_uv():
            desk()
        side_by_side(
            [desk, ensure_built, *([ensure_packages] if dev else [])],
            [ensure_rasa, ensure_model],
        )


def side_by_side(*lanes: Sequence[Callable[[], None]]) -> None:
    """Runs lanes of steps at once, the steps of one in order.

    A lane goes on when another fails, since its work is not lost; then the
    first error is raised.
    """
    errors: list[Exception] = []

    def follow(lane: Sequence[Callable[[], None]]) -> None:
        try:
            for task in lane:
                task()
        except Exception as error:  # noqa: BLE001 - raised again below
            errors.append(error)

    threads = [threading.Thread(target=follow, args=(lane,), daemon=True) for lane in lanes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


if __name__ == "__main__":
    run_main(main)
