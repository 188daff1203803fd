"""A signed identity ends on open sockets too, and a guest's tab does not read on after a sign-in."""

import base64
import hashlib
import hmac
import json

import pytest

from tests.fakes.clock import SATURDAY_AFTERNOON
from tests.fakes.identity import signed_identity
from tests.fakes.world import SHOP

NOW = int(SATURDAY_AFTERNOON.timestamp())
ENDED = 600 + 31
"""Seconds after which an identity of ``signed_identity`` has ended: it has 30 s of leeway."""

EVENTS = {
    "message_send": {"client_message_id": "12345678", "text": "hello"},
    "choice_select": {"client_message_id": "12345678", "message_id": "a", "choice_id": "b"},
    "handoff_request": {"client_message_id": "12345678"},
    "queue_leave": {},
    "message_leave": {"client_message_id": "12345678", "contact": "a@b.example", "text": "hi"},
    "answer_seen": {},
    "messages_fetch": {},
    "typing_set": {"typing": True},
    "answer_rate": {"message_id": "a", "helpful": True},
    "conversation_rate": {"score": 5},
}


def signed_in(world, subject="customer-6", **auth):
    visitor = world.visitor(identity=signed_identity(subject), **auth)
    assert visitor.connected
    return visitor


class TestAnIdentityThatExpires:
    @pytest.mark.parametrize("event", EVENTS)
    def test_is_refused_at_every_event(self, world, event):
        visitor = signed_in(world)
        world.say(visitor, "hello")
        world.clock.advance(ENDED)

        ack = visitor.request(event, EVENTS[event])

        assert ack["error"]["code"] == "identity_expired"
        assert not visitor.connected

    def test_gives_no_more_lines_to_its_socket(self, world):
        mei = world.agent()
        visitor, chat = world.held_chat(mei, identity=signed_identity("customer-6"))
        world.clock.advance(ENDED)

        assert mei.reply(chat, "the parcel is at your neighbour's")["ok"]

        assert "the parcel is at your neighbour's" not in visitor.lines()
        assert not visitor.connected

    def test_ends_a_socket_that_only_listens(self, world):
        visitor, guest = signed_in(world), world.visitor()
        world.desk.visitor_sockets.cut_off_ended()
        assert visitor.connected
        world.clock.advance(ENDED)

        world.desk.visitor_sockets.cut_off_ended()

        assert not visitor.connected
        assert guest.connected

    def test_is_replaced_by_a_fresh_one_without_losing_a_line(self, world):
        mei = world.agent()
        visitor, chat = world.held_chat(mei, identity=signed_identity("customer-6"))
        held = visitor.messages()[-1]["seq"]
        token = visitor.token
        world.clock.advance(ENDED)
        mei.reply(chat, "are you there?")
        fresh = signed_identity("customer-6", now=world.clock.now)

        again = world.visitor(token=token, identity=fresh, conversation_id=chat, last_seq=held)

        assert [line["text"] for line in again.ready["messages"]] == ["are you there?"]
        assert again.ready["visitor_token"] is None

    def test_keeps_a_place_in_the_queue_as_long_as_a_closed_page_does(self, world):
        patience = int(world.desk.settings.handoff.gone_after_seconds)
        mei = world.agent()
        visitor, chat = world.waiting_visitor(identity=signed_identity("customer-6"))
        token = visitor.token
        later, _ = world.waiting_visitor()
        world.pass_time(ENDED - ENDED % 10)
        world.clock.advance(ENDED % 10)
        world.desk.visitor_sockets.cut_off_ended()
        assert not visitor.connected

        world.pass_time(patience - 30)
        fresh = signed_identity("customer-6", now=world.clock.now)
        again = world.visitor(token=token, identity=fresh)
        kept = again.ready["conversation"]
        assert (kept["state"], kept["queue_position"]) == ("queued", 1)

        again.disconnect()
        world.pass_time(patience + 30)
        states = {row["id"]: row["state"] for row in mei.listed("all")}
        assert states[chat] == "resolved"
        assert later.state == "queued"

    def test_is_refused_when_connecting_with_a_code_of_its_own(self, world):
        token = signed_in(world).token
        world.clock.advance(ENDED)

        refused = world.visitor(token=token, identity=signed_identity("customer-6"))

        assert not refused.connected


