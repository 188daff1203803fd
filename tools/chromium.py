"""Finds a browser for the browser tests, and installs one where that is possible."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tools.commands import run_logged
from tools.errors import CommandFailedError, ToolError
from tools.paths import DESK_ENV, program
from tools.terminal import print_line, step

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FONTS = "fonts-noto-cjk"


def ensure_chromium() -> Path:
    """A Chromium or Chrome that runs: $CHROMIUM, one on PATH, Debian's, or Playwright's.

    Raises ToolError, which says what to install.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        if not runs(named):
            raise ToolError(f"CHROMIUM names {named}, which does not run")
        return Path(named)
    found = on_path() or _from_debian() or _from_playwright()
    if found is None:
        raise ToolError(
            "the browser tests need Chromium: install chromium or google-chrome, "
            f"with {FONTS}, or name one with CHROMIUM=…"
        )
    _ensure_fonts()
    return found


def on_path() -> Path | None:
    """The first browser on PATH that runs."""
    for name in NAMES:
        path = shutil.which(name)
        if path is not None and runs(path):
            return Path(path)
    return None


def runs(path: str) -> bool:
    """Whether it starts. Ubuntu's ``chromium-browser`` may only print where to get a browser."""
    try:
        answer = subprocess.run(
            [path, "--version"], capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and "hrom" in answer.stdout


def _from_debian() -> Path | None:
    if not _apt_install("chromium", FONTS):
        return None
    return on_path()


def _from_playwright() -> Path | None:
    python = program(DESK_ENV, "python")
    try:
        with step("fetching Chromium with Playwright"):
            run_logged(
                [python, "-m", "playwright", "install", "chromium"],
                log="playwright.log",
                failure="Playwright could not fetch Chromium",
            )
        answer = run_logged(
            [
                *(python, "-c"),
                "from playwright.sync_api import sync_playwright as p\n"
                "with p() as it: print(it.chromium.executable_path)",
            ],
            log="playwright-path.log",
            failure="Playwright does not say where its Chromium is",
        )
    except CommandFailedError as error:
        print_line(str(error))
        return None
    path = answer.read_text(encoding="utf-8").strip()
    return Path(path) if runs(path) else None


def _ensure_fonts() -> None:
    """Chinese letters in the pictures need fonts; the tests pass without them."""
    lister = shutil.which("fc-list")
    listed = (
        subprocess.run([lister, ":lang=zh"], capture_output=True, check=False) if lister else None
    )
    if (listed is None or not listed.stdout.strip()) and not _apt_install(FONTS):
        print_line(f"no Chinese fonts here: pictures will show boxes; install {FONTS}")


def _apt_install(*packages: str) -> bool:
    """Whether Debian's packages are installed now. Only root can install them."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return False
    install = [apt, "install", "-y", "--no-install-recommends", *packages]
    try:
        with step(f"installing {' and '.join(packages)} (apt-get)"):
            _apt([apt, "update"], append=False)
            _apt(install, append=True)
    except CommandFailedError as error:
        print_line(str(error))
        return False
    return True


def _apt(command: list[str], *, append: bool) -> None:
    run_logged(
        command,
        log="apt.log",
        failure=f"{' '.join(command[:2])} failed",
        environment={"DEBIAN_FRONTEND": "noninteractive"},
        append=append,
    )
