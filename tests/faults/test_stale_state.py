"""Stale state + events = fresh state, for every event of the contract and both front ends.

The desk's events are recorded here; the front ends' own code replays them, under vitest:
web/src/widget/replay.test.ts and web/src/console/replay.test.ts.
"""

import json
import os
import subprocess

import pytest

from agent_desk.events import contract
from tests.faults.cases import CASES, MORE
from tests.faults.figures import state
from tests.faults.recording import Cast, record
from tests.stack.processes import ROOT
from tools.node import npm

WEB = ROOT / "agent_desk" / "web"
REQUESTS = {
    *(("/visitor", event) for event in contract.VISITOR_REQUESTS),
    *(("/agent", event) for event in contract.AGENT_REQUESTS),
}
# The welcomes are what the others are compared with.
FACTS = {
    *(("/visitor", event) for event in contract.VISITOR_FACTS if event != "session_ready"),
    *(("/agent", event) for event in contract.AGENT_FACTS if event != "console_ready"),
}
MODELS = {"visitor": contract.VISITOR_FACTS, "agent": contract.AGENT_FACTS}


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """All recordings, and which requests and events occur in them."""
    recordings, requested, came = {"visitor": [], "agent": []}, set(), set()
    with pytest.MonkeyPatch.context() as patch:
        config = tmp_path_factory.mktemp("config") / "config.yml"
        config.write_text("agent_desk: {}\n")
        patch.setenv("RELAY_CONFIG", str(config))
        cases = {f"{namespace} {event}": case for (namespace, event), case in CASES.items()}
        for name, (before, action) in (cases | MORE).items():
            cast = Cast(tmp_path_factory.mktemp("case"))
            before(cast)
            both, events = record(cast, name, action)
            for side, recording in both.items():
                recordings[side].append(recording)
            requested |= cast.requested
            came |= events
    return recordings, requested, came


def test_every_event_has_a_case(recorded):
    _, requested, came = recorded

    assert sorted(REQUESTS - requested) == [], "add a case to tests/faults/cases.py"
    assert sorted(FACTS - came) == [], "no case makes the desk send this"


def test_recordings_are_what_the_contract_says(recorded):
    recordings, _, _ = recorded
    for side, models in MODELS.items():
        for recording in recordings[side]:
            for event, payload in recording["facts"]:
                models[event].model_validate(payload)


def test_stale_state_and_facts_give_the_fresh_state(recorded, tmp_path):
    recordings, _, _ = recorded
    file = tmp_path / "recordings.json"
    file.write_text(json.dumps(recordings), "utf-8")
    command, variables = npm()

    done = subprocess.run(
        [*command, "exec", "--", "vitest", "run", "replay"],
        cwd=WEB,
        env=os.environ | variables | {"VITE_RECORDINGS": str(file), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    count = sum(map(len, recordings.values()))
    assert f"{count} passed" in done.stdout, done.stdout[-2000:]
    facts = sum(len(one["facts"]) for side in recordings.values() for one in side)
    state(
        "stale state",
        f"{count} recordings of {len(REQUESTS)} requests with {facts} facts of"
        f" {len(FACTS)} kinds: the state after them is the fresh one, in widget and console",
    )
