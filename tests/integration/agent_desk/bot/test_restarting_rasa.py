"""Nobody listens where Rasa was: visitors are asked for a moment, and lose nothing."""

import pytest

from agent_desk.rasa.turn import RasaTurn
from tests.fakes.base import BRAZIL, stored
from tests.fakes.dialogue import ASK_NUMBER, ASK_PROOF, ORDER_FORM
from tests.fakes.evidence import wording


@pytest.fixture(autouse=True)
def agent(world):
    world.dialogue.gone = True
    return world.agent()


def wait(world, seconds):
    for _ in range(round(seconds / 2)):
        world.answer_turns(after=2)


def test_restart_of_twenty_seconds_hands_over_nobody(world):
    visitors = [world.visitor() for _ in range(5)]
    for visitor in visitors:
        visitor.write("hello")
    wait(world, 20)
    world.dialogue.gone = False
    wait(world, 8)

    for visitor in visitors:
        waited, answered = visitor.bot_lines()
        assert "One moment" in waited["text"]
        assert answered["choices"][0]["kind"] == "person"
        assert visitor.state == "bot"


def test_restart_beyond_the_patience_calls_a_person(world):
    visitor = world.visitor()
    visitor.write("hello")

    wait(world, 28)
    assert visitor.state == "bot"
    wait(world, 8)

    assert visitor.state == "queued"
    assert world.agent().ready["waiting"][0]["reason"] == "bot_unavailable"


def test_nobody_waits_for_a_rasa_that_has_been_gone_for_long(world):
    world.visitor().write("hello")
    wait(world, 36)
    visitor = world.visitor()

    world.say(visitor, "hello")

    assert visitor.state == "queued"


def test_sure_answer_does_not_wait(world):
    world.base.knows(BRAZIL, stored())
    visitor = world.visitor()

    world.say(visitor, BRAZIL)

    assert [line["text"] for line in visitor.bot_lines()] == ["15–25 working days."]


def test_request_for_a_person_does_not_wait(world):
    world.say(world.visitor(), "转人工")

    assert world.agent().ready["waiting"][0]["reason"] == "asked"


def test_form_goes_on_after_the_restart(world):
    world.dialogue.gone = False
    world.dialogue.turns["where is it"] = RasaTurn(
        "track_order", 0.95, texts=(ASK_NUMBER,), state=ORDER_FORM
    )
    world.dialogue.turns["RL2611200001"] = RasaTurn(
        "inform", 0.95, texts=(ASK_PROOF,), state=ORDER_FORM
    )
    visitor = world.visitor()
    world.say(visitor, "where is it")
    world.dialogue.gone = True
    visitor.write("RL2611200001")
    wait(world, 10)
    world.dialogue.gone = False
    wait(world, 8)

    assert [line["text"] for line in visitor.bot_lines()][2:] == [wording().utter(ASK_PROOF)]
    assert world.dialogue.asked[-1]["state"] == ORDER_FORM


def test_line_that_comes_meanwhile_is_answered_with_the_others(world):
    visitor = world.visitor()
    world.say(visitor, "hello")
    visitor.write("are you there")
    wait(world, 4)
    world.dialogue.gone = False
    wait(world, 8)

    assert len(visitor.bot_lines()) == 2
    assert world.dialogue.asked[-1]["text"] == "hello\nare you there"


def test_crash_of_the_desk_meanwhile_loses_nothing(world):
    visitor = world.visitor()
    world.say(visitor, "hello")
    world.dialogue.gone = False
    world = world.another_desk()
    back = world.visitor(token=visitor.token)

    wait(world, 4)

    assert len(back.bot_lines()) == 1
    assert back.ready["messages"][-1]["author"] == "bot"


def test_visitor_who_has_asked_for_a_person_hears_no_more_of_the_bot(world):
    visitor = world.visitor()
    world.say(visitor, "hello")
    world.hand_over(visitor)
    world.dialogue.gone = False

    wait(world, 8)

    assert len(visitor.bot_lines()) == 1
