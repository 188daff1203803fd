"""Waits until the desk says that it is ready."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable

from tools.errors import StartFailedError
from tools.steps import step

ASK_SECONDS = 0.25
PATIENCE_SECONDS = 180.0


def wait_until_ready(url: str, check: Callable[[], None]) -> None:
    """Returns when ``url`` answers 200. ``check`` is called between and may raise.

    Raises StartFailedError when it takes too long, with the parts that are not ready.
    """
    missing = "nothing answers yet"
    deadline = time.monotonic() + PATIENCE_SECONDS
    with step("starting Rasa and the desk", progress=lambda: f"waiting: {missing}"):
        while True:
            check()
            ready, missing = ask(url)
            if ready:
                return
            if time.monotonic() > deadline:
                raise StartFailedError(
                    f"Relay was not ready after {PATIENCE_SECONDS:.0f} s: {missing}"
                )
            time.sleep(ASK_SECONDS)


def ask(url: str) -> tuple[bool, str]:
    """Whether everything is ready, and what is not."""
    # Without the machine's proxy: this never leaves it.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=5):
            return True, ""
    except urllib.error.HTTPError as error:
        with error:
            return False, explain(error.read())
    except (OSError, ValueError):
        return False, "the desk does not answer yet"


def explain(body: bytes) -> str:
    """The parts that are not ready, from what /readyz says."""
    try:
        parts = json.loads(body)
        lines = [
            f"{name}: {part['detail']}" for name, part in parts.items() if not part.get("ok", True)
        ]
    except (ValueError, AttributeError, KeyError, TypeError):
        return "the desk answers, but not with what is missing"
    return "; ".join(lines) or "the desk is not ready"
