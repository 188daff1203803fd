"""What visitors and agents do with an answer says whether it was right, and is kept as an outcome."""

import json
from dataclasses import replace

import pytest

from agent_desk.app import create_desk
from agent_desk.rasa.turn import Act, RasaTurn
from knowledge_base import KnowledgeBase, KnowledgeBaseSettings
from knowledge_base.calibration.features import made_of
from knowledge_base.importing.run import import_files
from tests.fakes.base import stored
from tests.fakes.dialogue import GREET
from tests.fakes.encoder import FakeEncoder
from tests.fakes.past_answers import ENTRIES

HOW_LONG = "how long to Brazil"
PERSON = RasaTurn("request_human", 0.98, acts=(Act("hand_off", {"reason": "asked"}),))


@pytest.fixture
def visitor(world):
    """Has asked a question that was answered."""
    world.base.knows(HOW_LONG, stored())
    visitor = world.visitor()
    world.say(visitor, HOW_LONG)
    return visitor


@pytest.fixture
def unsure(world):
    """Was asked which of two questions they meant."""
    customs = stored("customs-brazil", 0.3, answer="You pay it.")
    world.base.knows("brazil?", stored(confidence=0.5), customs, band="clarify")
    visitor = world.visitor()
    world.say(visitor, "brazil?")
    return visitor


class TestAfterAnAnswer:
    def test_asking_for_a_person_speaks_against_it(self, world, visitor):
        visitor.ask_for_person()

        assert world.outcomes() == [("claim_after_answer", False)]

    def test_asking_for_a_person_in_words_does_too(self, world, visitor):
        world.dialogue.turns["a person please"] = PERSON
        world.say(visitor, "a person please")

        assert world.outcomes() == [("claim_after_answer", False)]

    def test_asking_the_same_in_other_words_does_too(self, world, visitor):
        world.say(visitor, "how long does that take over there")

        assert world.outcomes() == [("rephrased", False)]

    def test_objecting_does_too(self, world, visitor):
        world.dialogue.turns["no"] = RasaTurn("deny", 0.9)
        world.say(visitor, "no")

        assert world.outcomes()[0] == ("objected", False)

    def test_going_on_to_something_else_speaks_for_it(self, world, visitor):
        world.say(visitor, "thanks, and what does it cost")

        assert world.outcomes() == [("went_on", True)]

    def test_falling_silent_speaks_for_it_until_they_come_back_with_the_same(self, world, visitor):
        world.pass_time(2000, step=100)
        assert visitor.state == "resolved"
        assert world.outcomes() == [("went_on", True)]

        world.say(visitor, "how long is it")

        assert world.outcomes()[1:] == [("reopened", False)]

    def test_a_person_long_after_it_says_nothing(self, world, visitor):
        world.clock.advance(660)
        visitor.ask_for_person()

        assert world.outcomes() == []

    def test_only_the_first_line_counts(self, world, visitor):
        world.say(visitor, "what does it cost")
        world.say(visitor, "how long is it")

        assert [kind for kind, _ in world.outcomes()] == ["went_on"]


class TestRating:
    @pytest.mark.parametrize(
        ("rating", "outcome"),
        [
            ({"helpful": True}, ("helpful", True)),
            ({"helpful": False}, ("not_helpful", False)),
            ({"helpful": False, "reason": "other_question"}, ("not_helpful", False)),
            ({"helpful": False, "reason": "outdated"}, ("not_helpful", None)),
        ],
    )
    def test_tells_what_was_right(self, world, visitor, rating, outcome):
        answer = visitor.messages()[-1]

        assert visitor.request("answer_rate", {"message_id": answer["id"]} | rating)["ok"]

        assert world.outcomes() == [outcome]
        rated = visitor.messages()[-1]
        assert rated["not_helpful_reason"] == rating.get("reason")

    def test_without_a_reason_takes_the_earlier_one_back(self, world, visitor):
        answer = {"message_id": visitor.messages()[-1]["id"]}
        visitor.request("answer_rate", answer | {"helpful": False, "reason": "unclear"})
        visitor.request("answer_rate", answer | {"helpful": True})

        assert visitor.messages()[-1]["not_helpful_reason"] is None


