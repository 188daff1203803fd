"""How large each fault test is: short in ``make test``, full in ``make test-faults``."""

import os
from dataclasses import dataclass
from math import inf


@dataclass(frozen=True)
class Scale:
    """Bounds on time are for the full size alone, which has the machine to itself."""

    name: str

    crash_rounds: int
    crash_with_encoder: bool
    crash_answers_every: int
    crash_visitors: int
    crash_agents: int
    messages_per_second: float
    acknowledging_within_seconds: float
    answering_within_seconds: float

    cut_sends: int
    cut_share: float

    story_sequences: int
    story_steps: int

    races: int
    rasa_timeout_seconds: float
    rasa_grace_seconds: float

    load_sockets: int
    load_messages_per_second: float
    load_seconds: float
    load_p99_milliseconds: float

    connects: int  # in one round
    frame_megabytes: int
    unread_megabytes: int

    fuzz_scripts: int
    fuzz_waiting_seconds: float


SHORT = Scale(
    name="short",
    crash_rounds=3,
    crash_with_encoder=False,
    crash_answers_every=2,
    crash_visitors=10,
    crash_agents=2,
    messages_per_second=20,
    acknowledging_within_seconds=inf,
    answering_within_seconds=inf,
    cut_sends=120,
    cut_share=0.2,
    story_sequences=20,
    story_steps=30,
    races=20,
    rasa_timeout_seconds=0.4,
    rasa_grace_seconds=inf,
    load_sockets=100,
    load_messages_per_second=30,
    load_seconds=5,
    load_p99_milliseconds=inf,
    connects=500,
    frame_megabytes=20,
    unread_megabytes=4,
    fuzz_scripts=300,
    fuzz_waiting_seconds=inf,
)

FULL = Scale(
    name="full",
    crash_rounds=100,
    crash_with_encoder=True,
    crash_answers_every=8,
    crash_visitors=40,
    crash_agents=4,
    messages_per_second=60,
    acknowledging_within_seconds=3,
    answering_within_seconds=15,
    cut_sends=2000,
    cut_share=0.2,
    story_sequences=500,
    story_steps=30,
    races=500,
    rasa_timeout_seconds=3,
    rasa_grace_seconds=1,
    load_sockets=1000,
    load_messages_per_second=100,
    load_seconds=300,
    load_p99_milliseconds=50,
    connects=5_000,
    frame_megabytes=200,
    unread_megabytes=40,
    fuzz_scripts=5000,
    fuzz_waiting_seconds=2,
)

SCALE = FULL if os.environ.get("RELAY_FAULTS") == "full" else SHORT
