"""A visitor who comes back finds what they missed, and nobody else's lines."""


def test_visitor_gets_the_lines_after_the_last_one_they_have(world):
    visitor = world.visitor()
    sent = world.say(visitor, "hello")

    again = world.visitor(
        token=visitor.token, conversation_id=sent["conversation_id"], last_seq=1
    ).ready

    assert again["visitor_token"] is None
    assert again["reset"] is False
    assert [line["seq"] for line in again["messages"]] == [2]


def test_visitor_with_another_token_sees_nothing_of_the_conversation(world):
    sent = world.say(world.visitor(), "hello")

    stranger = world.visitor(token="x" * 43, conversation_id=sent["conversation_id"], last_seq=1)

    assert stranger.ready["messages"] == []
    assert stranger.request("messages_fetch", {"after_seq": 0})["messages"] == []
