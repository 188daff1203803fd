"""``python -m tests.conversations.run [--put] [FILE …]``: whole conversations with the product.

A real Rasa and the demo shop's knowledge; the desk runs in this process, so that a conversation of
five turns need not wait for its bursts. Prints what went wrong, and totals; of those that are held
out only totals. ``--put`` writes them into docs/quality.md.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
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
from tests.conversations.judging import Happened, judge
from tests.conversations.report import WISHES, Conversation, section, table, totals
from tests.fakes.clock import FakeClock
from tests.fakes.world import METRICS_TOKEN, SHOP, World, no_pause
from tests.faults.worlds import UNLIMITED
from tests.quality.sections import put_section
from tests.stack.product import ROOT, SECRET, command, environment_of, rasa

HERE = Path(__file__).parent
DEVELOP = (HERE / "develop.yml", HERE / "written_apart.yml")
HELD_OUT = HERE / "held_out.yml"
SECTION = "conversations"


def conversations(path):
    """Each as (id, kind, language, turns); a turn as (says, expected, never), the latter as lists."""
    for one in yaml.safe_load(path.read_text(encoding="utf-8")):
        turns = [(turn[0], _listed(turn[1:2]), _listed(turn[2:3])) for turn in one["turns"]]
        yield one["id"], one["kind"], one["language"], turns


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
        limits=UNLIMITED,  # everybody comes from one address, and fast
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


def main(paths=(), *, put=False):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = environment_of(folder, rasa_url="http://127.0.0.1:1", port=1)
        demo = sorted(str(one) for one in (ROOT / "knowledge_base" / "demo").glob("*.jsonl"))
        command(environment, "knowledge_base", "import", *demo)
        os.environ |= {key: environment[key] for key in environment if "KNOWLEDGE_BASE" in key}
        with rasa(folder) as url:
            world = create_world(folder, url)
            developed = [one for path in paths or DEVELOP for one in held(world, path)]
            say_totals("developed with", developed)
            if paths:
                return
            held_out = list(held(world, HELD_OUT, quiet=True))
            say_totals("held out", held_out)
            if put:
                put_section(ROOT / "docs" / "quality.md", SECTION, section(developed, held_out))


def held(world, path, *, quiet=False):
    """Holds each conversation of the file; says what went wrong unless ``quiet``."""
    for name, kind, language, turns in conversations(path):
        visitor = world.visitor(language=language)
        verdicts, both = [], []
        for says, expected, never in turns:
            did = happened(world, visitor, says)
            verdicts.append(judge(expected, never, did))
            if kind == WISHES and any("+" in one for one in expected):
                both.append(verdicts[-1].right)
            if not quiet and not (verdicts[-1].right and not verdicts[-1].harmful):
                harm = " HARMFUL" if verdicts[-1].harmful else ""
                say(f"{name}:{harm} {says!r}: expected {expected}, got {did}")
            if did.person:
                break
        yield Conversation(kind, language, tuple(verdicts), tuple(both))


def say_totals(name, conversations):
    rows = totals(conversations)
    say(f"\n{name}")
    for line in table(rows):
        say(line)
    say(f"both wishes: {sum(rows[0].both)} of {len(rows[0].both)}")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    main([Path(one) for one in arguments if one != "--put"], put="--put" in arguments)
