"""What visitors see when Rasa fails or restarts, or when the bot calls a person repeatedly."""

from uuid import uuid4

import pytest

from agent_desk.app import create_desk
from agent_desk.rasa.turn import (
    Act,
    RasaTurn,
)
from tests.fakes.base import stored

BRAZIL = "How long does shipping to Brazil take?"
FORM = {"slots": {}, "active_form": "order_form", "requested_slot": "order_number"}


def send(visitor, text):
    ack = visitor.request("message_send", {"client_message_id": uuid4().hex, "text": text})
    assert ack["ok"], ack
    return ack["message"]["conversation_id"]


def state(visitor):
    return visitor.told("conversation_changed")[-1]["state"]


def bot_lines(visitor):
    return [line for line in visitor.told("message_created") if line["author"] == "bot"]


def reason(visitor, world):
    """Why the visitor's chat was handed over, as the console is told."""
    return world.agent().told("console_ready")[0]["waiting"][0]["reason"]


class TestFailing:
    """Rasa is there, and times out, fails, or says nothing."""

    @pytest.fixture(autouse=True)
    def failing(self, world):
        world.agent()
        world.dialogue.down = True

    def test_knowledge_base_alone_answers_where_it_is_sure(self, world):
        world.base.knows(BRAZIL, stored())
        visitor = world.visitor()

        world.say(visitor, BRAZIL)

        assert visitor.lines()[-1] == "15–25 working days."
        assert state(visitor) == "bot"

    @pytest.mark.parametrize("band", ["clarify", "hand_off"])
    def test_everything_else_is_handed_over_with_the_reason(self, world, band):
        world.base.knows("brazil?", stored(confidence=0.5), band=band)
        visitor = world.visitor()

        world.say(visitor, "brazil?")

        assert state(visitor) == "queued"
        assert reason(visitor, world) == "bot_unavailable"

    def test_request_for_a_person_is_understood_without_rasa(self, world):
        world.base.knows("can I talk to a person", stored())
        visitor = world.visitor()

        world.say(visitor, "can I talk to a person")

        assert state(visitor) == "queued"
        assert reason(visitor, world) == "asked"

    def test_yes_to_the_offer_of_a_person_is_understood_without_rasa(self, world):
        world.dialogue.down = False
        visitor = world.visitor()
        world.say(visitor, "do you know a joke")
        world.dialogue.down = True

        world.say(visitor, "yes please")

        assert reason(visitor, world) == "asked"

    def test_inside_a_form_it_is_handed_over_even_where_the_knowledge_base_is_sure(self, world):
        world.dialogue.down = False
        world.dialogue.turns["where is it"] = RasaTurn(
            "track_order", 0.95, texts=("Your order number?",), state=FORM
        )
        world.base.knows(BRAZIL, stored())
        visitor = world.visitor()
        world.say(visitor, "where is it")
        world.dialogue.down = True

        world.say(visitor, BRAZIL)

        assert state(visitor) == "queued"
        assert reason(visitor, world) == "bot_unavailable"

    def test_chip_is_answered_without_rasa(self, world):
        world.dialogue.down = False
        world.base.knows("brazil?", stored(confidence=0.5), band="clarify")
        visitor = world.visitor()
        world.say(visitor, "brazil?")
        world.dialogue.down = True
        asked = visitor.told("message_created")[-1]
        choice = {"message_id": asked["id"], "choice_id": "shipping-brazil"}

        visitor.request("choice_select", {"client_message_id": uuid4().hex} | choice)
        world.answer_turns()

        assert visitor.lines()[-1] == "15–25 working days."


class TestBreaker:
    def test_after_three_failures_rasa_is_left_alone_and_then_tried_once(self, world):
        world.dialogue.down = True
        for _ in range(3):
            world.say(world.visitor(), "hello")
        asked = len(world.dialogue.asked)
        visitor = world.visitor()
        send(visitor, "hello")
        world.clock.advance(1)
        world.desk.turns.run_due()
        assert len(world.dialogue.asked) == asked
        assert state(visitor) == "queued"

        world.dialogue.down = False
        world.say(world.visitor(), "hello")

        assert len(world.dialogue.asked) == asked + 1

    def test_readyz_and_metrics_tell(self, world):
        http = world.desk.app.test_client()
        world.dialogue.down = True
        for _ in range(3):
            world.say(world.visitor(), "hello")
        world.dialogue.down = False

        told = http.get("/readyz")

        assert told.status_code == 503
        assert told.json["rasa"]["ok"] is False
        assert "its turns have failed for" in told.json["rasa"]["detail"]
        assert "relay_rasa_breaker 1.0" in http.get("/metrics").text


