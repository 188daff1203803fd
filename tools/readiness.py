"""Waits until the desk says that it is ready."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable

from tools.errors import StartFailedError
from tools.terminal import step

POLL_SECONDS = 0.25
TIMEOUT_SECONDS = 180.0


def wait_until_ready(url: str, check: Callable[[], None]) -> None:
    """Returns when ``url`` answers 200. Calls ``check`` between polls; it may raise.

    Raises StartFailedError after TIMEOUT_SECONDS, with the parts that are not ready.
    """
    missing = "nothing answers yet"
    deadline = time.monotonic() + TIMEOUT_SECONDS
    with step("starting Rasa and the desk", progress=lambda: f"waiting: {missing}"):
        while True:
            check()
            ready, missing = poll(url)
            if ready:
                return
            if time.monotonic() > deadline:
                raise StartFailedError(
                    f"Relay was not ready after {TIMEOUT_SECONDS:.0f} s: {missing}"
                )
            time.sleep(POLL_SECONDS)


def poll(url: str) -> tuple[bool, str]:
    """Whether everything is ready, and what is not."""
    # No proxy: the request never leaves this machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=5):
            return True, ""
    except urllib.error.HTTPError as error:
        with error:
            return False, unready_parts(error.read())
    except (OSError, ValueError):
        return False, "the desk does not answer yet"


def unready_parts(body: bytes) -> str:
    """The parts that are not ready, from the body of /readyz."""
    try:
        parts = json.loads(body)
        lines = [
            f"{name}: {part.get('detail') or 'not ready'}"
            for name, part in parts.items()
            if not part.get("ok", True)
        ]
    except (ValueError, AttributeError):
        return "the desk answers, but does not say what is missing"
    return "; ".join(lines) or "the desk is not ready"
