import pytest

from knowledge_base.calibration.weighing import DOUBTS, MOST_OF_ORIGIN, outcomes_of, weighed
from tests.fakes.outcomes import JUDGED, a_record


class TestOneQuestion:
    def test_counts_once_by_the_outcome_that_says_most(self):
        records = [
            a_record("rephrased", False, about="q"),
            a_record("helpful", True, about="q"),
            a_record("went_on", True, about="q"),
        ]

        (found,) = weighed(records)

        assert found.outcome.right
        assert found.outcome.doubt == DOUBTS["helpful"]

    def test_teaches_nothing_where_the_answer_was_right_and_is_not_good(self):
        unclear = a_record("not_helpful", None, about="q", reason="unclear")

        (found,) = weighed([a_record("rephrased", False, about="q"), unclear])

        assert found.outcome is None

    def test_newest_outcome_of_a_kind_counts(self):
        (found,) = weighed([a_record(right=True, about="q"), a_record(right=False, about="q")])

        assert not found.outcome.right


class TestOnePerson:
    def test_weighs_no_more_with_a_hundred_outcomes(self):
        clicks = [a_record("choice", False, origin="attacker") for _ in range(100)]

        found = weighed([*clicks, a_record("choice", True)])

        assert sum(one.outcome.weight for one in found[:100]) == pytest.approx(MOST_OF_ORIGIN)
        assert found[100].outcome.weight == 1


class TestOutcomesOf:
    def test_leaves_out_what_cannot_be_compared_or_tells_nothing(self):
        records = [a_record(right=False), a_record("agent_own_answer", None)]

        (known,) = outcomes_of(records, JUDGED.made_of)

        assert (known.right, known.doubt) == (False, DOUBTS["agent_used"])
        assert not outcomes_of(records, "another encoder")
