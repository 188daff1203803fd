"""Where things are in a checkout."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VAR = ROOT / "var"
LOGS = VAR / "log"
LOCKS = ROOT / "requirements"
WEB = ROOT / "agent_desk" / "web"

DESK_ENV = ROOT / ".venv"
RASA_ENV = ROOT / ".venv-rasa"

MODEL = VAR / "models" / "relay.tar.gz"
DEMO_LOGINS = VAR / "demo_logins.json"


def program(environment: Path, name: str) -> Path:
    """An executable of a virtual environment."""
    return environment / "bin" / name
