"""An agent answers a message that was left, and the answer waits for the visitor."""

DAY = 24 * 3600


class TestList:
    def test_messages_have_a_list_of_their_own_oldest_first(self, world, leave):
        first = leave()
        world.clock.advance(60)
        second = leave()

        ready = world.agent().ready

        assert [row["id"] for row in ready["messages"]] == [first.chat, second.chat]
        assert ready["waiting"] == []
        assert ready["messages"][0]["waiting_since"] == "2026-11-21T08:00:00.010000Z"

    def test_agent_sees_why_a_person_was_called(self, world, leave):
        opened = world.agent().open(leave().chat)

        assert opened["handoff"]["reason"] == "asked"
        assert opened["conversation"]["reason"] == "asked"

    def test_message_rings_at_nobody(self, world, leave):
        agent = world.agent()
        leave()

        world.ring()

        assert agent.received("conversation_queued") == []
        assert agent.offered() == []
        assert agent.state == "left_message"


class TestAnswer:
    def test_answer_waits_until_the_visitor_has_read_it(self, world, leave):
        left = leave()
        left.visitor.disconnect()
        agent = world.agent()
        assert agent.claim(left.chat)["ok"]
        assert agent.reply(left.chat, "A new one is on its way.")["ok"]
        assert agent.resolve(left.chat)["ok"]

        world.clock.advance(5 * DAY)
        world.visitor(token=left.visitor.token)  # a page of the shop, with the chat closed
        world.clock.advance(5 * DAY)
        back = world.visitor(token=left.visitor.token)

        assert back.ready["conversation"]["id"] == left.chat
        said = [line["text"] for line in back.ready["messages"] if line["author"] == "agent"]
        assert said == ["A new one is on its way."]

    def test_answer_that_was_read_ages_like_any_other_chat_that_has_ended(self, world, leave):
        left = leave()
        agent = world.agent()
        agent.claim(left.chat)
        agent.reply(left.chat, "A new one is on its way.")
        agent.resolve(left.chat)

        def conversation():
            return world.visitor(token=left.visitor.token).ready["conversation"]

        world.clock.advance(5 * DAY)
        assert left.visitor.request("answer_seen")["ok"]
        world.clock.advance(23 * 3600)
        assert conversation() is not None
        world.clock.advance(2 * 3600)
        assert conversation() is None


class TestAgentWhoLeaves:
    def test_released_message_waits_on_with_its_age(self, world, leave):
        left = leave()
        world.clock.advance(600)
        agent = world.agent()
        agent.claim(left.chat)

        released = agent.release(left.chat)["conversation"]

        assert released["state"] == "left_message"
        assert released["waiting_since"] == "2026-11-21T08:00:00.010000Z"

    def test_unanswered_message_of_an_agent_who_is_gone_waits_on(self, world, leave):
        left = leave()
        agent = world.agent()
        agent.claim(left.chat)
        agent.disconnect()

        world.release_chats(after=61)

        assert [row["id"] for row in world.agent().ready["messages"]] == [left.chat]

    def test_answered_message_of_an_agent_who_is_gone_is_closed(self, world, leave):
        """Nobody has to take it over: the answer waits for the visitor."""
        left = leave()
        agent = world.agent()
        agent.claim(left.chat)
        agent.reply(left.chat, "A new one is on its way.")
        agent.disconnect()

        world.release_chats(after=61)

        assert left.visitor.state == "resolved"
        assert left.visitor.lines()[-1] == "A new one is on its way."
