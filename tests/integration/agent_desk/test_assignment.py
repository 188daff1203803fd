"""Duty, offers, capacity and places in the queue, over both namespaces and on two desks."""

from dataclasses import replace
from uuid import uuid4

import pytest

from agent_desk.app import create_desk

MEI, BO, ANA = "mei@shop.example", "bo@shop.example", "ana@shop.example"


@pytest.fixture
def second(world):
    """Another desk process on the same database; it sees none of the first one's sockets."""
    desk = create_desk(
        world.desk.settings, knowledge_base=world.base, dialogue=world.dialogue, clock=world.clock
    )
    return replace(world, desk=desk)


def waits(world, **visitor):
    """A new visitor who asks for a person, later than all before: their client and the chat."""
    world.clock.advance(0.01)
    client = world.visitor(**visitor)
    return client, world.hand_over(client)


def offered(client):
    return [fact["conversation"]["id"] for fact in client.told("conversation_offered")]


def claim(client, conversation_id):
    return client.request("conversation_claim", {"conversation_id": conversation_id})


def resolve(client, conversation_id):
    opened = client.request("conversation_open", {"conversation_id": conversation_id})
    seen = {"last_seq": opened["messages"][-1]["seq"]}
    return client.request("conversation_resolve", {"conversation_id": conversation_id} | seen)


def ring(world, seconds=0.0):
    world.clock.advance(seconds)
    return world.desk.offers.run()


class TestDuty:
    def test_is_on_when_a_new_agent_comes(self, world):
        assert world.agent().told("console_ready")[0]["duty"] == "on"

    @pytest.mark.parametrize("duty", ["away", "off"])
    def test_nothing_rings_at_who_is_not_on_duty(self, world, duty):
        mei = world.agent()
        assert mei.request("duty_set", {"duty": duty})["ok"]
        waits(world)

        assert ring(world) == 0
        mei.request("duty_set", {"duty": "on"})
        assert ring(world) == 1

    def test_is_told_to_every_tab_and_kept_over_a_reload(self, world):
        mei, other_tab = world.agent(), world.agent()

        mei.request("duty_set", {"duty": "away"})

        assert other_tab.told("duty_changed") == [{"duty": "away"}]
        assert world.agent().told("console_ready")[0]["duty"] == "away"

    def test_what_rang_at_who_leaves_goes_to_the_next(self, world):
        mei, bo = world.agent(), world.agent(BO, "Bo")
        _, chat = waits(world)
        ring(world)
        first, second = (mei, bo) if offered(mei) else (bo, mei)

        first.request("duty_set", {"duty": "off"})
        ring(world)

        assert first.told("offer_ended")[-1] == {"conversation_id": chat, "outcome": "withdrawn"}
        assert offered(second) == [chat]

    def test_reconnect_within_the_grace_changes_nothing(self, world):
        mei = world.agent()
        _, chat = waits(world)
        ring(world)
        mei.disconnect()

        world.clock.advance(15)
        ring(world)
        again = world.agent()

        assert [one["conversation"]["id"] for one in again.told("console_ready")[0]["offers"]] == [
            chat
        ]
        assert claim(again, chat)["ok"]

    def test_agent_without_a_console_counts_as_away_and_returns_as_they_were(self, world):
        world.agent().disconnect()
        world.clock.advance(21)
        waits(world)

        assert ring(world) == 0
        mei = world.agent()
        assert mei.told("console_ready")[0]["duty"] == "on"
        assert ring(world) == 1

    def test_unknown_duty_is_refused(self, world):
        ack = world.agent().request("duty_set", {"duty": "asleep"})

        assert ack["error"]["code"] == "invalid_payload"


