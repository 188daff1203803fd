"""kill -9 of the desk at random moments, while everybody talks."""

import random
import time

import pytest

from tests.fakes.past_answers import ENTRIES
from tests.faults.crowd import Crowd
from tests.faults.desk_process import REAL, STUB, DeskProcess, import_base
from tests.faults.figures import state
from tests.faults.scale import SCALE
from tests.stack.waiting import until


@pytest.fixture
def crashing(tmp_path, rasa):
    """As in production, with a small base: the encoder loads after the start.

    The short test does without the encoder, which takes longer to load than all the rest.
    """
    desk = DeskProcess(tmp_path, rasa.url, entry=REAL if SCALE.crash_with_encoder else STUB)
    if SCALE.crash_with_encoder:
        import_base(desk, ENTRIES)
    desk.emails = desk.add_agents(SCALE.crash_agents)
    with desk:
        yield desk


def first_since(moment, times):
    return min((time for time in list(times) if time >= moment), default=None)


class Starts:
    """How long after each start the desk acknowledged, and had answered every open turn."""

    def __init__(self, desk, crowd):
        self._desk, self._crowd = desk, crowd
        self.acknowledging, self.answering = [], []

    def acknowledges(self):
        at = until(lambda: self._first("acknowledged_at", self._crowd.everybody))
        self.acknowledging.append(at - self._desk.started_at)

    def answers(self, owed):
        """Waits for a first answer, and for the turns that were open when the desk was killed."""
        at = until(lambda: self._first("answered_at", self._crowd.widgets), within=90)
        until(lambda: all(map(self._is_settled, owed)), within=90)
        if owed:
            at = max(at, time.monotonic())
        self.answering.append(at - self._desk.started_at)

    def _first(self, what, clients):
        found = [first_since(self._desk.started_at, getattr(client, what)) for client in clients]
        return min((at for at in found if at is not None), default=None)

    def _is_settled(self, owed):
        now = self._desk.rows("SELECT answered_seq FROM conversations WHERE id = ?", owed["id"])
        return now[0]["answered_seq"] > owed["answered_seq"]


def test_nothing_is_lost_or_doubled_when_it_is_killed(crashing):
    chance = random.Random(20261121)
    logins = [crashing.log_in(email) for email in crashing.emails]
    with Crowd(crashing.port, logins, visitors=SCALE.crash_visitors) as crowd:
        starts = Starts(crashing, crowd)
        turns_left = 0
        crowd.talk(SCALE.messages_per_second)
        until(lambda: len(crowd.acknowledged) > 20)
        for turn in range(SCALE.crash_rounds):
            crashing.kill()
            crowd.assert_nothing_lost_or_doubled(crashing)
            crowd.assert_screens_show_the_log(crashing)
            owed = crashing.rows(
                "SELECT id, answered_seq FROM conversations WHERE turn_due_at IS NOT NULL"
            )
            crashing.start()
            if turn % 10 == 9:  # killed again while it starts
                time.sleep(chance.uniform(0, 2))
                continue
            starts.acknowledges()
            if turn % SCALE.crash_answers_every == 0:
                starts.answers(owed)
                turns_left += len(owed)
            time.sleep(chance.uniform(0, 2))
        crowd.hush()
        crashing.wait_until_it_answers()
        crowd.settle(crashing)

        crowd.assert_nothing_lost_or_doubled(crashing)
        crowd.assert_screens_show_the_log(crashing, to_the_end=True)

    assert max(starts.acknowledging) <= SCALE.acknowledging_within_seconds
    assert max(starts.answering) <= SCALE.answering_within_seconds
    state(
        "crash",
        f"{SCALE.crash_rounds} times killed with {SCALE.crash_visitors} visitors and"
        f" {SCALE.crash_agents} agents at {SCALE.messages_per_second:g} messages/s:"
        f" {len(crowd.acknowledged)} acknowledged, 0 lost, 0 doubled, every screen equal to the"
        f" log; acknowledging again {max(starts.acknowledging):.1f} s after the start at most"
        f" (median {sorted(starts.acknowledging)[len(starts.acknowledging) // 2]:.1f} s),"
        f" answering after {max(starts.answering):.1f} s at most, with {turns_left} turns left over"
        f" by {len(starts.answering)} of the crashes",
    )
