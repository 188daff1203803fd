"""A visitor whom nobody can serve leaves a message, an agent answers it, and it is read."""

import json
from datetime import UTC, datetime
from uuid import uuid4

import pytest
import structlog
from sqlalchemy import update

from agent_desk.rasa.turn import (
    Act,
    RasaTurn,
)
from agent_desk.settings.hours import HoursSettings
from agent_desk.storage.models import LeftMessage

EMAIL = "ada@customer.example"
WORKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday"]
SATURDAY_AFTERNOON = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
MONDAY_MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # 09:00 in Shanghai


@pytest.fixture
def world(world):
    """The shop answers on workdays from nine to six, in Shanghai."""
    hours = HoursSettings.model_validate(
        {
            "time_zone": "Asia/Shanghai",
            "zone_name": {"zh": "北京时间", "en": "Beijing time"},
            "weekly": {day: ["09:00-18:00"] for day in WORKDAYS},
        }
    )
    world.desk.settings.shops["demo"].hours = hours
    world.clock.now = SATURDAY_AFTERNOON
    return world


def leave(visitor, text="My lamp came broken.", contact=EMAIL, id_=None):
    payload = {"client_message_id": id_ or uuid4().hex, "contact": contact, "text": text}
    return visitor.request("message_leave", payload)


def left(world):
    """A visitor whose message waits, and the chat's id."""
    visitor = world.visitor()
    world.hand_over(visitor)
    ack = leave(visitor)
    assert ack["ok"], ack
    return visitor, ack["message"]["conversation_id"], ack["reference"]


def state(visitor):
    return visitor.told("conversation_changed")[-1]


class TestOutOfHours:
    def test_visitor_is_told_when_somebody_is_back_and_asked_for_a_message(self, world):
        world.agent()
        visitor = world.visitor()

        world.hand_over(visitor)

        assert "back on Monday, 23 November at 09:00 (Beijing time)" in visitor.lines()[-1]
        assert state(visitor)["state"] == "bot"
        assert state(visitor)["message_offer"] == "closed"

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("zh-Hans", "同事将于11月23日星期一 09:00（北京时间）上线"),
            ("zh-Hant", "同事將於11月23日星期一 09:00（北京時間）上線"),
        ],
    )
    def test_is_told_in_their_own_script(self, world, language, words):
        visitor = world.visitor(language=language)

        world.hand_over(visitor)

        assert words in visitor.lines()[-1]

    def test_bot_does_not_say_that_it_calls_somebody(self, world):
        world.dialogue.turns["You are awful"] = RasaTurn(
            "complaint", 1.0, acts=(Act("hand_off", {"reason": "complaint"}),)
        )
        visitor = world.visitor()

        world.say(visitor, "You are awful")

        assert len(visitor.lines()) == 2
        assert visitor.lines()[-1].startswith("I'm sorry for the trouble. Our team is not here")

    def test_visitor_may_go_on_with_the_bot(self, world):
        visitor = world.visitor()
        world.hand_over(visitor)

        world.say(visitor, "Then how long is delivery?")

        assert state(visitor)["message_offer"] is None
        assert visitor.told("message_created")[-1]["author"] == "bot"

    def test_wish_for_a_person_is_not_asked_of_the_bot_again(self, world):
        visitor = world.visitor()
        visitor.request("message_send", {"client_message_id": uuid4().hex, "text": "First"})
        world.hand_over(visitor)
        assert world.answer_turns() == 0

        world.say(visitor, "How long is delivery?")

        assert [asked["text"] for asked in world.dialogue.asked] == ["How long is delivery?"]

    def test_with_the_shop_open_and_somebody_there_they_wait_as_ever(self, world):
        world.agent()
        world.clock.now = MONDAY_MORNING
        visitor = world.visitor()

        world.hand_over(visitor)

        assert state(visitor)["state"] == "queued"
        assert state(visitor)["message_offer"] is None

    def test_with_nobody_on_duty_they_are_asked_and_may_wait(self, world):
        world.clock.now = MONDAY_MORNING
        visitor = world.visitor()

        world.hand_over(visitor)

        assert state(visitor)["state"] == "queued"
        assert state(visitor)["message_offer"] == "nobody_there"
        assert visitor.lines()[-1].startswith("Nobody is at the desk")


