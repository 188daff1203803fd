"""Passing a chat to a colleague or back to the queue for some of them."""

import pytest

from tests.fakes.world import ANA, BO, MEI


def colleagues(client, chat):
    ack = client.request("colleagues_fetch", {"conversation_id": chat})
    return {agent["name"]: agent for agent in ack["agents"]}, ack["teams"]


@pytest.fixture
def mei(world):
    return world.agent()


@pytest.fixture
def bo(world):
    return world.agent(BO, "Bo")


@pytest.fixture
def held(world, mei):
    """A visitor and their chat, which Mei holds."""
    return world.held_chat(mei)


@pytest.fixture
def visitor(held):
    return held[0]


@pytest.fixture
def chat(held):
    return held[1]


def transfer(client, chat, **to):
    return client.request("conversation_transfer", {"conversation_id": chat} | to)


class TestToColleague:
    @pytest.fixture
    def bo_id(self, mei, bo, chat):
        return colleagues(mei, chat)[0]["Bo"]["id"]

    def test_chat_is_the_colleagues_at_once_and_the_visitor_hears_it(
        self, mei, bo, visitor, chat, bo_id
    ):
        ack = transfer(mei, chat, agent_id=bo_id, note="wants a discount")

        assert ack["conversation"]["agent_name"] == "Bo"
        assert visitor.conversation["agent_name"] == "Bo"
        event = visitor.messages()[-1]["event"]
        assert (event["type"], event["agent_name"], event["to_name"]) == (
            "transferred",
            "Mei",
            "Bo",
        )
        arrived = bo.received("conversation_transferred")[0]
        assert (arrived["by"], arrived["note"]) == ("Mei", "wants a discount")

    def test_note_is_for_agents_only(self, mei, bo, visitor, chat, bo_id):
        transfer(mei, chat, agent_id=bo_id, note="wants a discount")

        lines = bo.open(chat)["messages"]

        assert [line["text"] for line in lines if line["kind"] == "note"] == ["wants a discount"]
        assert "wants a discount" not in [line["text"] for line in visitor.messages()]

    def test_agent_who_gave_it_cannot_write_in_it_any_more(self, mei, bo, chat, bo_id):
        transfer(mei, chat, agent_id=bo_id)
        line = {"conversation_id": chat, "client_message_id": "a-message-id", "text": "still here"}

        assert mei.request("message_send", line)["error"]["code"] == "not_allowed"
        assert bo.request("message_send", line)["ok"]

    def test_chat_goes_beyond_the_colleagues_capacity(self, world, mei, bo, chat, bo_id):
        world.desk.accounts.set_work(BO, capacity=1)
        other = world.hand_over(world.visitor())
        assert bo.claim(other)["ok"]

        assert transfer(mei, chat, agent_id=bo_id)["ok"]

        bo_now = colleagues(mei, chat)[0]["Bo"]
        assert (bo_now["chats"], bo_now["capacity"]) == (2, 1)

    def test_chat_that_fills_the_colleague_withdraws_what_rings_at_them(
        self, world, mei, bo, chat, bo_id
    ):
        world.desk.accounts.set_work(BO, capacity=1)
        mei.set_duty("away")
        world.hand_over(world.visitor())
        world.ring()
        assert len(bo.offered()) == 1

        assert transfer(mei, chat, agent_id=bo_id)["ok"]

        assert [ended["outcome"] for ended in bo.received("offer_ended")] == ["withdrawn"]

    def test_chat_does_not_go_to_a_colleague_who_is_not_on_duty(self, mei, bo, chat, bo_id):
        bo.set_duty("away")

        ack = transfer(mei, chat, agent_id=bo_id, note="please")

        assert ack["error"]["code"] == "agent_unavailable"
        lines = mei.open(chat)["messages"]
        assert [line for line in lines if line["kind"] == "note"] == []

    def test_chat_does_not_go_to_a_stranger_nor_to_oneself(self, world, mei, chat):
        world.agent("x@other.example", "X", shops=("other",))
        stranger = world.desk.accounts.find("x@other.example").agent.id
        myself = world.desk.accounts.find(MEI).agent.id

        for agent_id in (stranger, myself, "nobody"):
            assert transfer(mei, chat, agent_id=agent_id)["error"]["code"] == "not_found"

    def test_agent_can_transfer_only_their_own_chat(self, world, mei, bo, chat, bo_id):
        mei_id = world.desk.accounts.find(MEI).agent.id

        assert transfer(bo, chat, agent_id=mei_id)["error"]["code"] == "not_allowed"

    def test_chat_goes_to_the_front_of_the_queue_when_the_colleague_is_gone(
        self, world, mei, bo, visitor, chat, bo_id
    ):
        transfer(mei, chat, agent_id=bo_id)
        world.clock.advance(10)
        world.hand_over(world.visitor())
        bo.disconnect()

        assert world.release_chats(after=61) == 1

        assert visitor.conversation["queue_position"] == 1


class TestToTeam:
    @pytest.fixture(autouse=True)
    def teams(self, world, mei, bo):
        world.desk.accounts.set_work(BO, team="returns", languages=["en"])

    def test_chat_waits_for_one_of_the_team(self, world, mei, bo, visitor, chat):
        ana = world.agent(ANA, "Ana")
        assert colleagues(mei, chat)[1] == ["returns"]

        ack = transfer(mei, chat, team="returns", note="a return")
        world.ring()

        assert ack["conversation"]["state"] == "queued"
        assert ack["conversation"]["wanted_team"] == "returns"
        assert visitor.messages()[-1]["event"]["type"] == "passed_on"
        assert [len(one.offered()) for one in (mei, bo, ana)] == [0, 1, 0]

    def test_chat_rings_at_others_when_nobody_of_the_team_is_on_duty(self, world, mei, bo, chat):
        ana = world.agent(ANA, "Ana")
        bo.set_duty("off")

        transfer(mei, chat, team="returns")
        world.ring()

        assert len(ana.offered()) == 1

    def test_chat_rings_at_others_when_the_team_is_the_agent_who_passed_it_on(
        self, world, mei, bo, chat
    ):
        bo.set_duty("away")
        world.desk.accounts.set_work(MEI, team="returns")
        ana = world.agent(ANA, "Ana")

        transfer(mei, chat, team="returns")
        world.ring()

        assert len(ana.offered()) == 1

    def test_unknown_team_is_refused_and_nothing_changes(self, mei, chat):
        assert transfer(mei, chat, team="nobody")["error"]["code"] == "not_found"
        opened = mei.open(chat)
        assert opened["conversation"]["state"] == "assigned"

    def test_chat_waits_for_an_agent_who_speaks_the_language(self, world, mei, bo, chat):
        world.agent(ANA, "Ana")

        transfer(mei, chat, language="en")
        world.ring()

        assert len(bo.offered()) == 1

    @pytest.mark.parametrize("to", [{}, {"team": "returns", "language": "en"}])
    def test_exactly_one_destination_must_be_named(self, mei, chat, to):
        assert transfer(mei, chat, **to)["error"]["code"] == "invalid_payload"

    def test_wanted_team_is_forgotten_once_somebody_has_claimed_the_chat(self, mei, bo, chat):
        transfer(mei, chat, team="returns")

        ack = bo.claim(chat)

        assert ack["conversation"]["wanted_team"] is None
