"""Builds the front end when its sources or the socket contract changed: ``python -m tools.frontend``."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.environments import ensure_desk
from tools.fingerprint import digest
from tools.node import npm
from tools.occupied import only_one
from tools.paths import DESK_ENV, ROOT, WEB, program
from tools.steps import run_logged, step
from tools.stopping import run_main

DIST = WEB / "dist"
STAMP = DIST / ".relay-stamp"
PACKAGES_STAMP = WEB / "node_modules" / ".relay-stamp"

# Made by each build, so it says nothing about whether to build again.
TYPES = WEB / "src" / "shared" / "payloads.ts"


def ensure_packages() -> None:
    """node_modules as package-lock.json has it. Raises CommandFailedError."""
    wanted = digest([WEB / "package.json", WEB / "package-lock.json"], root=WEB)
    if _reads(PACKAGES_STAMP, wanted):
        return
    command, variables = npm()
    with step("front end: fetching its packages (npm ci)"):
        run_logged(
            [*command, "ci", "--no-audit", "--no-fund", "--no-update-notifier"],
            log="npm-ci.log",
            failure="npm ci failed",
            cwd=WEB,
            environment=variables,
        )
    PACKAGES_STAMP.write_text(wanted)


def ensure_built() -> None:
    """agent_desk/web/dist, made from what is in the checkout now. Raises CommandFailedError."""
    wanted = sources_digest()
    if _reads(STAMP, wanted):
        return
    ensure_packages()
    STAMP.unlink(missing_ok=True)
    run_npm("run", "build", step_name="front end: building it", log="npm-build.log")
    STAMP.write_text(wanted)


def run_npm(*arguments: str, step_name: str, log: str) -> None:
    """One npm script in agent_desk/web, with the desk's interpreter at hand."""
    command, variables = npm()
    with step(step_name):
        run_logged(
            [*command, *arguments],
            log=log,
            failure=f"npm {' '.join(arguments)} failed",
            cwd=WEB,
            environment={**variables, "PYTHON": str(program(DESK_ENV, "python"))},
        )


def sources_digest() -> str:
    """What a build depends on: the front end's files, and the payloads that its types come from."""
    tops = [path for path in WEB.iterdir() if path.name not in {"dist", "node_modules"}]
    files = [file for top in tops for file in ([top] if top.is_file() else top.rglob("*"))]
    sources = [file for file in files if file.is_file() and file != TYPES]
    return digest([*sources, ROOT / "agent_desk" / "events"], root=ROOT)


def _reads(stamp: Path, wanted: str) -> bool:
    return stamp.exists() and stamp.read_text(encoding="utf-8") == wanted


def main() -> int:
    """Builds; with an argument runs that npm script instead."""
    with only_one("install"):
        ensure_desk()
        if sys.argv[1:]:
            ensure_packages()
            for script in sys.argv[1:]:
                run_npm("run", script, step_name=f"front end: {script}", log=f"npm-{script}.log")
        else:
            ensure_built()
    return 0


if __name__ == "__main__":
    run_main(main)