class TestLeaving:
    def test_gives_a_receipt_with_a_number_and_a_time(self, world):
        visitor = world.visitor()
        world.hand_over(visitor)

        ack = leave(visitor)

        assert ack["ok"]
        assert ack["answer_by"] == "2026-11-24T01:00:00Z"  # a day after the next opening
        assert f"Its number is {ack['reference']}" in visitor.lines()[-1]
        assert "Tuesday, 24 November at 09:00 (Beijing time)" in visitor.lines()[-1]
        assert state(visitor)["state"] == "left_message"
        assert state(visitor)["reference"] == ack["reference"]

    def test_is_stored_once_however_often_it_is_sent(self, world):
        visitor, id_ = world.visitor(), uuid4().hex

        first, again = leave(visitor, id_=id_), leave(visitor, id_=id_)

        assert again == first
        with world.desk.database.read() as session:
            assert session.query(LeftMessage).count() == 1

    def test_stored_by_an_earlier_version_gives_its_receipt_again(self, world):
        visitor, id_ = world.visitor(), uuid4().hex
        first = leave(visitor, contact="138 0013 8000", id_=id_)
        as_before = update(LeftMessage).values(contact="13800138000")
        world.desk.database.write(lambda transaction: transaction.execute(as_before))

        assert leave(visitor, contact="138 0013 8000", id_=id_) == first

    @pytest.mark.parametrize("change", [{"text": "Other."}, {"contact": "+8613800138000"}])
    def test_same_id_with_something_else_is_refused(self, world, change):
        visitor, id_ = world.visitor(), uuid4().hex
        leave(visitor, id_=id_)

        assert leave(visitor, id_=id_, **change)["error"]["code"] == "id_conflict"

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"contact": "somewhere"}, "contact_invalid"),
            ({"contact": "x" * 401}, "invalid_payload"),
            ({"text": "  "}, "text_empty"),
            ({"text": "x" * 2001}, "text_too_long"),
        ],
    )
    def test_that_reaches_nobody_or_says_nothing_is_refused(self, world, change, code):
        visitor = world.visitor()

        assert leave(visitor, **change)["error"]["code"] == code
        with world.desk.database.read() as session:
            assert session.query(LeftMessage).count() == 0

    def test_is_refused_while_a_person_has_the_chat(self, world):
        world.clock.now = MONDAY_MORNING
        agent, visitor = world.agent(), world.visitor()
        agent.request("conversation_claim", {"conversation_id": world.hand_over(visitor)})

        assert leave(visitor)["error"]["code"] == "transition_not_allowed"
        assert visitor.lines()[-1] != "My lamp came broken."

    def test_takes_the_visitor_out_of_the_queue(self, world):
        world.clock.now = MONDAY_MORNING
        visitor, other = world.visitor(), world.visitor()
        world.hand_over(visitor)
        world.hand_over(other)

        leave(visitor)

        assert state(other)["queue_position"] == 1

    def test_contact_is_shown_to_agents_and_masked_in_the_log(self, world):
        agent = world.agent()
        visitor, id_, reference = left(world)

        opened = agent.request("conversation_open", {"conversation_id": id_})

        assert opened["conversation"]["left_message"]["contact"] == EMAIL
        assert EMAIL not in json.dumps(opened["messages"])
        assert EMAIL not in json.dumps(visitor.facts)
        event = next(m["event"] for m in opened["messages"] if m["kind"] == "event")
        assert event["type"] == "message_left"
        assert (event["reference"], event["contact"]) == (reference, "a…@customer.example")

    def test_agents_of_another_shop_see_nothing(self, world):
        stranger = world.agent("eve@other.example", "Eve", shops=("other",))
        _, id_, _ = left(world)

        assert stranger.told("console_ready")[0]["messages"] == []
        assert stranger.request("conversation_list", {"view": "messages"})["conversations"] == []
        ack = stranger.request("conversation_open", {"conversation_id": id_})
        assert ack["error"]["code"] == "not_found"
        assert EMAIL not in json.dumps(stranger.facts)

    def test_contact_is_in_no_log_line(self, world):
        with structlog.testing.capture_logs() as lines:
            visitor = world.visitor()
            leave(visitor)
            leave(visitor, contact="no contact of mine")

        written = json.dumps(lines, default=str)
        assert "ada@" not in written
        assert "no contact" not in written


