"""Every wait for a person ends, and the visitor knows where they stand."""

import pytest

from tests.fakes.hours import MONDAY_MORNING, set_hours
from tests.fakes.world import BO


class TestLongWait:
    def test_visitor_hears_once_that_it_takes_long_and_keeps_their_place(self, world):
        world.agent()
        visitor, _ = world.waiting_visitor()

        world.pass_time(170)
        assert visitor.conversation["message_offer"] is None
        world.pass_time(60)

        assert visitor.conversation["message_offer"] == "long_wait"
        assert (visitor.state, visitor.conversation["queue_position"]) == ("queued", 1)
        heard = [line for line in visitor.lines() if line.startswith("This takes longer")]
        assert len(heard) == 1

    def test_wait_has_an_end_even_if_nobody_ever_comes(self, world):
        visitor, _ = world.waiting_visitor()

        world.pass_time(7200, step=60)

        assert (visitor.state, visitor.conversation["message_offer"]) == ("bot", "long_wait")
        assert visitor.lines()[-1].startswith("Nobody could take your chat")

    def test_chat_with_a_left_message_goes_back_to_the_messages(self, world):
        visitor, _ = world.waiting_visitor()
        visitor.leave_message("Call me", "a@b.example")
        agent = world.agent()
        world.say(visitor, "Are you there?")
        assert visitor.state == "queued"

        agent.disconnect()
        world.pass_time(40)

        assert visitor.state == "left_message"
        assert visitor.event_types()[-1] == "message_kept"

    @pytest.mark.parametrize("on_duty", [True, False])
    @pytest.mark.parametrize("stays", [True, False])
    @pytest.mark.parametrize("hours", [None, "09:00-10:00"])
    def test_no_wait_lasts_for_ever(self, world, on_duty, stays, hours):
        """Many visitors at different moments; nobody touches a chat; none is left in the queue."""
        if hours:
            set_hours(world, monday=[hours])
            world.clock.now = MONDAY_MORNING
        agent = world.agent()
        chats = []
        for number in range(5):
            visitor, chat = world.waiting_visitor()
            chats.append(chat)
            world.pass_time(60 * number, step=60)
            if not stays:
                visitor.disconnect()
        if not on_duty:
            agent.disconnect()

        world.pass_time(7300, step=60)

        rows = {row["id"]: row["state"] for row in world.agent(BO, "Bo").listed("all")}
        assert {rows[chat] for chat in chats} <= {"bot", "resolved"}


class TestNobodyThere:
    def test_visitor_hears_it_when_the_last_agent_goes(self, world):
        agent = world.agent()
        visitor, _ = world.waiting_visitor()
        world.pass_time(40)
        agent.disconnect()

        world.pass_time(30)

        assert visitor.conversation["message_offer"] == "nobody_there"

    def test_visitor_who_waits_long_hears_it_once_however_often_the_agent_goes(self, world):
        agent = world.agent()
        visitor, _ = world.waiting_visitor()
        world.pass_time(200)
        offers = []
        for _ in range(2):
            for duty in ("off", "on"):
                agent.set_duty(duty)
                world.pass_time(10)
                offers.append(visitor.conversation["message_offer"])

        assert offers == ["nobody_there", "long_wait"] * 2
        assert [line[:20] for line in visitor.lines()[-2:]] == [
            "This takes longer th",
            "Nobody is at the des",
        ]

    def test_visitor_does_not_hear_it_before_consoles_could_come_back_after_a_restart(self, world):
        world.agent()
        visitor, _ = world.waiting_visitor()
        world.clock.advance(60)
        restarted = world.another_desk()

        offers = []
        for seconds in (39, 2):
            restarted.end_waits(after=seconds)
            here = world.visitor(token=visitor.token).ready["conversation"]
            offers.append(here["message_offer"])

        assert offers == [None, "nobody_there"]


class TestClosingTime:
    def test_wait_ends_when_nobody_is_there(self, world):
        set_hours(world, monday=["09:00-09:05"])
        world.clock.now = MONDAY_MORNING
        visitor, _ = world.waiting_visitor()

        world.pass_time(310)

        assert (visitor.state, visitor.conversation["message_offer"]) == ("bot", "closed")
        assert visitor.event_types()[-1] == "wait_ended"
        assert "back on Monday, Nov 30 at 09:00 (UTC+8)" in visitor.lines()[-1]

    def test_wait_goes_on_with_somebody_still_there_and_the_visitor_hears_it(self, world):
        set_hours(world, monday=["09:00-09:02"])
        world.clock.now = MONDAY_MORNING
        world.agent()
        visitor, _ = world.waiting_visitor()

        world.pass_time(130)

        assert (visitor.state, visitor.conversation["message_offer"]) == ("queued", "closed")
        assert visitor.lines()[-1].startswith("We have just closed")


class TestVisitorWhoLeaves:
    def test_wait_ends_when_the_visitor_is_gone_and_they_may_come_back(self, world):
        agent = world.agent()
        visitor, chat = world.waiting_visitor()
        world.pass_time(60)
        visitor.disconnect()

        world.pass_time(270)
        assert agent.state == "queued"
        world.pass_time(60)

        assert agent.state == "resolved"
        assert agent.open(chat)["messages"][-1]["event"]["type"] == "visitor_left"
        back = world.visitor(token=visitor.token)
        assert back.ready["conversation"]["state"] == "resolved"
        world.say(back, "I am back")
        assert back.state == "bot"

    def test_wait_goes_on_for_a_visitor_who_came_back_in_time(self, world):
        agent = world.agent()
        visitor, _ = world.waiting_visitor()
        visitor.disconnect()
        world.pass_time(200)
        world.visitor(token=visitor.token)

        world.pass_time(400)

        assert agent.state == "queued"

    def test_visitor_has_as_long_again_to_come_back_after_a_restart(self, world):
        agent = world.agent()
        visitor, _ = world.waiting_visitor()
        visitor.disconnect()
        world.clock.advance(3600)
        restarted = world.another_desk()

        for seconds, state in ((290, "queued"), (20, "resolved")):
            restarted.end_waits(after=seconds)
            assert [row["state"] for row in agent.listed("all")] == [state]