class TestRestart:
    """Nobody listens where Rasa was."""

    @pytest.fixture(autouse=True)
    def gone(self, world):
        world.agent()
        world.dialogue.gone = True

    def wait(self, world, seconds):
        for _ in range(round(seconds / 2)):
            world.clock.advance(2)
            world.desk.turns.run_due()

    def test_of_twenty_seconds_hands_over_nobody(self, world):
        visitors = [world.visitor() for _ in range(5)]
        for visitor in visitors:
            send(visitor, "hello")
        self.wait(world, 20)
        world.dialogue.gone = False
        self.wait(world, 8)

        for visitor in visitors:
            waited, answered = bot_lines(visitor)
            assert "One moment" in waited["text"]
            assert answered["choices"][0]["kind"] == "person"
            assert state(visitor) == "bot"

    def test_longer_than_the_patience_calls_a_person(self, world):
        visitor = world.visitor()
        send(visitor, "hello")

        self.wait(world, 28)
        assert state(visitor) == "bot"
        self.wait(world, 8)

        assert state(visitor) == "queued"
        assert reason(visitor, world) == "bot_unavailable"

    def test_once_it_lasts_nobody_else_waits_for_it(self, world):
        send(world.visitor(), "hello")
        self.wait(world, 36)
        visitor = world.visitor()

        world.say(visitor, "hello")

        assert state(visitor) == "queued"

    def test_sure_answer_does_not_wait(self, world):
        world.base.knows(BRAZIL, stored())
        visitor = world.visitor()

        world.say(visitor, BRAZIL)

        assert [line["text"] for line in bot_lines(visitor)] == ["15–25 working days."]

    def test_request_for_a_person_does_not_wait(self, world):
        visitor = world.visitor()

        world.say(visitor, "转人工")

        assert reason(visitor, world) == "asked"

    def test_form_goes_on_after_it(self, world):
        world.dialogue.gone = False
        world.dialogue.turns["where is it"] = RasaTurn(
            "track_order", 0.95, texts=("Your order number?",), state=FORM
        )
        world.dialogue.turns["RL2611200001"] = RasaTurn(
            "inform", 0.95, texts=("And the digits?",), state=FORM
        )
        visitor = world.visitor()
        world.say(visitor, "where is it")
        world.dialogue.gone = True
        send(visitor, "RL2611200001")
        self.wait(world, 10)
        world.dialogue.gone = False
        self.wait(world, 8)

        assert [line["text"] for line in bot_lines(visitor)][2:] == ["And the digits?"]
        assert world.dialogue.asked[-1]["state"] == FORM

    def test_message_meanwhile_is_answered_with_the_others(self, world):
        visitor = world.visitor()
        world.say(visitor, "hello")
        send(visitor, "are you there")
        self.wait(world, 4)
        world.dialogue.gone = False
        self.wait(world, 8)

        assert len(bot_lines(visitor)) == 2
        assert world.dialogue.asked[-1]["text"] == "hello\nare you there"

    def test_crash_meanwhile_loses_nothing(self, world):
        visitor = world.visitor()
        token = visitor.told("session_ready")[0]["visitor_token"]
        world.say(visitor, "hello")
        world.dialogue.gone = False
        world.desk = create_desk(
            world.desk.settings,
            knowledge_base=world.base,
            dialogue=world.dialogue,
            clock=world.clock,
        )
        back = world.visitor(token=token)

        self.wait(world, 4)

        assert len(bot_lines(back)) == 1
        assert back.told("session_ready")[0]["messages"][-1]["author"] == "bot"

    def test_who_leaves_for_a_person_hears_no_more_of_the_bot(self, world):
        visitor = world.visitor()
        world.say(visitor, "hello")
        world.hand_over(visitor)
        world.dialogue.gone = False

        self.wait(world, 8)

        assert len(bot_lines(visitor)) == 1


