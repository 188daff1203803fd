"""The secret that the desk and Rasa share, made once for a checkout."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

from tools.errors import ToolError
from tools.paths import VAR
from tools.steps import shown

FILE = VAR / "secrets.json"
NAME = "RELAY_RASA_SECRET"


def channel_secret(file: Path = FILE) -> str:
    """The one in the environment, else the one on file, which is made when there is none.

    Raises ToolError when the file holds something else.
    """
    if os.environ.get(NAME):
        return os.environ[NAME]
    if not file.exists():
        _make(file)
    try:
        secret = json.loads(file.read_text(encoding="utf-8"))[NAME]
    except (ValueError, KeyError, TypeError):
        secret = None
    if not isinstance(secret, str) or not secret:
        raise ToolError(f"{shown(file)} holds no {NAME}; delete it and a new one is made")
    return secret


def _make(file: Path) -> None:
    """Written beside and renamed, so that a start that is cut off leaves no half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new")
    new.unlink(missing_ok=True)
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        json.dump({NAME: secrets.token_urlsafe(32)}, out, indent=2)
    new.replace(file)
