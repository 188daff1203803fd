"""Rasa fails in every way: the knowledge base answers, or a person is called, and in time."""

import json
import time
from collections import Counter

import pytest
import yaml

from agent_desk.settings.desk import RasaSettings
from tests.fakes.base import KnowsEverything
from tests.fakes.rasa_server import FakeRasa
from tests.faults.desk_process import DeskProcess
from tests.faults.figures import state
from tests.faults.scale import SCALE
from tests.faults.widget import Widget
from tests.stack.processes import ROOT, free_port
from tests.stack.waiting import until

NO_FORM = {}
SURE = "How long does shipping to Brazil take?"
UNSURE = f"{KnowsEverything.UNKNOWN} how long it takes"
# Every case must meet Rasa itself: no circuit breaker, and no patience with a restart.
WITHOUT_BREAKER = {"failures": "1000000", "patience_seconds": "0"}
SETTINGS = {
    "RELAY_AGENT_DESK_TURNS__WAIT_SECONDS": "0.02",
    "RELAY_AGENT_DESK_RASA__TIMEOUT_SECONDS": str(SCALE.rasa_timeout_seconds),
} | {
    f"RELAY_AGENT_DESK_RASA__{name.upper()}": value
    for name, value in WITHOUT_BREAKER.items()
    if name in RasaSettings.model_fields
}


def form_states():
    """No form, and every form of the bot waiting for each of its slots."""
    forms = yaml.safe_load((ROOT / "bot" / "domain" / "forms.yml").read_text("utf-8"))["forms"]
    return [NO_FORM] + [
        {"active_form": form, "requested_slot": slot, "slots": {}, "events": []}
        for form, content in forms.items()
        for slot in content["required_slots"]
    ]


@pytest.fixture
def desk(tmp_path, rasa):
    with DeskProcess(tmp_path, rasa.url, settings=SETTINGS) as running:
        yield running
    rasa.mode = "routine"


@pytest.fixture
def desk_without_rasa(tmp_path_factory):
    nowhere = f"http://127.0.0.1:{free_port()}"
    with DeskProcess(tmp_path_factory.mktemp("alone"), nowhere, settings=SETTINGS) as running:
        yield running


def fate(desk, question, dialogue):
    """What happens to a question in a chat with this dialogue, and after how many seconds."""
    visitor = Widget(desk.port, "visitor").start()
    try:
        visitor.say(SURE)
        until(lambda: spoken(visitor, after=0))
        asked_at = visitor.screen.last_seq
        desk.change(
            "UPDATE conversations SET dialogue_state = ? WHERE id = ?",
            json.dumps(dialogue),
            visitor.screen.conversation_id,
        )
        begun = time.monotonic()
        visitor.say(question)
        until(lambda: spoken(visitor, after=asked_at))
        took = time.monotonic() - begun
        # Everything that is committed together comes at once.
        until(lambda: visitor.conversation["last_seq"] == visitor.screen.last_seq)
        handed_off = any("handed_off" in str(line["event"]) for line in visitor.screen.lines)
        last = spoken(visitor, after=asked_at)[0]
        assert handed_off != bool(last["source"])
        return ("handed over" if handed_off else "answered"), took
    finally:
        visitor.stop()


def spoken(visitor, *, after):
    """What the bot has said since."""
    return [
        line
        for line in visitor.screen.lines
        if line["author"] == "bot" and line["seq"] > after and line["kind"] == "text"
    ]


def test_visitor_is_answered_or_handed_over_in_time(desk, desk_without_rasa, rasa):
    fates, longest = Counter(), 0.0
    for mode in ("gone", *FakeRasa.MODES):
        at = desk_without_rasa if mode == "gone" else desk
        for question in (SURE, UNSURE):
            for dialogue in form_states():
                rasa.mode = mode
                asked_before = rasa.asked
                what, took = fate(at, question, dialogue)
                case = (mode, question, dialogue)
                assert rasa.asked - asked_before == (0 if mode == "gone" else 2), case
                sure = question is SURE and dialogue is NO_FORM
                assert what == ("answered" if sure else "handed over"), case
                assert took < SCALE.rasa_timeout_seconds + SCALE.rasa_grace_seconds, case
                fates[what] += 1
                longest = max(longest, took)

    state(
        "rasa failures",
        f"{len(FakeRasa.MODES) + 1} ways to fail × {len(form_states())} states of a form × a base"
        f" that is sure or knows nothing: {fates['answered']} answered by the base,"
        f" {fates['handed over']} handed over, 0 left alone; {longest:.1f} s at most with a timeout"
        f" of {SCALE.rasa_timeout_seconds:g} s",
    )
