"""A visitor rates a chat that has ended, once for all its readers."""

import pytest


@pytest.fixture
def chat(world):
    """The agent, the visitor and the id of a chat that they are in."""
    agent = world.agent()
    return agent, *world.held_chat(agent)


def test_rating_is_a_line_of_the_chat_that_both_sides_get(chat):
    agent, visitor, chat_id = chat
    assert agent.resolve(chat_id)["ok"]

    assert visitor.request("conversation_rate", {"score": 5})["ok"]

    assert visitor.conversation["rating"] == 5
    assert visitor.event_types()[-1] == "rated"
    assert agent.open(chat_id)["messages"][-1]["event"]["type"] == "rated"


def test_rating_again_changes_the_line_and_adds_none(chat):
    agent, visitor, chat_id = chat
    agent.resolve(chat_id)
    for score in (5, 1, 3):
        assert visitor.request("conversation_rate", {"score": score})["ok"]

    lines = [
        line["event"]["score"]
        for line in agent.open(chat_id)["messages"]
        if (line["event"] or {}).get("type") == "rated"
    ]

    assert lines == [3]
    assert visitor.conversation["rating"] == 3


def test_chat_that_goes_on_cannot_be_rated(chat):
    _, visitor, _ = chat

    refused = visitor.request("conversation_rate", {"score": 5})

    assert refused["error"]["code"] == "transition_not_allowed"
    assert "rated" not in visitor.event_types()


@pytest.mark.parametrize("score", [0, 6, "five"])
def test_score_outside_one_to_five_is_refused(chat, score):
    agent, visitor, chat_id = chat
    agent.resolve(chat_id)

    refused = visitor.request("conversation_rate", {"score": score})

    assert refused["error"]["code"] == "invalid_payload"
