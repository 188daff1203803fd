"""Builds the front end when its sources or the socket contract changed: ``python -m tools.frontend``."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.checkout_lock import checkout_lock
from tools.commands import run_logged
from tools.entry_point import run_main
from tools.environments import ensure_desk
from tools.fingerprint import digest
from tools.node import npm
from tools.paths import DESK_ENV, ROOT, WEB, program
from tools.terminal import step

DIST = WEB / "dist"
STAMP = DIST / ".relay-stamp"
PACKAGES_STAMP = WEB / "node_modules" / ".relay-stamp"

# Every build writes this file, so it is no source.
TYPES = WEB / "src" / "shared" / "payloads.ts"


def ensure_packages() -> None:
    """Installs node_modules as package-lock.json pins them. Raises CommandFailedError."""
    wanted = digest([WEB / "package.json", WEB / "package-lock.json"], root=WEB)
    if _stamp_is(PACKAGES_STAMP, wanted):
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
    """Builds agent_desk/web/dist from the checkout as it is now. Raises CommandFailedError."""
    wanted = sources_digest()
    if _stamp_is(STAMP, wanted):
        return
    ensure_packages()
    STAMP.unlink(missing_ok=True)
    run_npm("run", "build", step_name="front end: building it", log="npm-build.log")
    STAMP.write_text(wanted)


def run_npm(*arguments: str, step_name: str, log: str) -> None:
    """Runs npm in agent_desk/web. PYTHON names the desk's interpreter for its scripts."""
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
    """Digest of what a build depends on: the front end, and the modules that define its types."""
    tops = [path for path in WEB.iterdir() if path.name not in {"dist", "node_modules"}]
    files = [file for top in tops for file in ([top] if top.is_file() else top.rglob("*"))]
    sources = [file for file in files if file.is_file() and file != TYPES]
    payloads = [ROOT / "agent_desk" / room for room in ("domain", "events")]
    return digest([*sources, *payloads], root=ROOT)


def _stamp_is(stamp: Path, wanted: str) -> bool:
    return stamp.exists() and stamp.read_text(encoding="utf-8") == wanted


def main() -> int:
    """Builds, or runs the npm scripts that are named as arguments."""
    with checkout_lock("install"):
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
