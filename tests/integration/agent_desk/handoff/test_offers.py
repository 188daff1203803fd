"""A waiting chat rings at one agent after another until somebody claims it."""

import pytest

from tests.fakes.world import ANA, BO, MEI


@pytest.fixture
def mei(world):
    return world.agent()


class TestRinging:
    def test_chat_rings_at_one_agent_until_it_expires_and_then_at_the_next(self, world, mei):
        agents = [mei, world.agent(BO, "Bo"), world.agent(ANA, "Ana")]
        _, chat = world.waiting_visitor()

        rung = []
        for _ in range(3):
            world.ring()
            (ringing,) = [one for one in agents if len(one.offered()) > rung.count(one)]
            rung.append(ringing)
            world.clock.advance(21)

        assert len({id(one) for one in rung}) == 3
        world.ring()
        assert rung[0].received("offer_ended")[0] == {
            "conversation_id": chat,
            "outcome": "expired",
        }

    def test_offer_says_until_when_it_rings(self, world, mei):
        world.visitor().ask_for_person()
        world.ring()

        expires = mei.received("conversation_offered")[0]["expires_at"]
        assert expires.startswith("2026-11-21T08:00:20")

    def test_agent_who_speaks_the_language_is_asked_first(self, world, mei):
        bo = world.agent(BO, "Bo")
        world.desk.accounts.set_work(MEI, languages=["en"])
        world.desk.accounts.set_work(BO, languages=["zh"])

        chats = [world.waiting_visitor(language="zh-Hant")[1] for _ in range(2)]
        world.ring()

        assert bo.offered() == chats
        assert mei.offered() == []

    def test_chats_go_round(self, world, mei):
        bo = world.agent(BO, "Bo")
        for _ in range(4):
            world.waiting_visitor()
            world.ring(after=1)

        assert (len(mei.offered()), len(bo.offered())) == (2, 2)

    def test_agents_of_another_shop_hear_nothing(self, world):
        stranger = world.agent("x@other.example", "X", shops=("other",))
        world.waiting_visitor()

        assert world.ring() == 0
        assert stranger.offered() == []

    def test_chat_of_an_agent_who_released_it_rings_at_somebody_else_first(self, world, mei):
        bo = world.agent(BO, "Bo")
        _, chat = world.held_chat(mei)

        mei.release(chat)
        world.ring(after=1)

        assert (mei.offered(), bo.offered()) == ([], [chat])


class TestDeclining:
    def test_declined_chat_rings_at_the_same_agent_after_a_rest(self, world, mei):
        world.agent(BO, "Bo").set_duty("off")
        _, chat = world.waiting_visitor()
        world.ring()

        assert mei.request("offer_decline", {"conversation_id": chat})["ok"]
        assert world.ring(after=30) == 0
        assert world.ring(after=31) == 1
        assert mei.offered() == [chat, chat]

    def test_chat_that_rings_elsewhere_cannot_be_declined(self, world, mei):
        bo = world.agent(BO, "Bo")
        _, chat = world.waiting_visitor()
        world.ring()
        other = bo if mei.offered() else mei

        ack = other.request("offer_decline", {"conversation_id": chat})

        assert ack["error"]["code"] == "not_found"


class TestEnding:
    def test_claiming_accepts_the_offer(self, world, mei):
        visitor, chat = world.waiting_visitor()
        world.ring()

        assert mei.claim(chat)["ok"]
        assert mei.received("offer_ended") == [{"conversation_id": chat, "outcome": "accepted"}]
        assert visitor.conversation["agent_name"] == "Mei"

    def test_claim_of_another_agent_withdraws_the_offer(self, world, mei):
        bo = world.agent(BO, "Bo")
        _, chat = world.waiting_visitor()
        world.ring()
        rung, other = (mei, bo) if mei.offered() else (bo, mei)

        assert other.claim(chat)["ok"]
        assert rung.claim(chat)["error"]["code"] == "transition_not_allowed"

        assert rung.received("offer_ended") == [{"conversation_id": chat, "outcome": "withdrawn"}]
        assert world.ring(after=30) == 0

    def test_visitor_who_leaves_the_queue_withdraws_the_offer(self, world, mei):
        visitor, chat = world.waiting_visitor()
        world.ring()

        visitor.request("queue_leave")

        assert mei.received("offer_ended") == [{"conversation_id": chat, "outcome": "withdrawn"}]
        assert world.ring(after=30) == 0

    def test_offers_are_counted_by_how_they_ended(self, world, mei):
        _, accepted = world.waiting_visitor()
        world.ring()
        visitor, _ = world.waiting_visitor()
        world.ring()
        assert mei.claim(accepted)["ok"]
        assert visitor.request("queue_leave")["ok"]

        for outcome in ("accepted", "withdrawn"):
            assert f'relay_offers_total{{outcome="{outcome}"}} 1.0' in world.metrics()


class TestTwoDesks:
    """Two desk processes share a database. Events reach only the sockets of their own process."""

    def test_no_chat_rings_twice(self, world, mei):
        second = world.another_desk()
        bo = second.agent(BO, "Bo")
        chats = [world.waiting_visitor()[1] for _ in range(4)]

        assert world.ring() + second.ring() == 4

        world.heartbeat()
        assert not set(mei.offered()) & set(bo.offered())
        ringing = second.agent(BO, "Bo").ready["offers"]
        assert len(ringing) == 2
        assert {offer["conversation"]["id"] for offer in ringing} < set(chats)

    def test_agent_at_another_desk_is_there(self, world):
        second = world.another_desk()
        second.agent()
        world.clock.advance(61)
        second.heartbeat()

        visitor, _ = world.waiting_visitor()

        assert not any("Nobody" in line for line in visitor.lines())
        assert world.ring() == 1
