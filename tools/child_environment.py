"""The environment variables of every process that we start."""

from __future__ import annotations

import os
from collections.abc import Mapping

from tools.paths import ROOT

# Once installed, Relay makes no network requests of its own: no model hub, no telemetry.
QUIET = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "2",
    "PYTHONUNBUFFERED": "1",
}
# With these an interpreter would import packages from outside its environment.
DROPPED = {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__"}


def child_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """This process's variables, overridden by ``QUIET``, then by ``extra``.

    PYTHONPATH is the checkout alone.
    """
    inherited = {name: value for name, value in os.environ.items() if name not in DROPPED}
    return {**inherited, **QUIET, "PYTHONPATH": str(ROOT), **(extra or {})}
