"""Measures the bot's turns through the whole product: ``make bench-turns``.

    python -m bench.turns [--beside CHECKOUT] [--seconds 10] [--rates 10,20,…]

Beside Rasa alone, and beside the product of another checkout (such as the commit before), which
take turns in one run. The other checkout needs a trained model and a built front end. Writes a
section of docs/performance.md if there is another checkout; otherwise it only prints.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from subprocess import PIPE, Popen
from urllib.parse import urlsplit

from bench import page
from bench.turns.processes import Busy, pids_of
from bench.turns.report import Connected, Step, section
from bench.understanding.sets import ROOT

VISITORS = 600
HURRIED = 150
"""How many ask at once when the capacity is measured."""

RASA_CONNECTIONS = 16


class Line:
    """A process that answers each line with a line of JSON."""

    def __init__(self, process: Popen[str]) -> None:
        self.process = process

    def read(self) -> dict[str, object]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.process.args} ended; its output is above")
        return dict(json.loads(line))

    def order(self, *words: object) -> dict[str, object]:
        assert self.process.stdin is not None
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        return self.read()


@contextmanager
def _started(command: list[str], cwd: Path) -> Iterator[Line]:
    process = Popen(command, cwd=cwd, stdin=PIPE, stdout=PIPE, text=True)
    try:
        yield Line(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait(60)


class Side:
    """A product that runs, and the visitors who ask it."""

    def __init__(self, name: str, served: dict[str, object], crowd: Line) -> None:
        self.name, self.crowd = name, crowd
        self.rasa, self.secret = str(served["rasa"]), str(served["secret"])
        self._busy = Busy(
            {
                "desk": pids_of(urlsplit(str(served["desk"])).port),
                "rasa": pids_of(urlsplit(self.rasa).port),
                "visitors": [crowd.process.pid],
            }
        )

    def connect(self, count: int) -> Connected:
        with self._busy as spent:
            self.crowd.order("connect", count)
        return Connected(self.name, count, spent.of("desk"))

    def step(self, kind: str, seconds: float, *order: object) -> Step:
        with self._busy as spent:
            answer = self.crowd.order(*order)
        return Step.of(self.name, kind, seconds, answer, spent)


def _side(name: str, checkout: Path, stack: ExitStack) -> Side:
    folder = stack.enter_context(tempfile.TemporaryDirectory())
    serve = [sys.executable, str(Path(__file__).with_name("serve.py")), folder]
    served = stack.enter_context(_started(serve, checkout)).read()
    crowd = stack.enter_context(_started([sys.executable, "-m", "bench.turns.crowd"], ROOT))
    crowd.order(json.dumps({"port": urlsplit(str(served["desk"])).port}))
    return Side(name, served, crowd)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.turns")
    parser.add_argument("--beside", type=Path, help="another checkout of Relay")
    parser.add_argument("--seconds", type=float, default=10.0, help="length of each step")
    parser.add_argument("--rates", default="", help="questions a second, separated by commas")
    parser.add_argument("--rounds", type=int, default=2, help="how often each is measured")
    given = parser.parse_args()
    rates = [float(rate) for rate in given.rates.split(",") if rate]
    steps: list[Step] = []
    with ExitStack() as stack:
        sides = [_side("this checkout", ROOT, stack)]
        if given.beside:
            sides.append(_side("the other checkout", given.beside.resolve(), stack))
        connected = [side.connect(VISITORS) for side in sides]
        for side in sides:  # the first turns load what is loaded late
            side.step("warm", 5, "ask", 10, 5)
        for _ in range(given.rounds):
            for side in sides:
                order = ("hurry", HURRIED, given.seconds)
                steps.append(side.step("capacity", given.seconds, *order))
                _say(steps[-1])
            first = sides[0]
            alone = ("rasa", first.rasa, first.secret, given.seconds, RASA_CONNECTIONS)
            steps.append(first.step("Rasa alone", given.seconds, *alone))
            _say(steps[-1])
        for rate in rates:
            for side in sides:
                kind = f"{rate:g}/s asked"
                steps.append(side.step(kind, given.seconds, "ask", rate, given.seconds))
                _say(steps[-1])
        for side in sides:
            side.crowd.order("leave")
    for one in connected:
        print(f"{one.side}: a connect {1000 * one.desk_seconds / one.count:.1f} ms of the desk")
    if given.beside:
        page.write("turns", section(steps, connected))


def _say(step: Step) -> None:
    print(step.line(), flush=True)


if __name__ == "__main__":
    main()
