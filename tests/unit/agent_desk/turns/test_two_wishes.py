from agent_desk.turns.two_wishes import two_wishes
from knowledge_base import SearchResult
from tests.fakes.base import stored

CLAUSE = "is tax included and can I pay in euros"
LEFT, RIGHT = "is tax included", "can I pay in euros"


def sure(entry, category="shop", confidence=0.9):
    return SearchResult([stored(entry=entry, category=category, confidence=confidence)], "answer")


UNSURE = SearchResult([stored(entry="x", confidence=0.3)], "hand_off")


def test_two_sure_answers_are_two_wishes():
    found = {LEFT: sure("tax"), RIGHT: sure("euros")}

    assert two_wishes(CLAUSE, UNSURE, found.get) == (LEFT, RIGHT)
    assert two_wishes(CLAUSE, sure("tax"), found.get) == (LEFT, RIGHT)


def test_the_same_answer_twice_is_one_wish():
    assert two_wishes(CLAUSE, UNSURE, {LEFT: sure("tax"), RIGHT: sure("tax")}.get) is None


def test_a_part_without_a_sure_answer_is_none():
    assert two_wishes(CLAUSE, sure("tax"), {LEFT: sure("tax"), RIGHT: UNSURE}.get) is None


def test_whole_that_is_surely_about_something_else_stays_whole():
    found = {LEFT: sure("tax"), RIGHT: sure("euros")}

    assert two_wishes(CLAUSE, sure("import-company", "customs"), found.get) is None


def test_a_look_up_needs_no_stored_answer():
    clause = "check my order and can I pay in euros"

    assert two_wishes(clause, UNSURE, {RIGHT: sure("euros")}.get) == ("check my order", RIGHT)
