"""The shop's own intents in a chat: an answer of the shop's, or a person."""

from tests.fakes.base import stored

QUESTION = "where is your showroom"
OWN = stored("intent:showroom", 0.97, "Come by on Monday.")
PERSON = stored("intent:showroom", 0.97, "", person=True)


def test_its_text_is_the_answer(world):
    world.base.knows(QUESTION, OWN)
    visitor = world.visitor()

    world.say(visitor, QUESTION)

    assert visitor.lines()[-1] == "Come by on Monday."


def test_it_may_call_a_person(world):
    world.base.knows(QUESTION, PERSON)
    world.agent()
    visitor = world.visitor()

    world.say(visitor, QUESTION)

    assert "A colleague knows this best" in visitor.lines()[-1]
    assert visitor.state == "queued"


def test_a_person_may_be_among_the_choices(world):
    world.base.knows("showroom?", stored("x", 0.5), PERSON, band="clarify")
    world.agent()
    visitor = world.visitor()
    world.say(visitor, "showroom?")

    assert visitor.choose(visitor.messages()[-1], PERSON.entry)["ok"]
    world.answer_turns()

    assert visitor.state == "queued"