class TestAfterAskingBack:
    @pytest.mark.parametrize(
        ("entry", "right"), [("shipping-brazil", True), ("customs-brazil", False)]
    )
    def test_a_click_tells_whether_the_first_was_right(self, world, unsure, entry, right):
        unsure.choose(unsure.messages()[-1], entry)
        world.answer_turns()

        assert world.outcomes() == [("choice", right)]

    def test_a_person_is_none_of_them(self, world, unsure):
        unsure.ask_for_person()

        assert world.outcomes() == [("none_of_these", False)]

    def test_writing_something_else_leaves_them_open(self, world, unsure):
        world.say(unsure, "what does it cost")

        assert world.outcomes() == [("left_open", False)]


class TestAgents:
    @pytest.fixture
    def agent(self, world):
        return world.agent()

    @pytest.fixture
    def chat(self, world, visitor, agent):
        """A question that was answered; then the visitor asked for a person, who has come."""
        chat = world.hand_over(visitor)
        agent.claim(chat)
        world.outcomes()
        world.base.outcomes.clear()
        return chat

    def use(self, agent, chat, entry):
        sent = {"conversation_id": chat, "client_message_id": f"used-{entry}", "text": "So:"}
        assert agent.request("message_send", sent | {"entry": entry})["ok"]

    @pytest.mark.parametrize(
        ("entry", "right"), [("shipping-brazil", True), ("customs-brazil", False)]
    )
    def test_using_a_stored_answer_tells_what_was_right(self, world, agent, chat, entry, right):
        self.use(agent, chat, entry)
        self.use(agent, chat, "invoices")

        assert world.outcomes() == [("agent_used", right)]

    def test_own_words_are_kept_without_a_label(self, world, agent, chat):
        agent.reply(chat, "Three weeks.")

        assert world.outcomes() == [("agent_own_answer", None)]

    def test_says_nothing_once_the_visitor_has_asked_more(self, world, visitor, agent, chat):
        visitor.write("and what does it cost")
        self.use(agent, chat, "shipping-fees")

        assert world.outcomes() == []


class TestWhatIsKept:
    def test_comes_from_the_visitor_and_is_about_the_line(self, world, visitor):
        visitor.ask_for_person()
        world.outcomes()

        (outcome,) = world.base.outcomes
        answer = next(line for line in visitor.messages() if line["source"])
        assert outcome.about == answer["id"]
        assert outcome.judged.entry == "shipping-brazil"
        assert "Brazil" not in repr(outcome)

    def test_agents_are_not_shown_how_it_was_judged(self, world, visitor):
        chat = world.hand_over(visitor)
        lines = world.agent().open(chat)["messages"]

        assert all("judged" not in (line["explanation"] or {}) for line in lines)

    def test_an_answer_that_the_visitor_chose_is_no_question(self, world, unsure):
        unsure.choose(unsure.messages()[-1], "customs-brazil")
        world.answer_turns()
        unsure.ask_for_person()

        assert world.outcomes() == [("choice", False)]

    def test_small_talk_is_no_question(self, world):
        world.dialogue.turns["hello"] = RasaTurn("greet", 0.99, texts=(GREET,))
        world.base.knows("hello", stored(confidence=0.2), band="hand_off")
        visitor = world.visitor()
        world.say(visitor, "hello")
        visitor.ask_for_person()

        assert world.outcomes() == []


def test_reaches_a_real_knowledge_base(world, tmp_path):
    """From the search, by the line in the log, into the store."""
    settings = KnowledgeBaseSettings(
        database_url=f"sqlite:///{tmp_path}/kb.sqlite3", index_dir=tmp_path / "index"
    )
    base = KnowledgeBase(settings, FakeEncoder())
    entries = tmp_path / "entries.jsonl"
    entries.write_text("".join(json.dumps(entry) + "\n" for entry in ENTRIES), encoding="utf-8")
    import_files([entries], base, "demo")
    desk = create_desk(
        world.desk.settings, knowledge_base=base, dialogue=world.dialogue, clock=world.clock
    )
    world = replace(world, desk=desk)
    visitor = world.visitor()
    world.say(visitor, "I want to return this, how do I do it")
    visitor.ask_for_person()

    desk.outcomes.store()

    (outcome,) = base.outcomes.all("demo")
    assert outcome.judged.entry == base.search("how do I return this").matches[0].entry
    assert outcome.judged.made_of == made_of(FakeEncoder().fingerprint)
    assert outcome.at == world.clock.now
