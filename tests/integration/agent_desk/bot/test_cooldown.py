"""A chat that an agent returned to the bot is not handed over at once for the same reason."""

import pytest

from agent_desk.rasa.turn import Act, RasaTurn


@pytest.fixture
def agent(world):
    return world.agent()


def return_to_bot(visitor, agent):
    """The agent takes the chat and gives it back to the bot."""
    assert visitor.state == "queued"
    chat = visitor.conversation["id"]
    assert agent.claim(chat)["ok"]
    assert agent.return_to_bot(chat)["ok"]


@pytest.fixture
def visitor(world, agent):
    """Was handed over because nothing was found twice, and is back with the bot."""
    visitor = world.visitor()
    world.say(visitor, "tell me a joke")
    world.say(visitor, "tell me the weather")
    return_to_bot(visitor, agent)
    return visitor


def test_same_reason_offers_a_person_and_does_not_call_one(world, visitor):
    for text in ("sing me a song please", "write me a poem please", "ask me a riddle please"):
        world.say(visitor, text)

    assert visitor.state == "bot"
    last = visitor.bot_lines()[-1]
    assert last["text"].startswith("I don't have an answer")
    assert [choice["kind"] for choice in last["choices"]] == ["person"]


def test_visitor_who_asks_for_a_person_gets_one(world, visitor):
    world.say(visitor, "sing me a song please")
    world.hand_over(visitor)

    assert visitor.state == "queued"


def test_visitor_who_accepts_the_offer_gets_a_person(world, visitor):
    world.say(visitor, "sing me a song please")
    world.say(visitor, "write me a poem please")
    world.dialogue.turns["yes"] = RasaTurn("affirm", 0.99, acts=(Act("search_knowledge_base"),))

    world.say(visitor, "yes")

    assert visitor.state == "queued"


def test_another_reason_calls_a_person(world, visitor):
    complaint = Act("hand_off", {"reason": "complaint"})
    world.dialogue.turns["this is bad"] = RasaTurn("complaint", 0.99, acts=(complaint,))

    world.say(visitor, "this is bad")

    assert visitor.state == "queued"


def test_rasa_that_goes_on_failing_does_not_call_a_person_again(world, agent):
    visitor = world.visitor()
    world.dialogue.down = True
    world.say(visitor, "hello")
    return_to_bot(visitor, agent)

    world.say(visitor, "hello again")

    assert visitor.state == "bot"
    assert visitor.bot_lines()[-1]["choices"][0]["kind"] == "person"


def test_turn_that_goes_on_crashing_does_not_call_a_person_again(world, agent):
    world.dialogue.breaks_on("hi", "hi again")
    visitor = world.visitor()
    world.say(visitor, "hi")
    world.answer_turns()
    world.answer_turns()
    return_to_bot(visitor, agent)

    world.say(visitor, "hi again")
    world.answer_turns()
    world.answer_turns()

    assert visitor.state == "bot"
    assert visitor.bot_lines()[-1]["choices"][0]["kind"] == "person"


def test_cooldown_ends(world, visitor):
    world.clock.advance(600)
    world.say(visitor, "sing me a song please")
    world.say(visitor, "write me a poem please")

    assert visitor.state == "queued"
