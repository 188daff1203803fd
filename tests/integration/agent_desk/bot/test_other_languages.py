"""Lines in a language that the assistant does not speak."""

import pytest

from agent_desk.rasa.turn import Entity, RasaTurn
from agent_desk.texts.other_languages import SPEAKS_CHINESE_AND_ENGLISH
from tests.fakes.base import stored
from tests.fakes.dialogue import ASK_PROOF, ORDER_FORM
from tests.fakes.world import BO, MEI

QUESTION = "Сколько стоит доставка?"


@pytest.fixture
def visitor(world):
    world.agent()
    return world.visitor()


def test_get_one_sentence_in_it_and_the_offer_of_a_person(world, visitor):
    world.base.knows(QUESTION, stored())  # a chance hit: its words mean nothing to the base

    world.say(visitor, QUESTION)

    (line,) = visitor.bot_lines()
    assert line["text"] == SPEAKS_CHINESE_AND_ENGLISH["ru"]
    assert [choice["kind"] for choice in line["choices"]] == ["person"]


def test_call_a_person_when_they_go_on(world, visitor):
    world.say(visitor, QUESTION)
    world.say(visitor, "где мой заказ?")

    assert visitor.state == "queued"


def test_are_answered_again_once_they_are_in_one_that_it_speaks(world, visitor):
    world.base.knows("how much is shipping", stored())
    world.say(visitor, QUESTION)

    world.say(visitor, "how much is shipping")

    assert visitor.lines()[-1] == "15–25 working days."
    assert visitor.state == "bot"


def test_with_a_number_are_looked_up(world, visitor):
    text = "где мой заказ RL2611200001"
    found = (Entity("order_number", "RL2611200001"),)
    world.dialogue.turns[text] = RasaTurn(
        "inform", 0.9, entities=found, texts=(ASK_PROOF,), acts=(), state=ORDER_FORM
    )

    world.say(visitor, text)

    assert "RL2611200001" in visitor.lines()[-1]


class TestAgents:
    """What they see of it, and who is rung."""

    @pytest.fixture
    def mei(self, world):
        return world.agent()

    @pytest.fixture
    def visitor(self, world, mei):
        return world.visitor()

    @staticmethod
    def known(mei):
        (chat,) = mei.listed("all")
        return chat["customer"]["other_language"]

    @pytest.mark.parametrize(
        ("text", "language"), [(QUESTION, "ru"), ("¿cuánto cuesta el envío a México?", "es")]
    )
    def test_see_the_language_in_which_the_visitor_writes(
        self, world, mei, visitor, text, language
    ):
        world.say(visitor, text)

        assert self.known(mei) == language
        assert mei.conversation["customer"]["other_language"] == language

    @pytest.mark.parametrize("text", ["ok", "好的", "RL2611200001"])
    def test_see_it_still_when_the_visitor_says_little(self, world, mei, visitor, text):
        world.say(visitor, QUESTION)
        world.say(visitor, text)

        assert self.known(mei) == "ru"

    def test_see_the_newest_of_several(self, world, mei, visitor):
        world.say(visitor, QUESTION)
        world.say(visitor, "¿cuánto cuesta el envío a México?")

        assert self.known(mei) == "es"

    @pytest.mark.parametrize("text", ["how much is shipping", "运费是多少钱呢"])
    def test_see_it_no_longer_when_the_visitor_goes_on_in_one_that_the_assistant_speaks(
        self, world, mei, visitor, text
    ):
        world.say(visitor, QUESTION)
        world.say(visitor, text)

        assert self.known(mei) is None

    def test_do_not_see_that_of_lines_which_the_visitor_has_left_behind(self, world, mei, visitor):
        question = "¿cuánto cuesta el envío a México?"

        def gone_on_meanwhile():
            world.clock.advance(4)  # longer than a turn waits for the visitor to finish
            visitor.write("how much is shipping")
            return RasaTurn("nlu_fallback", 0.1)

        world.dialogue.turns[question] = gone_on_meanwhile
        world.say(visitor, question)

        assert self.known(mei) is None

    def test_see_it_while_no_bot_reads_along(self, world, mei):
        visitor, chat = world.held_chat(mei)

        visitor.write(QUESTION)
        assert mei.open(chat)["conversation"]["customer"]["other_language"] == "ru"
        visitor.write("sorry, how much is shipping")
        assert mei.open(chat)["conversation"]["customer"]["other_language"] is None

    def test_a_left_message_tells_it_too(self, world, mei, visitor):
        mei.set_duty("off")
        visitor.ask_for_person()

        assert visitor.leave_message(QUESTION, "ada@customer.example")["ok"]

        assert self.known(mei) == "ru"

    def test_who_speak_it_are_rung_first(self, world, mei):
        ira = world.agent(BO, "Ira")
        world.desk.accounts.set_work(MEI, languages=["zh", "en"])
        world.desk.accounts.set_work(BO, languages=["ru"])
        chats = []
        for _ in range(2):
            visitor = world.visitor()
            chats.append(visitor.write(QUESTION)["message"]["conversation_id"])
            world.answer_turns()
            world.hand_over(visitor)
        world.ring()

        assert (ira.offered(), mei.offered()) == (chats, [])

    def test_who_do_not_are_rung_at_once_where_nobody_else_is_there(self, world, mei, visitor):
        ira = world.agent(BO, "Ira")
        world.desk.accounts.set_work(BO, languages=["ru"])
        ira.set_duty("away")
        world.say(visitor, QUESTION)
        chat = world.hand_over(visitor)
        world.ring()

        assert mei.offered() == [chat]

    def test_may_pass_a_chat_on_to_those_who_speak_it(self, world, mei):
        ira = world.agent(BO, "Ira")
        world.desk.accounts.set_work(BO, languages=["ru"])
        _, chat = world.held_chat(mei)

        ack = mei.request("conversation_transfer", {"conversation_id": chat, "language": "ru"})
        world.ring()

        assert ack["conversation"]["wanted_language"] == "ru"
        assert ira.offered() == [chat]
