"""A visitor leaves a message and a way to reach them."""

import json
from uuid import uuid4

import pytest
import structlog
from sqlalchemy import func, select, update

from agent_desk.storage.models import LeftMessage
from tests.fakes.hours import MONDAY_MORNING, set_hours
from tests.integration.agent_desk.messages.conftest import EMAIL, TEXT


def stored(world):
    with world.desk.database.read() as session:
        return session.scalar(select(func.count()).select_from(LeftMessage))


class TestReceipt:
    def test_visitor_gets_a_number_and_the_time_of_the_answer(self, world):
        world.desk.settings.handoff.answer_within_hours = 24
        visitor, _ = world.waiting_visitor()

        ack = visitor.leave_message(TEXT, EMAIL)

        assert ack["ok"]
        assert ack["answer_by"] == "2026-11-24T01:00:00Z"  # a day after the next opening
        assert f"Its number is {ack['reference']}" in visitor.lines()[-1]
        assert "Tuesday, Nov 24 at 09:00 (Beijing time)" in visitor.lines()[-1]
        assert visitor.state == "left_message"
        assert visitor.conversation["reference"] == ack["reference"]

    def test_no_time_is_promised_that_the_operator_has_not_set(self, world):
        visitor, _ = world.waiting_visitor()

        ack = visitor.leave_message(TEXT, EMAIL)

        assert ack["answer_by"] is None
        assert visitor.lines()[-1].endswith(f"Its number is {ack['reference']}.")

    def test_time_of_the_answer_is_named_even_if_the_shop_never_opens(self, world, leave):
        world.desk.settings.handoff.answer_within_hours = 24
        set_hours(world, zone_name="Beijing time")

        left = leave()

        # 16:00 in Shanghai, and a day for the answer.
        assert "tomorrow at 16:00 (Beijing time)" in left.visitor.lines()[-1]

    def test_message_takes_the_visitor_out_of_the_queue(self, world):
        world.clock.now = MONDAY_MORNING
        visitor, _ = world.waiting_visitor()
        other, _ = world.waiting_visitor()

        visitor.leave_message(TEXT, EMAIL)

        assert other.conversation["queue_position"] == 1


class TestSendingAgain:
    def test_message_is_stored_once_however_often_it_is_sent(self, world):
        visitor, id_ = world.visitor(), uuid4().hex

        first, again = (visitor.leave_message(TEXT, EMAIL, id_) for _ in range(2))

        assert again == first
        assert stored(world) == 1

    def test_message_that_an_earlier_version_stored_gives_its_receipt_again(self, world):
        visitor, id_ = world.visitor(), uuid4().hex
        first = visitor.leave_message(TEXT, "138 0013 8000", id_)
        as_stored_before = update(LeftMessage).values(contact="13800138000")
        world.desk.database.write(lambda transaction: transaction.execute(as_stored_before))

        assert visitor.leave_message(TEXT, "138 0013 8000", id_) == first

    @pytest.mark.parametrize("other", [("Other.", EMAIL), (TEXT, "+8613800138000")])
    def test_same_id_with_something_else_is_refused(self, world, other):
        visitor, id_ = world.visitor(), uuid4().hex
        visitor.leave_message(TEXT, EMAIL, id_)

        assert visitor.leave_message(*other, id_)["error"]["code"] == "id_conflict"


class TestRefusal:
    @pytest.mark.parametrize(
        ("text", "contact", "code"),
        [
            (TEXT, "somewhere", "contact_invalid"),
            (TEXT, "x" * 401, "invalid_payload"),
            ("  ", EMAIL, "text_empty"),
            ("x" * 2001, EMAIL, "text_too_long"),
        ],
    )
    def test_message_that_reaches_nobody_or_says_nothing_is_refused(
        self, world, text, contact, code
    ):
        refused = world.visitor().leave_message(text, contact)

        assert refused["error"]["code"] == code
        assert stored(world) == 0

    def test_message_is_refused_while_a_person_has_the_chat(self, world):
        world.clock.now = MONDAY_MORNING
        visitor, _ = world.held_chat(world.agent())

        refused = visitor.leave_message(TEXT, EMAIL)

        assert refused["error"]["code"] == "transition_not_allowed"
        assert TEXT not in visitor.lines()


class TestPrivacy:
    def test_contact_is_shown_to_agents_and_masked_in_the_lines_of_the_chat(self, world, leave):
        agent, left = world.agent(), leave()

        opened = agent.open(left.chat)

        assert opened["conversation"]["left_message"]["contact"] == EMAIL
        assert EMAIL not in json.dumps(opened["messages"])
        left.visitor.messages()
        assert EMAIL not in json.dumps(left.visitor.events)
        event = next(line["event"] for line in opened["messages"] if line["kind"] == "event")
        assert event["type"] == "message_left"
        assert event["reference"] == left.reference
        assert event["contact"] == "a…@customer.example"

    def test_agents_of_another_shop_see_nothing_of_it(self, world, leave):
        stranger = world.agent("eve@other.example", "Eve", shops=("other",))
        left = leave()

        assert stranger.ready["messages"] == []
        assert stranger.listed("messages") == []
        assert stranger.open(left.chat)["error"]["code"] == "not_found"
        assert EMAIL not in json.dumps(stranger.events)

    def test_contact_is_in_no_line_of_the_desks_log(self, world):
        with structlog.testing.capture_logs() as lines:
            visitor = world.visitor()
            visitor.leave_message(TEXT, EMAIL)
            visitor.leave_message(TEXT, "no contact of mine")

        written = json.dumps(lines, default=str)
        assert "ada@" not in written
        assert "no contact" not in written