class TestOffers:
    def test_rings_at_one_agent_until_it_expires_and_then_at_the_next(self, world):
        agents = [world.agent(), world.agent(BO, "Bo"), world.agent(ANA, "Ana")]
        _, chat = waits(world)

        rung = []
        for _ in range(3):
            ring(world)
            (now_ringing,) = [one for one in agents if len(offered(one)) > rung.count(one)]
            rung.append(now_ringing)
            world.clock.advance(21)

        assert len({id(one) for one in rung}) == 3
        ring(world)
        assert rung[0].told("offer_ended")[0] == {"conversation_id": chat, "outcome": "expired"}

    def test_says_until_when_it_rings(self, world):
        mei = world.agent()
        waits(world)
        ring(world)

        assert mei.told("conversation_offered")[0]["expires_at"].startswith("2026-11-21T08:00:20")

    def test_declined_rings_at_the_next_and_at_the_same_after_a_rest(self, world):
        mei, bo = world.agent(), world.agent(BO, "Bo")
        bo.request("duty_set", {"duty": "off"})
        _, chat = waits(world)
        ring(world)

        assert mei.request("offer_decline", {"conversation_id": chat})["ok"]
        assert ring(world, 30) == 0
        assert ring(world, 31) == 1
        assert offered(mei) == [chat, chat]

    def test_one_that_rings_elsewhere_cannot_be_declined(self, world):
        mei, bo = world.agent(), world.agent(BO, "Bo")
        _, chat = waits(world)
        ring(world)
        other = bo if offered(mei) else mei

        ack = other.request("offer_decline", {"conversation_id": chat})

        assert ack["error"]["code"] == "not_found"

    def test_claim_of_another_agent_beats_it(self, world):
        mei, bo = world.agent(), world.agent(BO, "Bo")
        _, chat = waits(world)
        ring(world)
        rung, other = (mei, bo) if offered(mei) else (bo, mei)

        assert claim(other, chat)["ok"]
        assert claim(rung, chat)["error"]["code"] == "transition_not_allowed"

        assert rung.told("offer_ended") == [{"conversation_id": chat, "outcome": "withdrawn"}]
        assert ring(world, 30) == 0

    def test_accepting_is_claiming(self, world):
        mei = world.agent()
        visitor, chat = waits(world)
        ring(world)

        assert claim(mei, chat)["ok"]
        assert mei.told("offer_ended") == [{"conversation_id": chat, "outcome": "accepted"}]
        assert visitor.told("conversation_changed")[-1]["agent_name"] == "Mei"

    def test_ends_when_the_visitor_leaves_the_queue(self, world):
        mei = world.agent()
        visitor, chat = waits(world)
        ring(world)

        visitor.request("queue_leave")

        assert mei.told("offer_ended") == [{"conversation_id": chat, "outcome": "withdrawn"}]
        assert ring(world, 30) == 0

    def test_who_speaks_the_language_is_asked_first(self, world):
        world.agent()
        bo = world.agent(BO, "Bo")
        world.desk.accounts.set_work(MEI, languages=["en"])
        world.desk.accounts.set_work(BO, languages=["zh"])

        chats = [waits(world, language="zh-Hant")[1] for _ in range(2)]
        ring(world)

        assert offered(bo) == chats

    def test_chats_go_round(self, world):
        agents = [world.agent(), world.agent(BO, "Bo")]
        for _ in range(4):
            waits(world)
            ring(world, 1)

        assert [len(offered(one)) for one in agents] == [2, 2]

    def test_agents_of_another_shop_hear_nothing(self, world):
        stranger = world.agent("x@other.example", "X", shops=("other",))
        waits(world)

        assert ring(world) == 0
        assert offered(stranger) == []

    def test_two_desks_never_let_one_chat_ring_twice(self, world, second):
        mei, bo = world.agent(), second.agent(BO, "Bo")
        chats = [waits(world)[1] for _ in range(4)]

        made = ring(world) + ring(second)

        assert made == 4
        world.desk.roster.heartbeat()
        told_here, told_there = offered(mei), offered(bo)
        # Facts reach the sockets of their own process here; what rings is in the database.
        assert not set(told_here) & set(told_there)
        ringing = second.agent(BO, "Bo").told("console_ready")[0]["offers"]
        assert len(ringing) == 2
        assert {one["conversation"]["id"] for one in ringing} < set(chats)

    def test_agent_at_another_desk_is_there(self, world, second):
        second.agent()
        world.clock.advance(61)
        second.desk.roster.heartbeat()

        visitor, _ = waits(world)

        assert not any("Nobody" in line for line in visitor.lines())
        assert ring(world) == 1


