from datetime import UTC, datetime, timedelta

import pytest

from agent_desk.domain.attempt_limits import GrowingDelay, Window

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


def ago(*seconds):
    return [NOW - timedelta(seconds=s) for s in seconds]


class TestWindow:
    @pytest.mark.parametrize(
        ("tries", "wait"),
        [([], 0), (ago(1, 2), 0), (ago(1, 2, 50), 10), (ago(1, 2, 60), 0), (ago(0, 0, 0), 60)],
    )
    def test_waits_until_the_oldest_of_as_many_as_are_allowed_is_forgotten(self, tries, wait):
        assert Window(limit=3, seconds=60).wait(tries, NOW) == wait


class TestGrowingDelay:
    rule = GrowingDelay(free=2, first_seconds=10, longest_seconds=60, memory_seconds=3600)

    @pytest.mark.parametrize("count", [0, 1])
    def test_the_first_are_free(self, count):
        assert self.rule.wait(ago(*[0] * count), NOW) == 0

    @pytest.mark.parametrize(("count", "wait"), [(2, 10), (3, 20), (4, 40), (5, 60), (500, 60)])
    def test_each_wait_is_twice_the_last_up_to_the_longest(self, count, wait):
        assert self.rule.wait(ago(*[0] * count), NOW) == wait

    def test_counts_from_the_last_try(self):
        assert self.rule.wait(ago(4, 500), NOW) == 6
        assert self.rule.wait(ago(11, 500), NOW) == 0

    def test_needs_no_more_tries_than_it_says(self):
        assert self.rule.wait(ago(*[0] * self.rule.needed), NOW) == 60

    @pytest.mark.parametrize("longest", [10, 1e9])
    def test_never_fails_for_a_long_list(self, longest):
        rule = GrowingDelay(1, first_seconds=10, longest_seconds=longest, memory_seconds=1e9)
        assert rule.wait(ago(*[0] * 10_000), NOW) == longest
