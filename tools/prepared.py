"""Remembers that the data are ready, so that a start need not look into them.

Looking takes seconds of imports. The record holds what the preparation depended
on and the files that it left; it counts only while they are all there.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

from tools.fingerprint import digest
from tools.paths import ROOT, VAR

RECORD = VAR / "prepared.json"
SOURCES = (
    "config.yml",
    "agent_desk/demo",
    "agent_desk/storage",
    "knowledge_base/demo",
    "knowledge_base/storage/migrations",
    "tools/preparing.py",
)


def is_prepared(record: Path = RECORD) -> bool:
    """Whether a preparation of what is configured now has left its files, all still there."""
    try:
        known = json.loads(record.read_text(encoding="utf-8"))
        same = known["digest"] == sources_digest()
        return bool(same and known["files"] and all(Path(file).exists() for file in known["files"]))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def remember(files: Iterable[Path], record: Path = RECORD) -> None:
    """The data are ready, and lie in these files."""
    known = {"digest": sources_digest(), "files": [str(file) for file in files]}
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text(json.dumps(known, indent=2) + "\n", encoding="utf-8")


def forget(record: Path = RECORD) -> None:
    """The data have to be looked at again."""
    record.unlink(missing_ok=True)


def sources_digest() -> str:
    """What a preparation depends on: its sources, config.yml, and our variables."""
    named = os.environ.get("RELAY_CONFIG")
    variables = sorted(f"{k}={v}" for k, v in os.environ.items() if k.startswith("RELAY_"))
    elsewhere = [digest([Path(named).resolve()], root=Path("/"))] if named else []
    return digest([ROOT / source for source in SOURCES], root=ROOT, also=[*variables, *elsewhere])
