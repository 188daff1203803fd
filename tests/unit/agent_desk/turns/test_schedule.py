from datetime import UTC, datetime, timedelta

import pytest

from agent_desk.turns.schedule import Schedule

START = datetime(2026, 11, 11, tzinfo=UTC)
LONG_AFTER = START + timedelta(hours=1)


def at(seconds):
    return START + timedelta(seconds=seconds)


@pytest.fixture
def schedule():
    return Schedule(most_of_shop=100)


def taken(schedule, now=LONG_AFTER):
    """All that can be taken now, in order."""
    ids = []
    while (one := schedule.take(now)) is not None:
        ids.append(one)
    return ids


class TestOrder:
    def test_comes_by_the_time_of_falling_due(self, schedule):
        for name, seconds in (("c", 3), ("a", 1), ("b", 2)):
            schedule.put(name, "demo", at(seconds))

        assert taken(schedule) == ["a", "b", "c"]

    def test_nothing_comes_before_it_is_due(self, schedule):
        schedule.put("a", "demo", at(2))

        assert schedule.take(at(1)) is None
        assert schedule.next_at() == at(2)
        assert schedule.take(at(2)) == "a"
        assert schedule.next_at() is None

    def test_a_later_line_of_the_visitor_puts_it_off(self, schedule):
        schedule.put("a", "demo", at(1))
        schedule.put("a", "demo", at(5))

        assert schedule.take(at(4)) is None
        assert taken(schedule, at(5)) == ["a"]

    def test_what_is_planned_anew_after_it_fell_due_comes_once(self, schedule):
        schedule.put("a", "demo", at(1))
        schedule.put("b", "demo", at(1))
        assert schedule.take(at(1)) == "a"
        schedule.put("b", "demo", at(3))

        assert taken(schedule, at(2)) == []
        assert taken(schedule, at(3)) == ["b"]

    def test_the_same_plan_again_changes_nothing(self, schedule):
        for _ in range(3):
            schedule.put("a", "demo", at(1))

        assert taken(schedule) == ["a"]


class TestUnderWay:
    def test_a_conversation_has_one_turn_at_a_time(self, schedule):
        schedule.put("a", "demo", at(1))
        assert schedule.take(at(1)) == "a"
        schedule.put("a", "demo", at(2))

        assert schedule.take(at(3)) is None
        schedule.done("a")
        assert schedule.take(at(3)) == "a"

    def test_who_is_done_without_a_new_line_is_not_asked_again(self, schedule):
        schedule.put("a", "demo", at(1))
        schedule.take(at(1))
        schedule.done("a")

        assert (schedule.take(LONG_AFTER), schedule.under_way) == (None, 0)


class TestFairness:
    def test_a_shop_with_one_question_does_not_wait_for_another_shops_hundred(self, schedule):
        for number in range(100):
            schedule.put(f"big-{number}", "big", at(number / 100))
        schedule.put("small", "small", at(50))

        assert "small" in taken(schedule)[:2]

    def test_shops_take_turns_and_each_keeps_its_order(self, schedule):
        for number in range(3):
            schedule.put(f"a{number}", "a", at(number))
            schedule.put(f"b{number}", "b", at(10 + number))

        assert taken(schedule) == ["a0", "b0", "a1", "b1", "a2", "b2"]

    def test_a_slow_shop_leaves_places_to_others(self):
        schedule = Schedule(most_of_shop=2)
        for number in range(5):
            schedule.put(f"slow-{number}", "slow", at(number))
        assert taken(schedule) == ["slow-0", "slow-1"]
        schedule.put("other", "other", at(9))

        assert taken(schedule) == ["other"]
        schedule.done("slow-0")
        assert taken(schedule) == ["slow-2"]


class TestOverdue:
    def test_those_whose_turn_should_have_begun_long_ago_longest_first(self):
        schedule = Schedule(most_of_shop=1)
        for name, seconds in (("c", 3), ("a", 1), ("b", 2), ("d", 20)):
            schedule.put(name, "demo", at(seconds))
        assert schedule.take(at(20)) == "a"

        assert [one.conversation_id for one in schedule.overdue(at(20), at(10))] == ["b", "c"]
