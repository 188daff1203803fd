"""Runs the checks: ``python -m tools.checks NAME…``, or all of them without a name.

Each sets up what it needs. All are run even when one fails; the end says which did.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.chromium import ensure_chromium
from tools.environments import ensure_dev, ensure_rasa
from tools.errors import ToolError
from tools.frontend import ensure_built, ensure_packages
from tools.install import install
from tools.node import npm
from tools.occupied import only_one
from tools.paths import DESK_ENV, MODEL, RASA_ENV, ROOT, VAR, WEB, program
from tools.processes import Child
from tools.steps import complain, say
from tools.stopping import run_main
from tools.training import ensure_model

RESULTS = VAR / "test-results"


@dataclass(frozen=True)
class Command:
    words: Sequence[str | Path]
    cwd: Path = ROOT
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Check:
    """``needs`` sets up; ``commands`` are made after that, since they may depend on it."""

    name: str
    needs: Sequence[Callable[[], object]]
    commands: Callable[[], list[Command]]


def main() -> int:
    known = {check.name: check for check in (*CHECKS, REPORT, *QUALITY, FAULTS)}
    names = sys.argv[1:] or [check.name for check in CHECKS]
    unknown = [name for name in names if name not in known]
    if unknown:
        raise ToolError(f"no check is called {unknown[0]}; there are: {', '.join(known)}")
    if not sys.argv[1:]:
        install(dev=True)
    failed = [name for name in names if not run_check(known[name])]
    if failed:
        raise ToolError(f"failed: {', '.join(failed)}")
    say(f"passed: {', '.join(names)}")
    return 0


def run_check(check: Check) -> bool:
    """Whether all its commands passed; the ones after a failure are run too."""
    say(f"=== {check.name} ===")
    begun = time.monotonic()
    passed = True
    try:
        with only_one("install"):
            for need in check.needs:
                need()
        for command in check.commands():
            passed = run_command(command) and passed
    except ToolError as error:
        complain(error)
        passed = False
    say(f"=== {check.name}: {'passed' if passed else 'FAILED'} ({time.monotonic() - begun:.0f} s)")
    return passed


def run_command(command: Command) -> bool:
    """Whether it exits with 0; what it says goes to the terminal."""
    words = [str(word) for word in command.words]
    say(f"$ {' '.join(word.removeprefix(f'{ROOT}/') for word in words)}")
    child = Child(words, output=sys.stdout.buffer, cwd=command.cwd, environment=command.environment)
    return child.wait() == 0


def _pytest(*folders: str, **environment: str) -> list[Command]:
    paths = [f"tests/{folder}" for folder in folders]
    return [Command(_desk("-m", "pytest", *paths), environment=environment)]


def _side_by_side(*folders: str) -> list[Command]:
    """With a worker for each core; the tests of a file stay together, as their fixtures do."""
    paths = [f"tests/{folder}" for folder in folders]
    return [Command(_desk("-m", "pytest", "-n", "auto", "--dist", "loadfile", *paths))]


def _desk(*words: str | Path) -> list[str | Path]:
    return [program(DESK_ENV, "python"), *words]


def _rasa(*words: str | Path) -> Command:
    return Command([program(RASA_ENV, "python"), "-m", "rasa", *words])


def _npm(*words: str) -> Command:
    command, variables = npm()
    python = str(program(DESK_ENV, "python"))
    return Command([*command, *words], cwd=WEB, environment={**variables, "PYTHON": python})


def _lint() -> list[Command]:
    return [
        Command(_desk("-m", "ruff", "check", ".")),
        Command(_desk("-m", "ruff", "format", "--check", ".")),
        Command(_desk("-m", "mypy")),
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
    """Rasa's own tests, on the stories and examples that it was not trained on."""
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
    """At full size; the page says which test stated no figure this time."""
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
    Check("unit", [ensure_dev], lambda: _side_by_side("unit", "quality")),
    Check("integration", [ensure_dev], lambda: _side_by_side("integration")),
    # Short; `make test-faults` runs them at full size.
    Check("faults", [ensure_dev, ensure_built, ensure_packages], lambda: _pytest("faults")),
    Check("bot", [ensure_dev, ensure_rasa, ensure_model], _bot),
    Check("browser", [ensure_dev, ensure_rasa, ensure_model, ensure_built], _browser),
)

# Not a part of `make test`: they write docs/quality.md, docs/reliability.md and var/.
REPORT = Check("bot-report", [ensure_dev, ensure_rasa, ensure_model], _report)
QUALITY = (
    Check("quality", [ensure_dev, ensure_rasa, ensure_model], lambda: _quality("headline")),
    Check("quality-dev", [ensure_dev, ensure_rasa, ensure_model], lambda: _quality("dev")),
)
FAULTS = Check("test-faults", [ensure_dev, ensure_built, ensure_packages], _faults)


if __name__ == "__main__":
    run_main(main)
