"""The desk tells each console which lines of its agent's chats nobody has read."""

import pytest

from agent_desk.storage import log
from tests.fakes.world import BO


@pytest.fixture
def mei(world):
    return world.agent()


def read(agent, chat, seq):
    return agent.request("messages_read", {"conversation_id": chat, "seq": seq})


def read_all(agent, chat):
    return read(agent, chat, agent.open(chat)["messages"][-1]["seq"])


def say(visitor, text):
    return visitor.write(text)["message"]["seq"]


class TestUnreadLines:
    def test_are_the_visitors_texts_since_the_agent_read(self, world, mei):
        visitor, chat = world.held_chat(mei)
        read_all(mei, chat)
        seqs = [say(visitor, text) for text in ("Hello?", "Are you there?")]

        assert mei.conversation["unread_seqs"] == seqs

    def test_are_neither_replies_nor_notes_nor_events(self, world, mei):
        visitor, chat = world.held_chat(mei)
        read_all(mei, chat)
        mei.reply(chat, "Hello")
        mei.note(chat, "a difficult one")
        visitor.request("conversation_rate", {"score": 5})

        assert mei.conversation["unread_seqs"] == []

    def test_end_when_the_chat_is_read_in_every_window_of_the_agent(self, world, mei):
        visitor, chat = world.held_chat(mei)
        other = world.agent()
        seq = say(visitor, "Hello?")
        assert other.conversation["unread_seqs"] != []

        read(mei, chat, seq)

        assert other.conversation["unread_seqs"] == []

    def test_stay_when_a_reply_was_written_before_they_came(self, world, mei):
        visitor, chat = world.held_chat(mei)
        read_all(mei, chat)
        seq = say(visitor, "Hello?")

        mei.reply(chat, "written while the connection was gone")

        assert mei.conversation["unread_seqs"] == [seq]

    def test_that_came_while_no_console_was_open_come_with_the_next_one(self, world, mei):
        visitor, chat = world.held_chat(mei)
        read_all(mei, chat)
        mei.disconnect()
        seq = say(visitor, "Hello?")

        [mine] = world.agent().ready["mine"]

        assert mine["unread_seqs"] == [seq]

    def test_go_with_the_chat_to_a_colleague(self, world, mei):
        bo = world.agent(BO, "Bo")
        visitor, chat = world.held_chat(mei)
        read_all(mei, chat)
        seq = say(visitor, "Hello?")
        colleague = bo.ready["agent"]["id"]

        mei.request("conversation_transfer", {"conversation_id": chat, "agent_id": colleague})

        [passed] = bo.received("conversation_transferred")
        assert passed["conversation"]["unread_seqs"] == [seq]

    def test_are_counted_only_while_an_agent_holds_the_chat(self, world, mei):
        visitor, chat = world.held_chat(mei)
        say(visitor, "Hello?")

        mei.release(chat)

        assert mei.conversation["unread_seqs"] == []

    def test_are_the_newest_if_there_are_too_many_to_list(self, world, mei):
        visitor, chat = world.held_chat(mei)
        seqs = [say(visitor, text) for text in ("One", "Two", "Three")]

        with world.desk.database.read() as session:
            assert log.visitor_seqs_after(session, chat, 0, limit=2) == seqs[1:]