class TestFollowUp:
    def test_stands_in_a_list_of_its_own_oldest_first(self, world):
        _, first, _ = left(world)
        world.clock.advance(60)
        _, second, _ = left(world)

        ready = world.agent().told("console_ready")[0]

        assert [row["id"] for row in ready["messages"]] == [first, second]
        assert ready["waiting"] == []
        assert ready["messages"][0]["waiting_since"] == "2026-11-21T08:00:00Z"

    def test_says_why_a_person_was_wanted(self, world):
        _, id_, _ = left(world)

        opened = world.agent().request("conversation_open", {"conversation_id": id_})

        assert opened["handoff"]["reason"] == "asked"
        assert opened["conversation"]["reason"] == "asked"

    def test_answer_waits_for_the_visitor_and_resolve_closes_it(self, world):
        visitor, id_, _ = left(world)
        token = visitor.told("session_ready")[0]["visitor_token"]
        visitor.disconnect()
        agent, ref = world.agent(), {"conversation_id": id_}

        assert agent.request("conversation_claim", ref)["ok"]
        reply = {**ref, "client_message_id": uuid4().hex, "text": "A new one is on its way."}
        seen = agent.request("message_send", reply)["message"]["seq"]
        assert agent.request("conversation_resolve", ref | {"last_seq": seen})["ok"]
        world.clock.advance(5 * 24 * 3600)
        world.visitor(token=token)  # a page of the shop, with the chat closed
        world.clock.advance(5 * 24 * 3600)

        back = world.visitor(token=token)
        ready = back.told("session_ready")[0]
        assert ready["conversation"]["id"] == id_
        assert back.request("answer_seen")["ok"]
        said = [line["text"] for line in ready["messages"] if line["author"] == "agent"]
        assert said == ["A new one is on its way."]
        # From now on it ages like any other that has ended.
        world.clock.advance(23 * 3600)
        assert world.visitor(token=token).told("session_ready")[0]["conversation"] is not None
        world.clock.advance(2 * 3600)
        assert world.visitor(token=token).told("session_ready")[0]["conversation"] is None

    def test_given_back_without_an_answer_it_waits_on_with_its_age(self, world):
        _, id_, _ = left(world)
        world.clock.advance(600)
        agent, ref = world.agent(), {"conversation_id": id_}
        agent.request("conversation_claim", ref)

        ack = agent.request("conversation_release", ref)

        assert ack["conversation"]["state"] == "left_message"
        assert ack["conversation"]["waiting_since"] == "2026-11-21T08:00:00Z"

    def test_of_an_agent_who_is_gone_waits_on(self, world):
        _, id_, _ = left(world)
        agent = world.agent()
        agent.request("conversation_claim", {"conversation_id": id_})
        agent.disconnect()
        world.clock.advance(61)

        world.desk.absences.release()

        assert [row["id"] for row in world.agent().told("console_ready")[0]["messages"]] == [id_]

    def test_with_its_answer_is_closed_when_its_agent_goes(self, world):
        """Nobody has to take it over: the answer waits for the visitor, wherever the agent is."""
        visitor, id_, _ = left(world)
        agent, ref = world.agent(), {"conversation_id": id_}
        agent.request("conversation_claim", ref)
        reply = {**ref, "client_message_id": uuid4().hex, "text": "A new one is on its way."}
        agent.request("message_send", reply)
        agent.disconnect()
        world.clock.advance(61)

        world.desk.absences.release()

        assert state(visitor)["state"] == "resolved"
        assert visitor.lines()[-1] == "A new one is on its way."

    def test_names_a_time_of_the_shop_even_if_it_never_opens(self, world):
        hours = {
            "time_zone": "Asia/Shanghai",
            "zone_name": {"zh": "北京时间", "en": "Beijing time"},
        }
        world.desk.settings.shops["demo"].hours = HoursSettings.model_validate(
            hours | {"weekly": {}}
        )

        visitor, _, _ = left(world)

        # 16:00 in Shanghai, and a day for the answer.
        assert "tomorrow at 16:00 (Beijing time)" in visitor.lines()[-1]

    def test_rings_at_nobody(self, world):
        agent = world.agent()
        left(world)

        world.desk.offers.run()

        assert agent.told("conversation_queued") == agent.told("conversation_offered") == []
        assert agent.told("conversation_changed")[-1]["state"] == "left_message"


class TestWritingAgain:
    def test_joins_the_message_and_is_told_so_once(self, world):
        visitor, _, reference = left(world)

        world.say(visitor, "It is the blue one.")
        world.say(visitor, "Order RL2611200001.")

        joined = f"Added to your message {reference}. Somebody from our team will answer here."
        assert visitor.lines()[-3:] == ["It is the blue one.", joined, "Order RL2611200001."]
        assert state(visitor)["state"] == "left_message"

    def test_goes_to_the_queue_when_somebody_is_there_now(self, world):
        visitor, _, _ = left(world)
        world.clock.now = MONDAY_MORNING
        agent = world.agent()

        world.say(visitor, "Is anybody there?")

        assert state(visitor)["state"] == "queued"
        assert agent.told("conversation_queued")[-1]["conversation"]["reason"] == "wrote_again"

    def test_who_found_the_queue_too_slow_is_not_put_back_into_it(self, world):
        world.clock.now = MONDAY_MORNING
        world.agent()
        visitor = world.visitor()
        world.hand_over(visitor)
        world.clock.advance(180)
        world.desk.wait_monitor.sweep()
        assert state(visitor)["message_offer"] == "long_wait"
        leave(visitor)

        world.say(visitor, "And the shade is cracked.")
        assert state(visitor)["state"] == "left_message"
        world.hand_over(visitor)
        assert state(visitor)["state"] == "queued"

    def test_who_leaves_the_queue_again_keeps_their_message(self, world):
        visitor, id_, _ = left(world)
        world.clock.now = MONDAY_MORNING
        agent = world.agent()
        world.say(visitor, "Is anybody there?")

        assert visitor.request("queue_leave")["ok"]

        assert state(visitor)["state"] == "left_message"
        listed = agent.request("conversation_list", {"view": "messages"})["conversations"]
        assert [row["id"] for row in listed] == [id_]