class TestAGuestWhoseTokenSignsIn:
    @pytest.fixture
    def guest(self, world):
        guest = world.visitor()
        world.say(guest, "hello, I am a guest")
        return guest

    def test_receives_nothing_from_the_moment_of_the_sign_in(self, world, guest):
        mei = world.agent()
        chat = world.hand_over(guest)
        mei.claim(chat)
        tab = signed_in(world, token=guest.token)

        mei.reply(chat, "dear customer six")

        assert not guest.connected
        assert "dear customer six" not in guest.lines()
        assert "dear customer six" in tab.lines()

    def test_gets_another_token_and_an_empty_chat_when_it_reconnects(self, world, guest):
        signed_in(world, token=guest.token)

        ready = world.visitor(token=guest.token).ready

        assert ready["visitor_token"] not in (None, guest.token)
        assert ready["messages"] == []

    def test_keeps_its_lines_in_the_signed_chat(self, world, guest):
        tab = signed_in(world, token=guest.token)

        assert tab.ready["messages"][0]["text"] == "hello, I am a guest"

    @pytest.mark.parametrize("event", EVENTS)
    def test_is_refused_by_a_process_that_did_not_see_the_sign_in(self, world, event):
        other = world.another_desk()
        guest = other.visitor()
        other.say(guest, "hello")
        signed_in(world, token=guest.token)

        ack = guest.request(event, EVENTS[event])

        assert ack["error"]["code"] == "not_authenticated"
        assert not guest.connected

    def test_is_not_answered_by_a_turn_that_ends_after_the_sign_in(self, world):
        guest = world.visitor()
        assert guest.write("hello")["ok"]
        tab = signed_in(world, token=guest.token)

        world.answer_turns()

        assert guest.bot_lines() == []
        assert tab.bot_lines() != []

    def test_gives_the_chat_to_the_first_of_two_customers_only(self, world, guest):
        one = signed_in(world, "customer-6", token=guest.token)
        two = signed_in(world, "customer-7", token=guest.token)

        world.say(one, "where is my order?")

        assert two.token not in (None, guest.token)
        assert two.ready["messages"] == []
        assert "where is my order?" not in two.lines()


def jwt_with(claims):
    """Signed by the shop, whatever the claims are; ``claims`` may be raw JSON."""
    body = claims if isinstance(claims, str) else json.dumps(claims)
    parts = [
        base64.urlsafe_b64encode(part.encode("utf-8", "surrogatepass")).rstrip(b"=").decode()
        for part in ('{"alg":"HS256"}', body)
    ]
    key = SHOP["identity_secret"].encode()
    signature = hmac.new(key, ".".join(parts).encode(), hashlib.sha256).digest()
    return ".".join([*parts, base64.urlsafe_b64encode(signature).rstrip(b"=").decode()])


def claims(**changed):
    return {"sub": "customer-6", "aud": "demo", "exp": NOW + 600} | changed


class TestClaims:
    def test_whole_ones_are_accepted(self, world):
        assert world.visitor(identity=jwt_with(claims(exp=NOW + 600.5))).connected

    @pytest.mark.parametrize(
        "changed",
        [
            {claim: value}
            for claim in ("exp", "iat", "nbf")
            for value in (
                NOW + 10**9, 2**70, -1, -(2**70), True, False, "soon", str(NOW + 600), "", [], {},
                float("inf"), float("nan"), 1e308,
            )
        ]
        + [{"sub": value} for value in (True, 7, 2**70, [], {}, "", " ", "\u3164", "a\ud800", "a\0")]
        + [{"name": value} for value in (True, 7, 2**70, [], {}, "x" * 256)],
    )  # fmt: skip
    def test_strange_ones_are_refused_and_nothing_fails(self, world, no_traceback, changed):

        refused = world.visitor(identity=jwt_with(claims(**changed)))

        assert not refused.connected

    def test_a_number_that_no_float_holds_is_refused(self, world, no_traceback):
        raw = json.dumps(claims()).replace(str(NOW + 600), "1e400")

        assert not world.visitor(identity=jwt_with(raw)).connected

    def test_half_a_character_in_a_name_is_repaired(self, world):
        visitor = world.visitor(identity=jwt_with(claims(name="Ana \ud800 Souza")))
        world.hand_over(visitor)

        assert world.agent().ready["waiting"][0]["customer"]["label"].startswith("Ana")
