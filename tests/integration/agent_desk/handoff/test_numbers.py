"""An agent sees the numbers that a visitor writes, also while no bot reads along."""

import pytest

from agent_desk.settings.order_numbers import OrderNumber

ORDER = {"entity": "order_number", "value": "RL2611200001"}


def numbers_of(line):
    return [(number["entity"], number["value"]) for number in line["numbers"]]


def test_numbers_written_while_the_chat_waits_are_in_the_opened_chat(world):
    agent = world.agent()
    visitor, chat = world.waiting_visitor()

    visitor.write("RL2611200001，尾号：8 0 0 0")

    line = agent.open(chat)["messages"][-1]
    assert numbers_of(line) == [("order_number", "RL2611200001"), ("phone_last4", "8000")]


def test_numbers_written_to_an_agent_come_with_the_live_line(world):
    agent = world.agent()
    visitor, chat = world.held_chat(agent)
    agent.open(chat)

    visitor.write("it is order #2611200001")

    assert agent.messages()[-1]["numbers"] == [ORDER]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("not RL2611200002 but RL2611200001", [("order_number", "RL2611200001")]),
        ("RL2611200001, again: RL2611200001", [("order_number", "RL2611200001")]),
        ("後天 LX123456785CN", [("date", "后天"), ("tracking_number", "LX123456785CN")]),
        ("thank you", []),
    ],
)
def test_numbers_of_a_line(world, text, numbers):
    agent = world.agent()
    visitor, chat = world.held_chat(agent)
    agent.open(chat)

    visitor.write(text)

    assert numbers_of(agent.messages()[-1]) == numbers


def test_numbers_are_those_of_the_chats_own_shop(world):
    numbers = [{"pattern": "#{4-6}", "example": "#1001"}]
    shops = dict(world.desk.settings.shops)
    shops["demo"] = shops["demo"].model_copy(update={"order_numbers": [OrderNumber(**numbers[0])]})
    other = world.another_desk(shops=shops)
    agent = other.agent()
    visitor, chat = other.held_chat(agent)
    agent.open(chat)

    visitor.write("order 1042, not RL2611200001")

    assert numbers_of(agent.messages()[-1]) == [("order_number", "#1042")]


def test_bot_is_told_how_the_shop_writes_its_numbers(world):
    world.say(world.visitor(), "where is it")

    assert world.dialogue.asked[-1]["order_numbers"] == ("RL{10}",)


def test_numbers_in_an_agents_own_line_are_not_the_visitors(world):
    agent = world.agent()
    _, chat = world.held_chat(agent)

    ack = agent.reply(chat, "Is it RL2611200001?")

    assert ack["message"]["numbers"] == []


def test_visitor_learns_nothing_of_what_was_found(world):
    visitor, _ = world.waiting_visitor()

    visitor.write("RL2611200001")

    assert "numbers" not in visitor.messages()[-1]
