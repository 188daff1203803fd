"""Checks the message of a commit: ``python -m tools.commit_message FILE``, a git hook.

The form is in CONTRIBUTING.md: a subject ``area: Sentence``, an empty line, a body.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

MAX_CHARACTERS = 72
_SUBJECT = re.compile(r"[\w./-]+(, [\w./-]+)*: \S")
# Git writes these subjects itself.
_FROM_GIT = ("Merge ", "Revert ", "fixup! ", "squash! ", "amend! ")
# Git puts the diff under this line with `git commit --verbose`.
_SCISSORS = re.compile(r"^# -+ >8 -+$.*", re.MULTILINE | re.DOTALL)


def main(file: Path) -> int:
    found = problems(file.read_text(encoding="utf-8"))
    for problem in found:
        print(f"error: {problem}", file=sys.stderr)
    return 1 if found else 0


def problems(message: str) -> list[str]:
    """What is wrong with a commit message, one line each; empty when nothing is."""
    lines = [
        line.rstrip()
        for line in _SCISSORS.sub("", message).strip().splitlines()
        if not line.startswith("#")
    ]
    if not lines or lines[0].startswith(_FROM_GIT):
        return []
    found = [
        f"longer than {MAX_CHARACTERS} characters: {line}"
        for line in lines
        if len(line) > MAX_CHARACTERS and " " in line.strip()  # a long URL cannot be broken
    ]
    if not _SUBJECT.match(lines[0]):
        found.append(f"the subject is not of the form “area: Sentence”: {lines[0]}")
    if len(lines) > 1 and lines[1]:
        found.append("the line after the subject is not empty")
    return found


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tools.commit_message FILE")
    sys.exit(main(Path(sys.argv[1])))
