"""The environment variables that every process of ours gets."""

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


def surroundings(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """This process's variables, ours on top, then ``extra``.

    The checkout comes first on PYTHONPATH; variables that would lead an
    interpreter of ours to other people's packages are left out.
    """
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__"}
    }
    return {**inherited, **QUIET, "PYTHONPATH": str(ROOT), **(extra or {})}
