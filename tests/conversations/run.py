"""``python -m tests.conversations.run [FILE]``: whole conversations with the running product.

A real Rasa and the demo shop's knowledge; the desk runs in this process, so that a conversation of
five turns need not wait for its bursts. Prints what went wrong, and the totals by kind.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import yaml
from pydantic import SecretStr
from sqlalchemy import text

from agent_desk.app import create_desk
from agent_desk.demo.orders import fill_when_empty
from agent_desk.rasa.client import RasaClient
from agent_desk.settings.desk import DeskSettings, RasaSettings
from agent_desk.storage.database import Database
from agent_desk.storage.migrating import migrate
from knowledge_base import KnowledgeBase
from knowledge_base.settings import KnowledgeBaseSettings
from tests.conversations.judging import Happened, interval, judge
from tests.fakes.clock import FakeClock
from tests.fakes.world import METRICS_TOKEN, SHOP, World, no_pause
from tests.stack.product import ROOT, SECRET, command, environment_of, rasa

DEVELOP = Path(__file__).parent / "develop.yml"
HAN = range(0x3400, 0xA000)


def conversations(path):
    """Each as (id, kind, turns); a turn as (says, expected, never), the latter two as lists."""
    for one in yaml.safe_load(path.read_text(encoding="utf-8")):
        turns = [(turn[0], _listed(turn[1:2]), _listed(turn[2:3])) for turn in one["turns"]]
        yield one["id"], one["kind"], turns


def _listed(given):
    return [part for one in given for part in ([one] if isinstance(one, str) else one)]


def create_world(folder, rasa_url):
    """A desk for the demo shop in this process, with the knowledge base that ``folder`` holds."""
    orders = f"sqlite:///{folder}/shop.sqlite3"
    fill_when_empty(orders)
    shop = SHOP | {
        "orders": {"kind": "sql", "url": orders},
        "order_numbers": [{"pattern": "RL{10}", "example": "RL2611200001"}],
    }
    settings = DeskSettings(
        database_url=f"sqlite:///{folder}/desk.sqlite3",
        secret_file=f"{folder}/desk_secret",
        metrics_token=METRICS_TOKEN,
        rasa=RasaSettings(url=rasa_url, secret=SecretStr(SECRET)),
        shops={"demo": shop},
    )
    migrate(Database(settings.database_url))
    base, clock = KnowledgeBase(KnowledgeBaseSettings()), FakeClock()
    base.warm()
    desk = create_desk(
        settings,
        knowledge_base=base,
        dialogue=RasaClient(settings.rasa),
        clock=clock,
        pause=no_pause,
    )
    world = World(desk, None, base, clock)
    world.agent()
    return world


def happened(world, visitor, says):
    """The visitor writes; what the bot did."""
    before = len(visitor.bot_lines())
    world.clock.advance(20)
    ack = visitor.write(says)
    assert ack["ok"], ack
    world.answer_turns()
    lines = visitor.bot_lines()[before:]
    with world.desk.database.read() as session:
        rows = [
            session.scalar(
                text("SELECT explanation FROM messages WHERE id = :id"), {"id": one["id"]}
            )
            for one in lines
        ]
    why = [json.loads(row) for row in rows if row and row != "null"]
    return Happened(
        answers=tuple(one["source"]["entry"] for one in lines if one["source"]),
        offered=tuple(
            choice["id"]
            for one in lines
            for choice in one["choices"] or ()
            if choice["kind"] == "question"
        ),
        said=tuple(_with_form([one["reason"] for one in why], lines)),
        person=any(one["decision"] == "hand_off" for one in why),
    )


def _with_form(reasons, lines):
    """A form's question beside an answer is a turn of the form, too."""
    asks = any(
        one["text"].startswith(("What is your order", "请告诉我您的", "請提供您的"))
        for one in lines
    )
    return [*reasons, "form"] if asks else reasons


def say(line):
    sys.stdout.write(f"{line}\n")


def main(path=DEVELOP):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = environment_of(folder, rasa_url="http://127.0.0.1:1", port=1)
        demo = sorted(str(one) for one in (ROOT / "knowledge_base" / "demo").glob("*.jsonl"))
        command(environment, "knowledge_base", "import", *demo)
        os.environ |= {key: environment[key] for key in environment if "KNOWLEDGE_BASE" in key}
        with rasa(folder) as url:
            report(create_world(folder, url), path)


def report(world, path):
    totals = defaultdict(lambda: [0, 0, 0, 0, 0])  # turns, right, harmful, chats, whole
    for number, (name, kind, turns) in enumerate(conversations(path)):
        words = "".join(says for says, _, _ in turns)
        language = "zh-Hans" if any(ord(one) in HAN for one in words) else "en"
        visitor = world.visitor(language=language, address=f"10.0.{number // 250}.{number % 250}")
        whole = True
        for says, expected, never in turns:
            did = happened(world, visitor, says)
            verdict = judge(expected, never, did)
            for group in (kind, "all"):
                totals[group][0] += 1
                totals[group][1] += verdict.right
                totals[group][2] += verdict.harmful
            if not verdict.right or verdict.harmful:
                whole = False
                harm = " HARMFUL" if verdict.harmful else ""
                say(f"{name}:{harm} {says!r}: expected {expected}, got {did}")
            if did.person:
                break
        for group in (kind, "all"):
            totals[group][3] += 1
            totals[group][4] += whole
    say(f"{'kind':24} turns right (95%)            harmful  whole")
    for group, (count, right, harmful, chats, whole) in totals.items():
        low, high = interval(right, count)
        say(
            f"{group:24} {right}/{count} = {right / count:.0%} ({low:.0%}–{high:.0%})"
            f"  {harmful}  {whole}/{chats}"
        )


if __name__ == "__main__":
    main(*(Path(path) for path in sys.argv[1:2]))