class TestCoolDown:
    @pytest.fixture
    def visitor(self, world):
        """Came back to the bot after a handoff because nothing was found twice."""
        visitor, agent = world.visitor(), world.agent()
        world.say(visitor, "a joke")
        world.say(visitor, "the weather")
        assert state(visitor) == "queued"
        ref = {"conversation_id": visitor.told("conversation_changed")[-1]["id"]}
        assert agent.request("conversation_claim", ref)["ok"]
        assert agent.request("conversation_return", ref)["ok"]
        return visitor

    def test_same_reason_offers_a_person_and_does_not_call_one(self, world, visitor):
        for text in ("a song", "a poem", "a riddle"):
            world.say(visitor, text)

        assert state(visitor) == "bot"
        last = bot_lines(visitor)[-1]
        assert last["text"].startswith("I don't have an answer")
        assert [choice["kind"] for choice in last["choices"]] == ["person"]

    def test_who_asks_for_a_person_gets_one(self, world, visitor):
        world.say(visitor, "a song")
        world.hand_over(visitor)

        assert state(visitor) == "queued"

    def test_who_accepts_the_offer_gets_one(self, world, visitor):
        world.say(visitor, "a song")
        world.say(visitor, "a poem")
        world.dialogue.turns["yes"] = RasaTurn("affirm", 0.99, acts=(Act("search_knowledge_base"),))

        world.say(visitor, "yes")

        assert state(visitor) == "queued"

    def test_other_reason_calls_one(self, world, visitor):
        complaint = Act("hand_off", {"reason": "complaint"})
        world.dialogue.turns["this is bad"] = RasaTurn("complaint", 0.99, acts=(complaint,))

        world.say(visitor, "this is bad")

        assert state(visitor) == "queued"

    def test_failing_rasa_does_not_loop_either(self, world):
        visitor, agent = world.visitor(), world.agent()
        world.dialogue.down = True
        world.say(visitor, "hello")
        ref = {"conversation_id": visitor.told("conversation_changed")[-1]["id"]}
        agent.request("conversation_claim", ref)
        agent.request("conversation_return", ref)

        world.say(visitor, "hello again")

        assert state(visitor) == "bot"
        assert bot_lines(visitor)[-1]["choices"][0]["kind"] == "person"

    def test_turn_that_crashes_again_does_not_loop_either(self, world):
        def broken():
            raise RuntimeError("broken on purpose")

        visitor, agent = world.visitor(), world.agent()
        world.dialogue.turns |= {"hi": broken, "hi again": broken}
        world.say(visitor, "hi")
        world.answer_turns()
        world.answer_turns()
        ref = {"conversation_id": visitor.told("conversation_changed")[-1]["id"]}
        agent.request("conversation_claim", ref)
        agent.request("conversation_return", ref)

        world.say(visitor, "hi again")
        world.answer_turns()
        world.answer_turns()

        assert state(visitor) == "bot"
        assert bot_lines(visitor)[-1]["choices"][0]["kind"] == "person"

    def test_ends(self, world, visitor):
        world.clock.advance(600)
        world.say(visitor, "a song")
        world.say(visitor, "a poem")

        assert state(visitor) == "queued"


class TestOneVoice:
    """A person takes the chat while something of the bot is under way."""

    LOOK_UP = Act("look_up_order", {"order_number": "RL2611200001", "phone_last4": "1234"})

    def take(self, world, visitor, agent):
        ref = {"conversation_id": world.hand_over(visitor)}
        assert agent.request("conversation_claim", ref)["ok"]

    def after_claim(self, visitor):
        told = visitor.told("message_created")
        claimed = next(
            line["seq"] for line in told if line["event"] and line["event"]["type"] == "assigned"
        )
        return [line for line in told if line["author"] == "bot" and line["seq"] > claimed]

    @pytest.mark.parametrize(
        "turn",
        [
            RasaTurn("greet", 0.9, texts=("Hello",)),
            RasaTurn("track_order", 0.9, acts=(LOOK_UP,)),
            RasaTurn("asked", 0.9, acts=(Act("hand_off", {"reason": "complaint"}),)),
        ],
        ids=["answer", "order", "handoff"],
    )
    def test_reply_of_any_kind_is_dropped(self, world, turn):
        visitor, agent = world.visitor(), world.agent()

        def meanwhile():
            self.take(world, visitor, agent)
            return turn

        world.dialogue.turns["hi"] = meanwhile
        world.say(visitor, "hi")
        world.answer_turns()

        assert self.after_claim(visitor) == []

    def test_second_question_to_rasa_is_dropped(self, world):
        wrong = Act("look_up_order", {"order_number": "RL2611200001", "phone_last4": "0000"})
        visitor, agent = world.visitor(), world.agent()
        world.dialogue.turns["hi"] = RasaTurn("track_order", 0.9, acts=(wrong,))

        def meanwhile():
            self.take(world, visitor, agent)
            return RasaTurn("order_mismatch", 1.0, texts=("They do not match.",))

        turn = world.dialogue.turn
        world.dialogue.turn = lambda request: meanwhile() if request.trigger else turn(request)
        world.say(visitor, "hi")

        assert self.after_claim(visitor) == []

    @pytest.mark.parametrize("how", ["down", "gone"])
    def test_failing_rasa_says_nothing_more(self, world, how):
        visitor, agent = world.visitor(), world.agent()

        def meanwhile():
            self.take(world, visitor, agent)
            setattr(world.dialogue, how, True)
            world.dialogue.check()

        world.dialogue.turns["hi"] = meanwhile
        world.say(visitor, "hi")
        for _ in range(3):
            world.answer_turns()

        assert self.after_claim(visitor) == []

    def test_failing_turn_that_is_released_says_nothing_more(self, world):
        visitor, agent = world.visitor(), world.agent()

        def meanwhile():
            self.take(world, visitor, agent)
            raise RuntimeError("broken on purpose")

        world.dialogue.turns["hi"] = meanwhile
        world.say(visitor, "hi")
        for _ in range(3):
            world.answer_turns()

        assert self.after_claim(visitor) == []

    def test_chat_that_waits_for_rasa_is_silent_once_it_is_taken(self, world):
        visitor, agent = world.visitor(), world.agent()
        world.dialogue.gone = True
        world.say(visitor, "hi")
        self.take(world, visitor, agent)
        world.dialogue.gone = False
        for _ in range(3):
            world.answer_turns()

        assert self.after_claim(visitor) == []
