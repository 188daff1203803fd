"""The secret that the desk and Rasa share, created once in each checkout."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

from tools.errors import ToolError
from tools.paths import VAR
from tools.terminal import display_path

FILE = VAR / "secrets.json"
NAME = "RELAY_RASA_SECRET"


def channel_secret(file: Path = FILE) -> str:
    """The secret in the environment, else the one in ``file``, which is created if missing.

    Raises ToolError when the file holds something else.
    """
    if os.environ.get(NAME):
        return os.environ[NAME]
    if not file.exists():
        _create(file)
    try:
        secret = json.loads(file.read_text(encoding="utf-8"))[NAME]
    except (ValueError, KeyError, TypeError):
        secret = None
    if not isinstance(secret, str) or not secret:
        raise ToolError(f"{display_path(file)} holds no {NAME}; delete it to get a new one")
    return secret


def _create(file: Path) -> None:
    """Writes another file and renames it, so that an interrupted start leaves no half secret."""
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new")
    new.unlink(missing_ok=True)
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        json.dump({NAME: secrets.token_urlsafe(32)}, out, indent=2)
    new.replace(file)
