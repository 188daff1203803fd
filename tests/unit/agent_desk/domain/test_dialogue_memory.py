from datetime import UTC, datetime, timedelta

from agent_desk.domain.dialogue_memory import NOTHING, DialogueMemory, remembered, stored

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
MEMORY = DialogueMemory("how long to Brazil", "time-brazil", "shipping", ("time-brazil",))


def test_comes_back_as_it_was_stored():
    assert remembered(stored(MEMORY, NOW), NOW + timedelta(minutes=9)) == MEMORY


def test_is_forgotten_after_ten_minutes():
    assert remembered(stored(MEMORY, NOW), NOW + timedelta(minutes=11)) == NOTHING


def test_nothing_is_stored_of_nothing():
    assert stored(NOTHING, NOW) == {}
    assert remembered({}, NOW) == NOTHING


def test_what_a_later_version_remembers_is_left_out():
    assert remembered(stored(MEMORY, NOW) | {"mood": "good"}, NOW) == MEMORY
