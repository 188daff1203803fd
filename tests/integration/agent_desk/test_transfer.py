"""Passing a chat to a colleague or back to the queue for some of them."""

import pytest

MEI, BO, ANA = "mei@shop.example", "bo@shop.example", "ana@shop.example"


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
def visitor(world):
    return world.visitor()


@pytest.fixture
def chat(world, mei, visitor):
    """A chat that Mei holds."""
    conversation_id = world.hand_over(visitor)
    assert mei.request("conversation_claim", {"conversation_id": conversation_id})["ok"]
    return conversation_id


def transfer(client, chat, **to):
    return client.request("conversation_transfer", {"conversation_id": chat} | to)


class TestToColleague:
    @pytest.fixture
    def bo_id(self, mei, bo, chat):
        return colleagues(mei, chat)[0]["Bo"]["id"]

    def test_is_theirs_at_once_and_the_visitor_is_told(self, mei, bo, visitor, chat, bo_id):
        ack = transfer(mei, chat, agent_id=bo_id, note="wants a discount")

        assert ack["conversation"]["agent_name"] == "Bo"
        assert visitor.told("conversation_changed")[-1]["agent_name"] == "Bo"
        event = visitor.told("message_created")[-1]["event"]
        assert (event["type"], event["agent_name"], event["to_name"]) == (
            "transferred",
            "Mei",
            "Bo",
        )
        told = bo.told("conversation_transferred")[0]
        assert (told["by"], told["note"]) == ("Mei", "wants a discount")

    def test_note_is_for_agents_only(self, mei, bo, visitor, chat, bo_id):
        transfer(mei, chat, agent_id=bo_id, note="wants a discount")

        lines = bo.request("conversation_open", {"conversation_id": chat})["messages"]

        assert [line["text"] for line in lines if line["kind"] == "note"] == ["wants a discount"]
        assert "wants a discount" not in [line["text"] for line in visitor.told("message_created")]

    def test_who_gave_it_can_write_in_it_no_more(self, mei, bo, chat, bo_id):
        transfer(mei, chat, agent_id=bo_id)
        line = {"conversation_id": chat, "client_message_id": "a-message-id", "text": "still here"}

        assert mei.request("message_send", line)["error"]["code"] == "not_allowed"
        assert bo.request("message_send", line)["ok"]

    def test_goes_beyond_their_capacity_since_a_person_decided_it(
        self, world, mei, bo, chat, bo_id
    ):
        world.desk.accounts.set_work(BO, capacity=1)
        other = world.hand_over(world.visitor())
        assert bo.request("conversation_claim", {"conversation_id": other})["ok"]

        assert transfer(mei, chat, agent_id=bo_id)["ok"]

        assert (
            colleagues(mei, chat)[0]["Bo"] | {"chats": 2, "capacity": 1}
            == (colleagues(mei, chat)[0]["Bo"])
        )

    def test_that_fills_them_ends_what_rings_at_them(self, world, mei, bo, chat, bo_id):
        world.desk.accounts.set_work(BO, capacity=1)
        mei.request("duty_set", {"duty": "away"})
        world.hand_over(world.visitor())
        world.desk.offers.run()
        assert len(bo.told("conversation_offered")) == 1

        assert transfer(mei, chat, agent_id=bo_id)["ok"]

        assert [ended["outcome"] for ended in bo.told("offer_ended")] == ["withdrawn"]

    def test_not_to_one_who_is_not_on_duty(self, mei, bo, chat, bo_id):
        bo.request("duty_set", {"duty": "away"})

        ack = transfer(mei, chat, agent_id=bo_id, note="please")

        assert ack["error"]["code"] == "agent_unavailable"
        lines = mei.request("conversation_open", {"conversation_id": chat})["messages"]
        assert [line for line in lines if line["kind"] == "note"] == []

    def test_not_to_a_stranger_nor_to_oneself(self, world, mei, chat):
        world.agent("x@other.example", "X", shops=("other",))
        stranger = world.desk.accounts.find("x@other.example").agent.id
        myself = world.desk.accounts.find(MEI).agent.id

        for agent_id in (stranger, myself, "nobody"):
            assert transfer(mei, chat, agent_id=agent_id)["error"]["code"] == "not_found"

    def test_only_ones_own_chat(self, world, mei, bo, chat, bo_id):
        mei_id = world.desk.accounts.find(MEI).agent.id

        assert transfer(bo, chat, agent_id=mei_id)["error"]["code"] == "not_allowed"

    def test_goes_back_to_the_front_of_the_queue_if_they_are_gone(
        self, world, mei, bo, visitor, chat, bo_id
    ):
        transfer(mei, chat, agent_id=bo_id)
        world.clock.advance(10)
        world.hand_over(world.visitor())
        bo.disconnect()
        world.clock.advance(61)

        assert world.desk.absences.release() == 1

        assert visitor.told("conversation_changed")[-1]["queue_position"] == 1


class TestToTeam:
    @pytest.fixture(autouse=True)
    def teams(self, world, mei, bo):
        world.desk.accounts.set_work(BO, team="returns", languages=["en"])

    def test_waits_for_one_of_the_team(self, world, mei, bo, visitor, chat):
        ana = world.agent(ANA, "Ana")
        assert colleagues(mei, chat)[1] == ["returns"]

        ack = transfer(mei, chat, team="returns", note="a return")
        world.desk.offers.run()

        assert ack["conversation"]["state"] == "queued"
        assert ack["conversation"]["wanted_team"] == "returns"
        assert visitor.told("message_created")[-1]["event"]["type"] == "passed_on"
        assert [len(one.told("conversation_offered")) for one in (mei, bo, ana)] == [0, 1, 0]

    def test_rings_at_others_when_nobody_of_it_is_on_duty(self, world, mei, bo, chat):
        ana = world.agent(ANA, "Ana")
        bo.request("duty_set", {"duty": "off"})

        transfer(mei, chat, team="returns")
        world.desk.offers.run()

        assert len(ana.told("conversation_offered")) == 1

    def test_rings_at_others_when_whoever_passed_it_on_is_all_there_is_of_it(
        self, world, mei, bo, chat
    ):
        bo.request("duty_set", {"duty": "away"})
        world.desk.accounts.set_work(MEI, team="returns")
        ana = world.agent(ANA, "Ana")

        transfer(mei, chat, team="returns")
        world.desk.offers.run()

        assert len(ana.told("conversation_offered")) == 1

    def test_unknown_team_is_refused_and_nothing_changes(self, mei, chat):
        assert transfer(mei, chat, team="nobody")["error"]["code"] == "not_found"
        opened = mei.request("conversation_open", {"conversation_id": chat})
        assert opened["conversation"]["state"] == "assigned"

    def test_by_language_waits_for_who_speaks_it(self, world, mei, bo, chat):
        world.agent(ANA, "Ana")

        transfer(mei, chat, language="en")
        world.desk.offers.run()

        assert len(bo.told("conversation_offered")) == 1

    @pytest.mark.parametrize("to", [{}, {"team": "returns", "language": "en"}])
    def test_goes_to_one_of_three(self, mei, chat, to):
        assert transfer(mei, chat, **to)["error"]["code"] == "invalid_payload"

    def test_wish_is_forgotten_once_somebody_has_claimed_it(self, mei, bo, chat):
        transfer(mei, chat, team="returns")

        ack = bo.request("conversation_claim", {"conversation_id": chat})

        assert ack["conversation"]["wanted_team"] is None
