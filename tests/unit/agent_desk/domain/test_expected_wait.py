import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_desk.domain.expected_wait import (
    MeasuredClaim,
    expected_wait,
)


def wait(claims, *, place=1, agents=1, since=0.0, needed=3):
    return expected_wait(
        claims, place=place, agents=agents, since_moved_seconds=since, needed=needed
    )


FIRST_IN_LINE = [MeasuredClaim(seconds, 1, 1) for seconds in (50, 60, 70, 60, 900)]


class TestExpectedWait:
    def test_is_unknown_after_too_few_claims(self):
        assert wait(FIRST_IN_LINE[:2]) is None

    def test_is_unknown_when_nobody_is_on_duty(self):
        assert wait(FIRST_IN_LINE, agents=0) is None

    def test_is_the_median_for_who_stands_where_the_others_stood(self):
        assert wait(FIRST_IN_LINE) == 60

    @pytest.mark.parametrize(("place", "agents", "seconds"), [(3, 1, 180), (1, 2, 30), (4, 2, 120)])
    def test_grows_with_the_place_and_falls_with_the_agents(self, place, agents, seconds):
        assert wait(FIRST_IN_LINE, place=place, agents=agents) == seconds

    def test_counts_a_wait_from_further_back_by_its_place(self):
        assert wait([MeasuredClaim(240, 4, 1)] * 3, place=2) == 120

    def test_falls_as_time_passes_but_not_to_nothing(self):
        assert wait(FIRST_IN_LINE, place=2, since=20) == 100
        assert wait(FIRST_IN_LINE, place=2, since=3600) == 75

    @given(
        st.lists(
            st.builds(MeasuredClaim, st.floats(0, 1e5), st.integers(1, 50), st.integers(1, 20)),
            min_size=3,
        ),
        st.integers(1, 100),
        st.integers(1, 20),
        st.floats(0, 1e5),
    )
    def test_is_longer_further_back_and_shorter_with_more_agents(
        self, claims, place, agents, since
    ):
        here = wait(claims, place=place, agents=agents, since=since)

        assert here >= 0
        assert wait(claims, place=place + 1, agents=agents, since=since) >= here
        assert wait(claims, place=place, agents=agents + 1, since=0) <= wait(
            claims, place=place, agents=agents, since=0
        )
