"""An agent claims a chat, writes in it and closes it; nobody else can."""

from itertools import pairwise

from tests.fakes.world import BO


class TestClaiming:
    def test_only_one_agent_gets_the_chat(self, world):
        mei, bo = world.agent(), world.agent(BO, "Bo")
        chat = world.hand_over(world.visitor())

        assert mei.claim(chat)["ok"]
        refused = bo.claim(chat)["error"]

        assert refused["code"] == "transition_not_allowed"
        assert "Mei" in refused["message"]
        assert refused["limit"] is None

    def test_agent_cannot_write_before_claiming(self, world):
        agent = world.agent()
        chat = world.hand_over(world.visitor())

        assert agent.reply(chat, "hi")["error"]["code"] == "not_allowed"

    def test_agent_of_another_shop_finds_nothing(self, world):
        stranger = world.agent("x@other.example", "X", shops=("other",))
        chat = world.hand_over(world.visitor())

        for ack in (stranger.open(chat), stranger.claim(chat), stranger.resolve(chat, 1)):
            assert ack["error"]["code"] == "not_found"
        assert stranger.received("conversation_queued") == []


class TestNotes:
    def test_note_is_not_sent_to_the_visitor_and_leaves_no_gap(self, world):
        agent = world.agent()
        visitor, chat = world.held_chat(agent)
        agent.note(chat, "a difficult one")
        agent.reply(chat, "Hello")

        lines = visitor.messages()
        assert lines[-1]["text"] == "Hello"
        assert "a difficult one" not in [line["text"] for line in lines]
        for before, line in pairwise(lines):
            assert line["previous_seq"] == before["seq"]


class TestResolving:
    def test_chat_is_not_closed_over_a_line_that_its_agent_has_not_read(self, world):
        agent = world.agent()
        visitor, chat = world.held_chat(agent)
        seen = agent.reply(chat, "Goodbye")["message"]["seq"]
        late = world.say(visitor, "One more thing…")["seq"]

        refused = agent.resolve(chat, seen)

        assert refused["error"]["code"] == "unread_message"
        assert visitor.state == "assigned"
        assert agent.resolve(chat, late)["ok"]
