"""A stamp that says that the data are ready, so that a start need not check them.

The check takes seconds of imports. The stamp holds a digest of what the data were
prepared from, and the files that came out; it is valid while both are unchanged.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

from tools.fingerprint import digest
from tools.paths import ROOT, VAR

STAMP = VAR / "data_stamp.json"
SOURCES = (
    "config.yml",
    "agent_desk/demo",
    "agent_desk/storage",
    "knowledge_base/demo",
    "knowledge_base/storage/migrations",
    "tools/prepare_data.py",
)


def is_valid(stamp: Path = STAMP) -> bool:
    """Whether the stamp fits what is configured now, and all its files still exist."""
    try:
        known = json.loads(stamp.read_text(encoding="utf-8"))
        same = known["digest"] == sources_digest()
        return bool(same and known["files"] and all(Path(file).exists() for file in known["files"]))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def write_stamp(files: Iterable[Path], stamp: Path = STAMP) -> None:
    """Says that the data are ready and lie in these files."""
    known = {"digest": sources_digest(), "files": [str(file) for file in files]}
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(json.dumps(known, indent=2) + "\n", encoding="utf-8")


def delete_stamp(stamp: Path = STAMP) -> None:
    """Makes the next start prepare the data again."""
    stamp.unlink(missing_ok=True)


def sources_digest() -> str:
    """Digest of what the data depend on: SOURCES, RELAY_CONFIG's file, and RELAY_ variables."""
    named = os.environ.get("RELAY_CONFIG")
    variables = sorted(f"{k}={v}" for k, v in os.environ.items() if k.startswith("RELAY_"))
    elsewhere = [digest([Path(named).resolve()], root=Path("/"))] if named else []
    return digest([ROOT / source for source in SOURCES], root=ROOT, also=[*variables, *elsewhere])