class TestCapacity:
    def test_nothing_rings_beyond_it(self, world):
        world.agent()
        world.desk.accounts.set_work(MEI, capacity=2)
        for _ in range(3):
            waits(world)

        assert ring(world) == 2
        assert ring(world, 1) == 0

    def test_holds_for_claims_too(self, world):
        mei = world.agent()
        world.desk.accounts.set_work(MEI, capacity=1)
        (_, first), (_, more) = waits(world), waits(world)
        assert claim(mei, first)["ok"]

        refused = claim(mei, more)

        assert refused["error"]["code"] == "capacity_reached"
        assert refused["error"]["limit"] == 1
        assert resolve(mei, first)["ok"]
        assert claim(mei, more)["ok"]

    def test_claim_that_fills_it_ends_the_offers_that_no_longer_fit(self, world):
        mei = world.agent()
        world.desk.accounts.set_work(MEI, capacity=1)
        (_, rung), (_, taken) = waits(world), waits(world)
        ring(world)
        assert offered(mei) == [rung]

        assert claim(mei, taken)["ok"]

        assert mei.told("offer_ended")[-1] == {"conversation_id": rung, "outcome": "withdrawn"}

    def test_holds_with_two_desks(self, world, second):
        here, there = world.agent(), second.agent()
        world.desk.accounts.set_work(MEI, capacity=2)
        chats = [waits(world)[1] for _ in range(4)]

        acks = [claim(client, chat) for chat, client in zip(chats, [here, there] * 2, strict=True)]

        assert [ack["ok"] for ack in acks] == [True, True, False, False]

    def test_only_one_agent_gets_a_chat_with_two_desks(self, world, second):
        mei, bo = world.agent(), second.agent(BO, "Bo")
        _, chat = waits(world)

        acks = [claim(mei, chat), claim(bo, chat)]

        assert [ack["ok"] for ack in acks] == [True, False]
        assert "Mei" in acks[1]["error"]["message"]


class TestAbsence:
    def test_chat_of_who_is_gone_waits_at_the_front(self, world):
        mei = world.agent()
        early, chat = waits(world)
        claim(mei, chat)
        world.clock.advance(10)
        late, _ = waits(world)
        assert late.told("conversation_changed")[-1]["queue_position"] == 1
        mei.disconnect()

        world.clock.advance(61)
        world.desk.absences.release()

        assert early.told("conversation_changed")[-1]["queue_position"] == 1
        assert late.told("conversation_changed")[-1]["queue_position"] == 2

    def test_the_chats_of_agents_at_another_desk_stay_theirs(self, world, second):
        mei = second.agent()
        _, chat = waits(world)
        assert claim(mei, chat)["ok"]

        world.clock.advance(600)
        second.desk.roster.heartbeat()

        assert world.desk.absences.release() == 0
        mei.disconnect()
        world.clock.advance(61)
        assert world.desk.absences.release() == 1
        assert second.desk.absences.release() == 0

    def test_desk_that_has_just_started_waits_for_consoles_to_come_back(self, world):
        mei = world.agent()
        _, chat = waits(world)
        claim(mei, chat)
        world.clock.advance(600)

        restarted = create_desk(
            world.desk.settings,
            knowledge_base=world.base,
            dialogue=world.dialogue,
            clock=world.clock,
        )

        assert restarted.absences.release() == 0
        world.clock.advance(61)
        assert restarted.absences.release() == 1

    def test_nobody_is_on_duty_for_having_been_there_before_the_start(self, world):
        world.agent().disconnect()
        world.clock.advance(600)

        restarted = create_desk(
            world.desk.settings,
            knowledge_base=world.base,
            dialogue=world.dialogue,
            clock=world.clock,
        )
        with restarted.database.read() as session:
            assert restarted.roster.agents_on_duty(session, "demo") == []

    def test_who_gives_a_chat_back_is_not_the_first_whom_it_rings_at(self, world):
        mei, bo = world.agent(), world.agent(BO, "Bo")
        _, chat = waits(world)
        claim(mei, chat)

        mei.request("conversation_release", {"conversation_id": chat})
        ring(world, 1)

        assert (offered(mei), offered(bo)) == ([], [chat])


