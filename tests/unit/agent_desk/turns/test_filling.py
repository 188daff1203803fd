import pytest

from agent_desk.turns.filling import asks_for_order, filled, filled_result
from knowledge_base import SearchResult
from knowledge_base.content.buttons import Button
from tests.fakes.base import stored

ETA = stored(answer="It arrives by {{order.eta}}.")
PLAIN = stored("other", 0.01, "We ship daily.")
KNOWN = {"order.eta": "Nov 28"}


class TestAsksForOrder:
    def test_looks_at_text_and_labels(self):
        label = stored(answer="", buttons=(Button("{{order.number|x}}", entry="a"),))
        assert asks_for_order(ETA)
        assert asks_for_order(label)
        assert not asks_for_order(stored(answer="Hello {{visitor.name}}"))


class TestFilled:
    def test_fills_the_answer(self):
        assert filled(ETA, KNOWN).answer == "It arrives by Nov 28."

    def test_is_no_match_where_nothing_is_left(self):
        assert filled(ETA, {}) is None

    def test_keeps_an_answer_that_is_a_button_alone(self):
        page = stored(answer="", buttons=(Button("Page", "https://a.example"),))
        assert filled(page, {}) == page


class TestFilledResult:
    def test_keeps_the_band_where_the_best_answer_can_be_given(self):
        found = filled_result(SearchResult([ETA, PLAIN], "answer"), KNOWN)
        assert (found.band, found.matches[0].answer) == ("answer", "It arrives by Nov 28.")

    @pytest.mark.parametrize(("band", "left"), [("answer", "hand_off"), ("clarify", "clarify")])
    def test_others_do_not_inherit_its_confidence(self, band, left):
        found = filled_result(SearchResult([ETA, PLAIN], band), {})
        assert (found.band, found.matches) == (left, [PLAIN])

    def test_nothing_is_left_to_ask_about(self):
        assert filled_result(SearchResult([ETA], "clarify"), {}) == SearchResult([], "hand_off")

    def test_a_question_without_matches_stays_as_it_is(self):
        assert filled_result(SearchResult([], "hand_off"), {}) == SearchResult([], "hand_off")
