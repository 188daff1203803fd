"""Makes the lock files in requirements/: ``python -m tools.lock [upgrade]``.

A version that is in a lock stays while it satisfies the requirements; ``upgrade``
takes the newest versions that they allow.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from tools.commands import run_logged
from tools.entry_point import run_main
from tools.environments import ensure_dev
from tools.paths import DESK_ENV, LOCKS, ROOT, program
from tools.terminal import step

REQUIREMENTS = ROOT / "requirements.txt"
# The marker in requirements.txt of packages that Rasa's interpreter does not get.
NOT_RASA = 'python_version >= "3.11"'


def main() -> int:
    ensure_dev()
    upgrade = ["--upgrade"] if "upgrade" in sys.argv[1:] else []
    desk, rasa, dev = (LOCKS / f"{name}.lock" for name in ("desk", "rasa", "dev"))

    _compile(desk, REQUIREMENTS, "3.11", ["--no-emit-package", "torch", *upgrade])
    for_rasa = LOCKS / "rasa.in"
    for_rasa.write_text(rasa_requirements(REQUIREMENTS.read_text(encoding="utf-8")))
    try:
        _compile(rasa, for_rasa, "3.10", upgrade)
    finally:
        for_rasa.unlink()
    _compile(dev, ROOT / "requirements-dev.txt", "3.11", ["--constraints", desk, *upgrade])
    return 0


def rasa_requirements(text: str) -> str:
    """The lines of requirements.txt for Python 3.10. The others do not resolve on it."""
    return "".join(line + "\n" for line in text.splitlines() if NOT_RASA not in line)


def _compile(lock: Path, source: Path, python: str, more: Sequence[str | Path]) -> None:
    with step(f"solving {lock.name}"):
        run_logged(
            [
                *(program(DESK_ENV, "uv"), "pip", "compile", source.relative_to(ROOT), *more),
                *("--universal", "--python-version", python, "--generate-hashes"),
                *("--custom-compile-command", "make lock", "--output-file", lock),
            ],
            log=f"lock-{lock.stem}.log",
            failure=f"{lock.name} could not be made",
        )


if __name__ == "__main__":
    run_main(main)
