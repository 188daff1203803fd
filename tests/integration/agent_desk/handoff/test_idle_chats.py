"""A chat whose visitor falls silent is closed after a reminder."""

import pytest

from tests.fakes.base import stored


def test_chat_with_the_bot_is_closed_after_one_reminder(world):
    world.base.knows("How long?", stored())
    visitor = world.visitor()
    world.say(visitor, "How long?")

    world.pass_time(590)
    assert visitor.event_types() == []
    world.pass_time(1190)
    assert visitor.event_types() == ["reminded"]
    world.pass_time(100)
    assert visitor.event_types() == ["reminded", "closed_idle"]
    world.pass_time(4000, step=100)

    assert visitor.event_types() == ["reminded", "closed_idle"]
    assert visitor.state == "resolved"


def test_line_in_between_starts_the_silence_again(world):
    world.base.knows("Hello?", stored())
    visitor = world.visitor()
    world.say(visitor, "How long?")
    world.pass_time(700)
    world.say(visitor, "Hello?")

    world.pass_time(590)
    assert visitor.event_types() == ["reminded"]
    world.pass_time(20)
    assert visitor.event_types() == ["reminded", "reminded"]


def test_silence_with_an_agent_begins_with_the_agents_reply(world):
    agent = world.agent()
    visitor, chat = world.held_chat(agent)
    world.pass_time(800)
    assert "reminded" not in visitor.event_types()  # the visitor waits for the agent
    agent.reply(chat, "Which lamp?")

    world.pass_time(610)
    assert visitor.event_types()[-1] == "reminded"
    said = visitor.bot_lines()
    world.pass_time(1210)
    assert visitor.event_types()[-1] == "closed_idle"
    assert visitor.bot_lines() == said, "the bot wrote while a person had the chat"


@pytest.mark.parametrize("adds", [[], ["It is order 4321"]], ids=["as it was", "added to"])
def test_answer_to_a_left_message_waits_without_a_reminder(world, adds):
    visitor, chat = world.waiting_visitor()
    assert visitor.leave_message("Call me", "a@b.example")["ok"]
    for text in adds:
        world.say(visitor, text)
    visitor.disconnect()
    agent = world.agent()
    agent.claim(chat)
    agent.reply(chat, "Done.")

    world.pass_time(5000, step=50)

    assert agent.state == "assigned"


def test_reminders_and_closing_can_be_switched_off(world):
    world.desk.settings.idle.reminder_seconds = 0
    world.desk.settings.idle.close_seconds = 0
    visitor = world.visitor()
    world.say(visitor, "How long?")

    world.pass_time(9000, step=100)

    assert visitor.event_types() == []
