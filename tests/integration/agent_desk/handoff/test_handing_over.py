"""A chat goes from the bot to a person, and comes to its end."""


def test_chat_of_a_bot_that_cannot_help_is_taken_and_resolved_by_a_person(world):
    agent, visitor = world.agent(), world.visitor()
    world.say(visitor, "do you know a good joke")
    assert visitor.messages()[-1]["choices"][0]["kind"] == "person"
    world.say(visitor, "and the weather")

    queued = agent.received("conversation_queued")[0]["conversation"]
    chat = queued["id"]
    assert queued["reason"] == "nothing_found_twice"
    assert visitor.conversation["queue_position"] == 1
    assert agent.open(chat)["handoff"]["decision"] == "hand_off"
    assert agent.claim(chat)["ok"]
    assert visitor.conversation["agent_name"] == "Mei"

    assert agent.reply(chat, "Hello, I am Mei.")["ok"]
    assert visitor.lines()[-1] == "Hello, I am Mei."
    thanks = world.say(visitor, "thank you")
    assert agent.lines()[-1] == "thank you"
    assert agent.resolve(chat, thanks["seq"])["ok"]
    assert visitor.request("conversation_rate", {"score": 5})["ok"]

    lines = visitor.messages()
    assert [line["seq"] for line in lines] == list(range(1, len(lines) + 1))
    assert visitor.event_types() == ["handed_off", "assigned", "resolved", "rated"]


def test_visitor_hears_that_nobody_is_there(world):
    visitor = world.visitor()

    world.hand_over(visitor)

    assert "Nobody is at the desk" in visitor.lines()[-1]
