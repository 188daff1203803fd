"""A visitor who asks for a person when none can come is asked for a message."""

import pytest

from agent_desk.rasa.turn import Act, RasaTurn
from agent_desk.texts.en import EN
from tests.fakes.hours import MONDAY_MORNING


class TestClosed:
    def test_visitor_hears_when_somebody_is_back_and_can_leave_a_message(self, world):
        world.agent()
        visitor, _ = world.waiting_visitor()

        assert "back on Monday, Nov 23 at 09:00 (Beijing time)" in visitor.lines()[-1]
        assert visitor.state == "bot"
        assert visitor.conversation["message_offer"] == "closed"

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("zh-Hans", "同事将于11月23日星期一 09:00（北京时间）上线"),
            ("zh-Hant", "客服人員將於11月23日星期一 09:00（北京時間）恢復服務"),
        ],
    )
    def test_visitor_hears_it_in_their_own_script(self, world, language, words):
        visitor, _ = world.waiting_visitor(language=language)

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
        visitor, _ = world.waiting_visitor()

        world.say(visitor, "Then how long is delivery?")

        assert visitor.conversation["message_offer"] is None
        assert visitor.messages()[-1]["author"] == "bot"

    def test_request_for_a_person_is_not_put_to_the_bot_again(self, world):
        visitor = world.visitor()
        visitor.write("First")
        world.hand_over(visitor)
        assert world.answer_turns() == 0

        world.say(visitor, "How long is delivery?")

        assert [asked["text"] for asked in world.dialogue.asked] == ["How long is delivery?"]


class TestOpen:
    @pytest.fixture(autouse=True)
    def open(self, world):
        world.clock.now = MONDAY_MORNING

    def test_visitor_waits_for_an_agent_who_is_there(self, world):
        world.agent()

        visitor, _ = world.waiting_visitor()

        assert visitor.state == "queued"
        assert visitor.conversation["message_offer"] is None

    def test_visitor_with_nobody_on_duty_may_leave_a_message_or_wait(self, world):
        visitor, _ = world.waiting_visitor()

        assert visitor.state == "queued"
        assert visitor.conversation["message_offer"] == "nobody_there"
        assert visitor.lines()[-1].startswith("Nobody is at the desk")

    def test_both_sides_get_the_conversation_once_after_such_a_handoff(self, world):
        agent = world.agent()
        agent.set_duty("away")
        visitor = world.visitor()

        world.hand_over(visitor)

        assert len(visitor.received("conversation_changed")) == 1
        assert len(agent.received("conversation_changed")) == 1
        assert visitor.conversation["last_seq"] == visitor.messages()[-1]["seq"]

    def test_agent_who_comes_while_the_bot_decides_is_called(self, world):
        def comes():
            world.agent()
            return RasaTurn("complaint", 1.0, acts=(Act("hand_off", {"reason": "complaint"}),))

        world.dialogue.turns["You are awful"] = comes
        visitor = world.visitor()

        world.say(visitor, "You are awful")
        world.answer_turns()

        assert visitor.state == "queued"
        assert visitor.conversation["message_offer"] is None
        assert visitor.lines()[-1].endswith(EN.handed_off_complaint)
