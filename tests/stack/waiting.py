"""The one way in which a test waits for something that happens elsewhere."""

import time

PAUSE_SECONDS = 0.02


def until(happened, *, within=60, why=lambda: ""):
    """What ``happened()`` returns once that is true.

    Fails after ``within`` seconds, a bound for what never happens and no measurement.
    ``why()`` is added to the failure.
    """
    give_up = time.monotonic() + within
    while not (result := happened()):
        if time.monotonic() > give_up:
            raise AssertionError(f"It did not happen within {within} s. {why()}")
        time.sleep(PAUSE_SECONDS)
    return result
