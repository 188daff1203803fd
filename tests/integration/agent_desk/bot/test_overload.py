"""More questions than the bot can answer at once: nobody waits without a word, nothing is lost."""

import pytest

from agent_desk.texts.en import EN
from agent_desk.texts.zh_hans import ZH_HANS
from tests.fakes.base import BRAZIL, stored

LATE_SECONDS = 10


@pytest.fixture(autouse=True)
def knows(world):
    world.base.knows(BRAZIL, stored())
    world.agent()


def waiting(world, language="en", text=BRAZIL):
    visitor = world.visitor(language=language)
    visitor.write(text)
    world.clock.advance(LATE_SECONDS)
    return visitor


class TestPatience:
    def test_who_waits_is_asked_for_it_once(self, world):
        visitor = waiting(world)

        for _ in range(2):
            world.desk.turns.ask_for_patience()

        assert [line["text"] for line in visitor.bot_lines()] == [EN.one_moment]

    def test_in_the_language_of_the_question(self, world):
        visitor = waiting(world, "zh-Hans", "寄到巴西要多久")

        world.desk.turns.ask_for_patience()

        assert [line["text"] for line in visitor.bot_lines()] == [ZH_HANS.one_moment]

    def test_the_answer_comes_all_the_same_and_in_the_same_order(self, world):
        first, second = waiting(world), waiting(world)
        world.desk.turns.ask_for_patience()

        assert world.desk.turns.run_due() == 2
        assert first.lines()[-1] == second.lines()[-1] == "15–25 working days."

    def test_nobody_is_asked_whose_turn_is_not_late(self, world):
        visitor = world.visitor()
        visitor.write(BRAZIL)

        world.desk.turns.ask_for_patience()

        assert visitor.bot_lines() == []

    def test_nobody_is_asked_who_was_answered_or_is_with_a_person(self, world):
        answered, handed_over = waiting(world), waiting(world)
        world.desk.turns.run_due()
        handed_over.ask_for_person()
        before = len(answered.bot_lines()), len(handed_over.bot_lines())

        world.desk.turns.ask_for_patience()

        assert (len(answered.bot_lines()), len(handed_over.bot_lines())) == before


class TestHurry:
    def test_a_sure_answer_does_not_wait_for_rasa(self, world):
        visitor = waiting(world)

        world.desk.turns.run_due()

        assert world.dialogue.asked == []
        assert visitor.lines()[-1] == "15–25 working days."

    def test_what_is_not_sure_does(self, world):
        waiting(world, text="is there a joke about it")

        world.desk.turns.run_due()

        assert len(world.dialogue.asked) == 1
