"""Every wait for a person ends, and every silent chat: told by the clock of the tests."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from agent_desk.app import create_desk
from agent_desk.settings.hours import HoursSettings
from tests.fakes.base import stored

OPENING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # Monday, 09:00 in Shanghai


def set_hours(world, *times):
    hours = {"time_zone": "Asia/Shanghai", "weekly": {"monday": list(times)}}
    world.desk.settings.shops["demo"].hours = HoursSettings.model_validate(hours)
    world.clock.now = OPENING


def events(client):
    lines = client.told("message_created")
    return [line["event"]["type"] for line in lines if line["kind"] == "event"]


def state(visitor):
    return visitor.told("conversation_changed")[-1]


def pass_time(world, seconds, *, step=10):
    """Lets the desk's watching loops run for a while. Consoles stay open."""
    for _ in range(0, seconds, step):
        world.clock.advance(step)
        world.desk.roster.heartbeat()
        world.desk.absences.release()
        world.desk.wait_monitor.sweep()
        world.desk.idle_chats.sweep()


class TestWaiting:
    def test_too_long_is_told_once_and_the_place_is_kept(self, world):
        world.agent()
        visitor = world.visitor()
        world.hand_over(visitor)

        pass_time(world, 170)
        assert state(visitor)["message_offer"] is None
        pass_time(world, 60)

        assert state(visitor)["message_offer"] == "long_wait"
        assert (state(visitor)["state"], state(visitor)["queue_position"]) == ("queued", 1)
        told = [line for line in visitor.lines() if line.startswith("This takes longer")]
        assert len(told) == 1

    def test_is_told_when_the_last_agent_goes(self, world):
        agent, visitor = world.agent(), world.visitor()
        world.hand_over(visitor)
        pass_time(world, 40)
        agent.disconnect()

        pass_time(world, 30)

        assert state(visitor)["message_offer"] == "nobody_there"

    def test_that_takes_long_is_told_too_when_the_last_agent_goes_and_not_each_time(self, world):
        visitor = world.visitor()
        agent = world.agent()
        world.hand_over(visitor)
        pass_time(world, 200)
        offers = []
        for _ in range(2):
            agent.request("duty_set", {"duty": "off"})
            pass_time(world, 10)
            offers.append(state(visitor)["message_offer"])
            agent.request("duty_set", {"duty": "on"})
            pass_time(world, 10)
            offers.append(state(visitor)["message_offer"])

        assert offers == ["nobody_there", "long_wait"] * 2
        assert [line[:20] for line in visitor.lines()[-2:]] == [
            "This takes longer th",
            "Nobody is at the des",
        ]

    def test_is_not_told_that_nobody_is_there_before_consoles_could_come_back(self, world):
        visitor = world.visitor()
        world.agent()
        world.hand_over(visitor)
        token = visitor.told("session_ready")[0]["visitor_token"]
        world.clock.advance(60)
        again = create_desk(world.desk.settings, knowledge_base=world.base, clock=world.clock)

        offers = []
        for seconds in (39, 2):
            world.clock.advance(seconds)
            again.wait_monitor.sweep()
            here = world.visitor(token=token).told("session_ready")[0]["conversation"]
            offers.append(here["message_offer"])

        assert offers == [None, "nobody_there"]

    def test_ends_at_closing_time_when_nobody_is_there(self, world):
        set_hours(world, "09:00-09:05")
        visitor = world.visitor()
        world.hand_over(visitor)

        pass_time(world, 310)

        assert (state(visitor)["state"], state(visitor)["message_offer"]) == ("bot", "closed")
        assert events(visitor)[-1] == "wait_ended"
        assert "back on Monday, 30 November at 09:00 (UTC+8)" in visitor.lines()[-1]

    def test_at_closing_time_with_somebody_still_there_is_told_and_goes_on(self, world):
        set_hours(world, "09:00-09:02")
        world.agent()
        visitor = world.visitor()
        world.hand_over(visitor)

        pass_time(world, 130)

        assert (state(visitor)["state"], state(visitor)["message_offer"]) == ("queued", "closed")
        assert visitor.lines()[-1].startswith("Our hours have just ended")

    def test_ends_when_the_visitor_has_left_and_they_may_come_back(self, world):
        agent, visitor = world.agent(), world.visitor()
        id_ = world.hand_over(visitor)
        token = visitor.told("session_ready")[0]["visitor_token"]
        pass_time(world, 60)
        visitor.disconnect()

        pass_time(world, 270)
        assert agent.told("conversation_changed")[-1]["state"] == "queued"
        pass_time(world, 60)

        assert agent.told("conversation_changed")[-1]["state"] == "resolved"
        opened = agent.request("conversation_open", {"conversation_id": id_})
        assert opened["messages"][-1]["event"]["type"] == "visitor_left"
        back = world.visitor(token=token)
        assert back.told("session_ready")[0]["conversation"]["state"] == "resolved"
        world.say(back, "I am back")
        assert state(back)["state"] == "bot"

    def test_goes_on_for_a_visitor_who_came_back_in_time(self, world):
        agent, visitor = world.agent(), world.visitor()
        world.hand_over(visitor)
        token = visitor.told("session_ready")[0]["visitor_token"]
        visitor.disconnect()
        pass_time(world, 200)
        world.visitor(token=token)

        pass_time(world, 400)

        assert len(agent.told("console_ready")[0]["waiting"]) == 0
        assert agent.told("conversation_changed")[-1]["state"] == "queued"

    def test_survives_a_restart_of_the_desk(self, world):
        """Who waited while no desk ran gets their time to come back."""
        agent, visitor = world.agent(), world.visitor()
        world.hand_over(visitor)
        visitor.disconnect()
        world.clock.advance(3600)
        again = create_desk(world.desk.settings, knowledge_base=world.base, clock=world.clock)

        for seconds, state in ((290, "queued"), (20, "resolved")):
            world.clock.advance(seconds)
            again.wait_monitor.sweep()
            listed = agent.request("conversation_list", {"view": "all"})["conversations"]
            assert [row["state"] for row in listed] == [state]

    def test_has_an_end_even_if_nobody_ever_comes(self, world):
        visitor = world.visitor()
        world.hand_over(visitor)

        pass_time(world, 7200, step=60)

        assert (state(visitor)["state"], state(visitor)["message_offer"]) == ("bot", "long_wait")
        assert visitor.lines()[-1].startswith("Nobody could take your chat")

    def test_after_a_message_was_left_it_goes_back_to_the_follow_ups(self, world):
        visitor = world.visitor()
        world.hand_over(visitor)
        visitor.request(
            "message_leave",
            {"client_message_id": uuid4().hex, "contact": "a@b.example", "text": "Call me"},
        )
        agent = world.agent()
        world.say(visitor, "Are you there?")
        assert state(visitor)["state"] == "queued"

        agent.disconnect()
        pass_time(world, 40)

        assert state(visitor)["state"] == "left_message"
        assert events(visitor)[-1] == "message_kept"

    def test_question_asked_in_the_queue_is_the_bots_when_the_visitor_leaves_it(self, world):
        world.base.knows("How long?", stored())
        visitor = world.visitor()
        world.hand_over(visitor)
        world.say(visitor, "How long?")
        pass_time(world, 10)

        assert visitor.request("queue_leave")["ok"]
        world.answer_turns()

        assert visitor.lines()[-1] == "15–25 working days."

    @pytest.mark.parametrize("on_duty", [True, False])
    @pytest.mark.parametrize("stays", [True, False])
    @pytest.mark.parametrize("hours", [None, "09:00-10:00"])
    def test_never_is_for_ever(self, world, on_duty, stays, hours):
        """Many visitors at different moments; nobody touches a chat; none is left in the queue."""
        if hours:
            set_hours(world, hours)
        agent = world.agent()
        ids = []
        for number in range(5):
            visitor = world.visitor()
            ids.append(world.hand_over(visitor))
            pass_time(world, 60 * number, step=60)
            if not stays:
                visitor.disconnect()
        if not on_duty:
            agent.disconnect()

        pass_time(world, 7300, step=60)

        rows = world.agent("bo@shop.example", "Bo").request("conversation_list", {"view": "all"})
        found = {row["id"]: row["state"] for row in rows["conversations"]}
        assert {found[id_] for id_ in ids} <= {"bot", "resolved"}


