"""A chat does not stay with an agent who is gone, disabled or silent."""

import pytest

from tests.fakes.world import BO, MEI

SILENCE_SECONDS = 900


@pytest.fixture
def mei(world):
    return world.agent()


class TestGone:
    def test_chat_of_an_agent_who_is_gone_for_a_minute_waits_again(self, world, mei):
        visitor, _ = world.held_chat(mei)
        mei.disconnect()

        assert world.release_chats(after=59) == 0
        assert world.release_chats(after=2) == 1

        assert visitor.state == "queued"

    def test_chat_of_an_agent_who_is_gone_waits_at_the_front(self, world, mei):
        early, _ = world.held_chat(mei)
        world.clock.advance(10)
        late, _ = world.waiting_visitor()
        assert late.conversation["queue_position"] == 1
        mei.disconnect()

        world.release_chats(after=61)

        assert early.conversation["queue_position"] == 1
        assert late.conversation["queue_position"] == 2

    def test_chat_of_a_disabled_agent_waits_again_at_once(self, world, mei):
        _, chat = world.held_chat(mei)

        world.desk.accounts.disable(MEI)

        assert world.release_chats() == 1
        assert [row["id"] for row in world.agent(BO, "Bo").ready["waiting"]] == [chat]

    def test_chat_of_an_agent_at_another_desk_stays_theirs(self, world):
        second = world.another_desk()
        mei = second.agent()
        _, chat = world.waiting_visitor()
        assert mei.claim(chat)["ok"]

        world.clock.advance(600)
        second.heartbeat()

        assert world.release_chats() == 0
        mei.disconnect()
        assert world.release_chats(after=61) == 1
        assert second.release_chats() == 0

    def test_desk_that_has_just_started_waits_for_consoles_to_come_back(self, world, mei):
        world.held_chat(mei)
        world.clock.advance(600)

        restarted = world.another_desk()

        assert restarted.release_chats() == 0
        assert restarted.release_chats(after=61) == 1


class TestSilent:
    def test_agent_who_has_answered_keeps_their_chat(self, world, mei):
        _, chat = world.held_chat(mei)
        mei.reply(chat, "Hello")

        assert world.release_chats(after=3600) == 0

    @pytest.mark.parametrize("wrote", [[], ["Hello"]], ids=["never wrote", "fell silent"])
    def test_chat_of_an_agent_who_leaves_a_line_unanswered_waits_again(self, world, mei, wrote):
        visitor, chat = world.held_chat(mei)
        for text in wrote:
            mei.reply(chat, text)
        world.say(visitor, "Are you there?")

        world.clock.advance(800)
        world.say(visitor, "Hello?")
        assert world.release_chats() == 0
        assert world.release_chats(after=100) == 1

        assert visitor.state == "queued"

    def test_silence_begins_with_the_line_that_waits_for_an_answer(self, world, mei):
        visitor, chat = world.held_chat(mei)
        mei.reply(chat, "Hello")
        world.clock.advance(3600)

        world.say(visitor, "Sorry, I was away.")

        assert world.release_chats() == 0
        assert world.release_chats(after=SILENCE_SECONDS) == 1

    def test_note_of_the_agent_breaks_the_silence(self, world, mei):
        _, chat = world.held_chat(mei)
        world.clock.advance(800)
        assert mei.note(chat, "Asking the warehouse")["ok"]

        assert world.release_chats(after=800) == 0

    def test_note_of_a_colleague_does_not_break_the_silence(self, world, mei):
        colleague = world.agent(BO, "Bo")
        visitor, chat = world.held_chat(mei)
        world.say(visitor, "Hello?")
        read = mei.conversation["read_seq"]
        world.clock.advance(800)
        assert colleague.note(chat, "A known case")["ok"]

        assert mei.conversation["read_seq"] == read
        assert world.release_chats(after=100) == 1

    def test_chat_that_was_taken_from_an_agent_rings_at_somebody_else_first(self, world, mei):
        colleague = world.agent(BO, "Bo")
        world.held_chat(mei)
        _, busy = world.held_chat(colleague)
        world.clock.advance(890)
        colleague.note(busy, "Not forgotten")

        assert world.release_chats(after=10) == 1
        world.ring()

        assert len(colleague.offered()) == 1
        assert mei.offered() == []
