"""Asks the running product every question of a set, and reports (``make quality``).

``python -m tests.quality.run [--set headline|dev]``: starts Rasa and the desk on free ports
with the demo shop in a folder of their own. Each question comes from a new visitor, over the
visitor's own protocol.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import socketio.exceptions

from tests.quality.asking import Agent, NoAnswerError, agent, visitor
from tests.quality.outcomes import Outcome, judge
from tests.quality.pages import details, headline, results, section
from tests.quality.questions import SETS, Question, read_set
from tests.quality.sections import put_section
from tests.stack.processes import ROOT
from tests.stack.product import Product, product, rasa

OUTPUT = ROOT / "var" / "quality"
DOCS = ROOT / "docs" / "quality.md"
WORKERS = 4
PROGRESS_EVERY = 50

# Without these settings the run would measure the machine or the limits, not the answers: all
# questions come from one address, no visitor writes in bursts, and a busy machine is slow.
ENVIRONMENT = {
    "RELAY_AGENT_DESK_TURNS__WAIT_SECONDS": "0.05",
    "RELAY_AGENT_DESK_TURNS__LEASE_SECONDS": "60",
    "RELAY_AGENT_DESK_RASA__TIMEOUT_SECONDS": "30",
    "RELAY_AGENT_DESK_LIMITS__ADDRESS_CONNECTS": "100000/minute",
    "RELAY_AGENT_DESK_LIMITS__ADDRESS_ORDER_ATTEMPTS": "100000/hour",
    "RELAY_AGENT_DESK_LIMITS__SHOP_ORDER_ATTEMPTS": "100000/hour",
    "RELAY_AGENT_DESK_LIMITS__HANDOFFS__FREE": "100000",
    "RELAY_AGENT_DESK_LIMITS__WAITING_CHATS": "100000",
}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.quality.run", description=__doc__)
    parser.add_argument("--set", choices=sorted(SETS), default="headline", dest="name")
    name = parser.parse_args(arguments).name
    questions = read_set(name)
    _say(f"starting the product for {len(questions)} questions …")
    with tempfile.TemporaryDirectory(prefix="relay-quality-") as folder:
        outcomes = _ask_a_product_in(Path(folder), questions)
    today = datetime.now(UTC)
    failed = sum(outcome.kind == "failed" for outcome in outcomes)
    (OUTPUT / f"{name}.jsonl").write_text(results(outcomes), encoding="utf-8")
    report = OUTPUT / ("report.md" if name == "headline" else f"{name}.md")
    report.write_text(details(outcomes, today), encoding="utf-8")
    if name == "headline" and not failed:
        put_section(DOCS, "quality", section(outcomes, today))
    _say("\n".join(headline(outcomes)))
    _say(f"every wrong one: {report.relative_to(ROOT)}")
    if failed:
        _say(f"{failed} got no answer at all: see {OUTPUT.relative_to(ROOT)}/desk.log")
    return 1 if failed else 0


def _ask_a_product_in(folder: Path, questions: Sequence[Question]) -> list[Outcome]:
    OUTPUT.mkdir(parents=True, exist_ok=True)
    try:
        with rasa(folder) as rasa_url, product(folder, rasa_url, ENVIRONMENT) as running:
            begun = time.monotonic()
            outcomes = ask_all(running, questions)
            _say(f"asked in {time.monotonic() - begun:.0f} s")
            return outcomes
    finally:
        for log in folder.glob("*.log"):
            shutil.copy(log, OUTPUT)


def ask_all(running: Product, questions: Sequence[Question]) -> list[Outcome]:
    """The outcomes in the order of the questions."""
    email, password = next(iter(running.logins.items()))
    outcomes = []
    with agent(running.url, email, password) as console, ThreadPoolExecutor(WORKERS) as pool:
        for outcome in pool.map(lambda question: ask(running.url, console, question), questions):
            outcomes.append(outcome)
            if len(outcomes) % PROGRESS_EVERY == 0:
                _say(f"{len(outcomes)} of {len(questions)}")
    return outcomes


def ask(url: str, console: Agent, question: Question) -> Outcome:
    """Asks in a new chat. If the bot asks back, clicks the right choice, if there is one."""
    try:
        with visitor(url, question.language, console) as chat:
            reply = chat.say(question.text)
            outcome = judge(question, reply)
            if outcome.choice is None or reply.asking is None:
                return outcome
            return replace(outcome, clicked=chat.choose(reply.asking, outcome.choice).source)
    except (NoAnswerError, socketio.exceptions.SocketIOError) as error:
        return Outcome(question, "failed", reason=f"{type(error).__name__}: {error}")


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - a command line


if __name__ == "__main__":
    sys.exit(main())