class TestPlace:
    def served(self, world, agent, *, seconds, times=5):
        """So many chats that were claimed after so long, alone in the queue."""
        for _ in range(times):
            _, chat = waits(world)
            world.clock.advance(seconds)
            assert claim(agent, chat)["ok"]
            assert resolve(agent, chat)["ok"]

    def test_has_no_expected_wait_before_enough_was_measured(self, world):
        self.served(world, world.agent(), seconds=60, times=4)
        visitor, _ = waits(world)

        told = visitor.told("conversation_changed")[-1]
        assert (told["queue_position"], told["expected_wait_seconds"]) == (1, None)

    def test_has_an_expected_wait_from_measured_claims(self, world):
        self.served(world, world.agent(), seconds=60)
        first, second = waits(world)[0], waits(world)[0]

        assert first.told("conversation_changed")[-1]["expected_wait_seconds"] == 60
        assert second.told("conversation_changed")[-1]["expected_wait_seconds"] == 120

    def test_is_told_again_when_the_queue_moves(self, world):
        mei = world.agent()
        self.served(world, mei, seconds=60)
        (_, chat), (second, _) = waits(world), waits(world)

        claim(mei, chat)

        told = second.told("conversation_changed")[-1]
        assert (told["queue_position"], told["expected_wait_seconds"]) == (1, 60)

    def test_is_told_again_as_time_passes_and_only_when_it_changes(self, world):
        self.served(world, world.agent(), seconds=180)
        visitor, _ = waits(world)
        world.desk.place_updates.send_changed()
        before = len(visitor.told("conversation_changed"))

        world.clock.advance(50)
        assert world.desk.place_updates.send_changed() == 0
        world.clock.advance(20)
        assert world.desk.place_updates.send_changed() == 1

        told = visitor.told("conversation_changed")
        assert len(told) == before + 1
        assert told[-1]["expected_wait_seconds"] == 110

    def test_is_there_after_a_reload(self, world):
        self.served(world, world.agent(), seconds=60)
        visitor, _ = waits(world)
        token = visitor.told("session_ready")[0]["visitor_token"]

        again = world.visitor(token=token).told("session_ready")[0]["conversation"]

        assert (again["queue_position"], again["expected_wait_seconds"]) == (1, 60)

    def test_offers_are_counted_however_they_end(self, world):
        mei = world.agent()
        _, accepted = waits(world)
        ring(world)
        visitor, _ = waits(world)
        ring(world)
        assert claim(mei, accepted)["ok"]
        assert visitor.request("queue_leave")["ok"]

        page = world.desk.app.test_client().get("/metrics").get_data(as_text=True)

        for outcome in ("accepted", "withdrawn"):
            assert f'relay_offers_total{{outcome="{outcome}"}} 1.0' in page

    def test_claims_are_counted_by_their_wait(self, world):
        self.served(world, world.agent(), seconds=42, times=1)

        page = world.desk.app.test_client().get("/metrics").get_data(as_text=True)

        assert "relay_time_to_claim_seconds_sum 42.0" in page


class TestReturn:
    def test_no_stale_handoff_comes_back(self, world):
        """A turn that ends in a handoff, in flight while a person takes and returns the chat."""
        mei = world.agent()
        visitor = world.visitor()

        def returned_meanwhile():
            chat = world.hand_over(visitor)
            assert claim(mei, chat)["ok"]
            assert mei.request("conversation_return", {"conversation_id": chat})["ok"]
            world.dialogue.turns.pop("call somebody")
            raise RuntimeError("and it fails as well, so that it would be handed over")

        world.dialogue.turns["call somebody"] = returned_meanwhile
        world.say(visitor, "call somebody")

        assert visitor.told("conversation_changed")[-1]["state"] == "bot"
        types = [line["event"]["type"] for line in visitor.told("message_created") if line["event"]]
        assert types == ["handed_off", "assigned", "returned"]
        assert world.desk.offers.run() == 0

    def test_burst_after_a_return_gets_one_answer(self, world):
        mei, visitor = world.agent(), world.visitor()
        chat = world.hand_over(visitor)
        claim(mei, chat)
        for text in ("one", "two", "three"):
            visitor.request("message_send", {"client_message_id": uuid4().hex, "text": text})

        mei.request("conversation_return", {"conversation_id": chat})
        world.answer_turns()

        bot = [line for line in visitor.told("message_created") if line["author"] == "bot"]
        after = [line for line in bot if line["seq"] > 5]
        assert len(after) == 1
