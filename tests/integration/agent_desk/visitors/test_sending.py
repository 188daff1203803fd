"""A visitor's line is stored once and acknowledged, or refused with a reason."""

import pytest


def test_line_that_is_sent_twice_is_stored_once(world):
    visitor = world.visitor()

    first, again = (visitor.write("hello", "a-client-id") for _ in range(2))

    assert first["message"]["seq"] == again["message"]["seq"] == 1


def test_same_id_with_another_text_is_refused(world):
    visitor = world.visitor()
    visitor.write("hello", "a-client-id")

    assert visitor.write("something else", "a-client-id")["error"]["code"] == "id_conflict"


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({"client_message_id": "abcdefgh", "text": " \n"}, "text_empty"),
        ({"client_message_id": "abcdefgh", "text": "x" * 2001}, "text_too_long"),
        ({"client_message_id": "abcdefgh"}, "invalid_payload"),
        ({"client_message_id": "a b", "text": "x"}, "invalid_payload"),
        ({"client_message_id": "abcdefgh", "text": "x", "seq": 3}, "invalid_payload"),
        ("text", "invalid_payload"),
        (None, "invalid_payload"),
    ],
)
def test_malformed_line_is_refused_with_a_reason(world, payload, code):
    ack = world.visitor().request("message_send", payload)

    assert ack["ok"] is False
    assert ack["error"]["code"] == code
    assert ack["error"]["message"]


def test_unknown_event_is_refused(world):
    ack = world.visitor().request("message_delete", {"id": 1})

    assert ack["error"]["code"] == "unknown_event"


def test_line_beyond_the_limit_is_refused_with_a_time(world):
    visitor = world.visitor()

    acks = [visitor.write("hi") for _ in range(41)]

    assert acks[39]["ok"]
    assert acks[40]["error"]["code"] == "rate_limited"
    assert acks[40]["error"]["retry_after_seconds"] > 0


def test_half_a_character_is_stored_as_a_replacement_character(world):
    assert world.visitor().write("a\ud800b")["message"]["text"] == "a\ufffdb"
