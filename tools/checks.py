"""Runs the checks: ``python -m tools.checks NAME…``, or all of them without a name.

Each check sets up what it needs. A failure does not stop the others; the last line names
the checks that failed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.checkout_lock import checkout_lock
from tools.chromium import ensure_chromium
from tools.entry_point import run_main
from tools.environments import ensure_dev, ensure_rasa
from tools.errors import ToolError
from tools.frontend import ensure_built, ensure_packages
from tools.install import install
from tools.node import npm
from tools.paths import DESK_ENV, MODEL, RASA_ENV, ROOT, VAR, WEB, program
from tools.private_files import PERSONS_UMASK
from tools.processes import Child
from tools.terminal import print_error, print_line
from tools.training import ensure_model

RESULTS = VAR / "test-results"


@dataclass(frozen=True)
class Command:
    arguments: Sequence[str | Path]
    cwd: Path = ROOT
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Check:
    """``needs`` run first; ``commands`` is called after them, since it may depend on them."""

    name: str
    needs: Sequence[Callable[[], object]]
    commands: Callable[[], list[Command]]


def main() -> int:
    known = {check.name: check for check in (*CHECKS, REPORT, *QUALITY, CONVERSATIONS, FAULTS)}
    names = sys.argv[1:] or [check.name for check in CHECKS]
    unknown = [name for name in names if name not in known]
    if unknown:
        raise ToolError(f"no check is called {unknown[0]}; there are: {', '.join(known)}")
    if not sys.argv[1:]:
        install(dev=True)
    failed = [name for name in names if not run_check(known[name])]
    if failed:
        raise ToolError(f"failed: {', '.join(failed)}")
    print_line(f"passed: {', '.join(names)}")
    return 0


def run_check(check: Check) -> bool:
    """Whether all its commands passed. A failed command does not stop the ones after it."""
    print_line(f"=== {check.name} ===")
    begun = time.monotonic()
    passed = True
    try:
        with checkout_lock("install"):
            for need in check.needs:
                need()
        for command in check.commands():
            passed = run_command(command) and passed
    except ToolError as error:
        print_error(error)
        passed = False
    print_line(
        f"=== {check.name}: {'passed' if passed else 'FAILED'} ({time.monotonic() - begun:.0f} s)"
    )
    return passed


def run_command(command: Command) -> bool:
    """Whether it exits with 0. Its output goes to the terminal."""
    arguments = [str(argument) for argument in command.arguments]
    print_line(f"$ {' '.join(argument.removeprefix(f'{ROOT}/') for argument in arguments)}")
    child = Child(
        arguments,
        output=sys.stdout.buffer,
        cwd=command.cwd,
        environment=command.environment,
        umask=PERSONS_UMASK,
    )
    return child.wait() == 0


def _pytest(*folders: str, **environment: str) -> list[Command]:
    paths = [f"tests/{folder}" for folder in folders]
    return [Command(_desk("-m", "pytest", *paths), environment=environment)]


def _pytest_parallel(*folders: str) -> list[Command]:
    """One worker per core. Tests of one file share a worker, because they share fixtures."""
    paths = [f"tests/{folder}" for folder in folders]
    return [Command(_desk("-m", "pytest", "-n", "auto", "--dist", "loadfile", *paths))]


def _desk(*arguments: str | Path) -> list[str | Path]:
    return [program(DESK_ENV, "python"), *arguments]


def _rasa(*arguments: str | Path) -> Command:
    return Command([program(RASA_ENV, "python"), "-m", "rasa", *arguments])


def _npm(*arguments: str) -> Command:
    command, variables = npm()
    python = str(program(DESK_ENV, "python"))
    return Command([*command, *arguments], cwd=WEB, environment={**variables, "PYTHON": python})


def _lint() -> list[Command]:
    return [
        Command(_desk("-m", "ruff", "check", ".")),
        Command(_desk("-m", "ruff", "format", "--check", ".")),
        Command(_desk("-m", "mypy")),
        Command([program(DESK_ENV, "lint-imports")]),
        Command(_desk("-m", "tools.linear_patterns")),
        _npm("run", "--silent", "lint"),
    ]


def _bot() -> list[Command]:
    sources = ["--config", "config.yml", "--domain", "bot/domain", "--data", "bot/data"]
    return [
        _rasa("data", "validate", *sources, "--fail-on-warnings"),
        *_held_out(),
        *_pytest("bot"),
    ]


def _held_out() -> list[Command]:
    """Rasa's own tests, on stories and examples that are not in its training data."""
    return [
        _rasa(
            *("test", "core", "--model", MODEL, "--stories", "bot/tests/stories"),
            *("--out", RESULTS / "core", "--fail-on-prediction-errors"),
        ),
        _rasa(
            *("test", "nlu", "--model", MODEL, "--nlu", "bot/tests/nlu", "--domain", "bot/domain"),
            *("--out", RESULTS / "nlu", "--no-plot"),
        ),
    ]


def _report() -> list[Command]:
    return [*_held_out(), Command(_desk("-m", "tests.bot.report", RESULTS))]


def _quality(questions: str) -> list[Command]:
    return [Command(_desk("-m", "tests.quality.run", "--set", questions))]


def _faults() -> list[Command]:
    """At full size. The page names the tests that reported no figure this time."""
    full = {"RELAY_FAULTS": "full"}
    return [
        Command(_desk("-m", "tests.faults.report", "--forget")),
        Command(_desk("-m", "pytest", "-s", "tests/faults"), environment=full),
        Command(_desk("-m", "tests.faults.report")),
    ]


def _browser() -> list[Command]:
    return _pytest("browser", CHROMIUM=str(ensure_chromium()))


CHECKS = (
    Check("lint", [ensure_dev, ensure_built, ensure_packages], _lint),
    Check("frontend", [ensure_dev, ensure_packages], lambda: [_npm("run", "--silent", "test")]),
    Check("unit", [ensure_dev], lambda: _pytest_parallel("unit", "quality", "conversations")),
    Check("integration", [ensure_dev], lambda: _pytest_parallel("integration", "security")),
    # At reduced size; `make test-faults` runs them at full size.
    Check("faults", [ensure_dev, ensure_built, ensure_packages], lambda: _pytest("faults")),
    Check("bot", [ensure_dev, ensure_rasa, ensure_model], _bot),
    Check("browser", [ensure_dev, ensure_rasa, ensure_model, ensure_built], _browser),
)

# These write docs/quality.md, docs/reliability.md and var/, so `make test` leaves them out.
REPORT = Check("bot-report", [ensure_dev, ensure_rasa, ensure_model], _report)
QUALITY = (
    Check("quality", [ensure_dev, ensure_rasa, ensure_model], lambda: _quality("headline")),
    Check("quality-dev", [ensure_dev, ensure_rasa, ensure_model], lambda: _quality("dev")),
)
CONVERSATIONS = Check(
    "conversations",
    [ensure_dev, ensure_rasa, ensure_model],
    lambda: [Command(_desk("-m", "tests.conversations.run", "--put"))],
)
FAULTS = Check("test-faults", [ensure_dev, ensure_built, ensure_packages], _faults)


if __name__ == "__main__":
    run_main(main)