class TestIdle:
    def test_with_the_bot_is_reminded_once_and_closed(self, world):
        world.base.knows("How long?", stored())
        visitor = world.visitor()
        world.say(visitor, "How long?")

        pass_time(world, 590)
        assert events(visitor) == []
        pass_time(world, 1190)
        assert events(visitor) == ["reminded"]
        pass_time(world, 100)
        assert events(visitor) == ["reminded", "closed_idle"]
        pass_time(world, 4000, step=100)

        assert events(visitor) == ["reminded", "closed_idle"]
        assert state(visitor)["state"] == "resolved"

    def test_a_line_in_between_begins_it_anew(self, world):
        world.base.knows("Hello?", stored())
        visitor = world.visitor()
        world.say(visitor, "How long?")
        pass_time(world, 700)
        world.say(visitor, "Hello?")

        pass_time(world, 590)
        assert events(visitor) == ["reminded"]
        pass_time(world, 20)
        assert events(visitor) == ["reminded", "reminded"]

    def test_with_an_agent_counts_from_the_agents_reply(self, world):
        agent, visitor = world.agent(), world.visitor()
        ref = {"conversation_id": world.hand_over(visitor)}
        agent.request("conversation_claim", ref)
        pass_time(world, 800)
        assert "reminded" not in events(visitor)  # the agent owes the next line
        agent.request(
            "message_send", {**ref, "client_message_id": uuid4().hex, "text": "Which lamp?"}
        )

        pass_time(world, 610)
        assert events(visitor)[-1] == "reminded"
        bots = [line for line in visitor.told("message_created") if line["author"] == "bot"]
        pass_time(world, 1210)
        assert events(visitor)[-1] == "closed_idle"
        after = [line for line in visitor.told("message_created") if line["author"] == "bot"]
        assert after == bots, "one voice: no line of the bot while a person has the chat"

    @pytest.mark.parametrize("adds", [[], ["It is order 4321"]], ids=["as it was", "added to"])
    def test_answer_to_a_message_that_was_left_waits_without_a_reminder(self, world, adds):
        visitor = world.visitor()
        world.hand_over(visitor)
        ack = visitor.request(
            "message_leave",
            {"client_message_id": uuid4().hex, "contact": "a@b.example", "text": "Call me"},
        )
        for text in adds:
            world.say(visitor, text)
        visitor.disconnect()
        agent, ref = world.agent(), {"conversation_id": ack["message"]["conversation_id"]}
        agent.request("conversation_claim", ref)
        agent.request("message_send", {**ref, "client_message_id": uuid4().hex, "text": "Done."})

        pass_time(world, 5000, step=50)

        assert agent.told("conversation_changed")[-1]["state"] == "assigned"

    def test_can_be_switched_off(self, world):
        world.desk.settings.idle.reminder_seconds = 0
        world.desk.settings.idle.close_seconds = 0
        visitor = world.visitor()
        world.say(visitor, "How long?")

        pass_time(world, 9000, step=100)

        assert events(visitor) == []
