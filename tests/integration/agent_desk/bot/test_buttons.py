"""Buttons under an answer: links, and questions to ask next."""

import pytest

from knowledge_base.content.buttons import Button
from tests.fakes.base import stored

PAGE = "https://shop.example/returns"
BUTTONS = (Button("Return an item", url=PAGE), Button("What does it cost?", entry="returns-cost"))


@pytest.fixture
def visitor(world):
    world.base.knows("what does it cost", stored("returns-cost", answer="It is free."))
    world.base.knows("returns?", stored(answer="Five days.", buttons=BUTTONS))
    visitor = world.visitor()
    world.say(visitor, "returns?")
    return visitor


def test_come_with_the_answer(visitor):
    line = visitor.messages()[-1]
    assert line["text"] == "Five days."
    assert line["choices"] == [
        {"id": "link-0", "kind": "link", "label": "Return an item", "url": PAGE},
        {"id": "returns-cost", "kind": "question", "label": "What does it cost?", "url": None},
    ]


def test_question_is_asked_by_a_click(world, visitor):
    assert visitor.choose(visitor.messages()[-1], "returns-cost")["ok"]
    world.answer_turns()
    assert visitor.lines()[-1] == "It is free."


def test_link_is_nothing_that_could_be_asked(visitor):
    refused = visitor.choose(visitor.messages()[-1], "link-0")
    assert refused["error"]["code"] == "not_found"


def test_answer_without_words_says_where_it_leads(world):
    world.base.knows("sizes?", stored(answer="", buttons=(Button("Sizes", url=PAGE),)))
    visitor = world.visitor()
    world.say(visitor, "sizes?")
    assert visitor.lines()[-1] == "You will find that here."


def test_agents_may_send_the_address(world, visitor):
    chat = world.hand_over(visitor)
    agent = world.agent()
    agent.claim(chat)
    lines = agent.request("messages_fetch", {"conversation_id": chat})["messages"]
    explained = [line["explanation"]["matches"] for line in lines if line["explanation"]]
    assert explained[0][0]["answer"] == f"Five days.\nReturn an item: {PAGE}"
