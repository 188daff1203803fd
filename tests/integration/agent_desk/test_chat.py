"""The story of a chat over both namespaces, with Rasa and the base replaced at their seams."""

import time
from itertools import pairwise
from uuid import uuid4

import jwt
import pytest
from gevent import get_hub

from agent_desk.rasa.turn import (
    Act,
    RasaTurn,
)
from knowledge_base import IndexMissingError
from tests.fakes.base import stored


def identity(subject):
    return jwt.encode(
        {"sub": subject, "aud": "demo", "exp": int(time.time()) + 600},
        "0123456789abcdef0123456789abcdef",
    )


BRAZIL = "How long does shipping to Brazil take?"


class TestVisitor:
    def test_is_welcomed_with_a_token_and_the_shop(self, world):
        ready = world.visitor().told("session_ready")[0]

        assert len(ready["visitor_token"]) == 43
        assert ready["shop"]["name"] == "Lantern Lane"
        assert ready["shop"]["suggestions"] == ["How do I return it?"]

    def test_reads_a_traditional_greeting(self, world):
        ready = world.visitor(language="zh-Hant").told("session_ready")[0]

        assert ready["shop"]["name"] == "燈籠巷"

    def test_of_an_unknown_shop_is_refused(self, world):
        assert not world.visitor(shop_id="nowhere").connected

    def test_gets_the_stored_answer_with_its_source(self, world):
        world.base.knows(BRAZIL, stored())
        visitor = world.visitor()

        world.say(visitor, BRAZIL)

        asked, answered = visitor.told("message_created")
        assert (asked["seq"], answered["seq"]) == (1, 2)
        assert answered["previous_seq"] == 1
        assert answered["text"] == "15–25 working days."
        assert answered["source"]["entry"] == "shipping-brazil"

    def test_chooses_what_was_meant(self, world):
        other = stored("customs-brazil", 0.3, answer="You pay it.")
        world.base.knows("brazil?", stored(confidence=0.5), other, band="clarify")
        visitor = world.visitor()
        world.say(visitor, "brazil?")
        asked = visitor.told("message_created")[-1]
        assert [choice["kind"] for choice in asked["choices"]] == [
            "question",
            "question",
            "person",
        ]

        ack = visitor.request(
            "choice_select",
            {
                "client_message_id": uuid4().hex,
                "message_id": asked["id"],
                "choice_id": "customs-brazil",
            },
        )
        world.answer_turns()

        assert ack["ok"]
        assert visitor.lines()[-1] == "You pay it."

    def test_counts_in_what_the_base_learns_from_its_traffic(self, world):
        world.base.knows(BRAZIL, stored())

        world.say(world.visitor(), BRAZIL)

        get_hub().threadpool.join()
        assert world.base.counted == [world.base.search(BRAZIL)]

    def test_cannot_choose_what_was_not_offered(self, world):
        world.base.knows("brazil?", stored(confidence=0.5), band="clarify")
        visitor = world.visitor()
        world.say(visitor, "brazil?")
        asked = visitor.told("message_created")[-1]

        ack = visitor.request(
            "choice_select",
            {
                "client_message_id": uuid4().hex,
                "message_id": asked["id"],
                "choice_id": "secret",
            },
        )

        assert ack["error"]["code"] == "not_found"

    def test_is_answered_in_traditional_chinese(self, world):
        world.base.knows(
            "寄到台灣要多久",
            stored(answer="一般四到七个工作日。", answer_language="zh"),
        )
        visitor = world.visitor()

        world.say(visitor, "寄到台灣要多久")

        assert visitor.lines()[-1] == "一般四到七個工作日。"

    def test_keeps_the_language_when_a_number_is_all_they_write(self, world):
        visitor = world.visitor(language="zh-Hans")

        world.say(visitor, "RL2611200001")

        assert visitor.told("message_created")[-1]["language"] == "zh-Hans"

    def test_burst_gets_one_answer(self, world):
        world.base.knows("hello\nis anybody there\n" + BRAZIL, stored())
        visitor = world.visitor()
        for text in ("hello", "is anybody there"):
            visitor.request("message_send", {"client_message_id": uuid4().hex, "text": text})

        world.say(visitor, BRAZIL)

        assert len([m for m in visitor.told("message_created") if m["author"] == "bot"]) == 1

    def test_comes_back_to_the_thread(self, world):
        visitor = world.visitor()
        token = visitor.told("session_ready")[0]["visitor_token"]
        sent = world.say(visitor, "hello")

        again = world.visitor(
            token=token, conversation_id=sent["conversation_id"], last_seq=1
        ).told("session_ready")[0]

        assert again["visitor_token"] is None
        assert again["reset"] is False
        assert [line["seq"] for line in again["messages"]] == [2]

    def test_with_another_token_sees_nothing_of_it(self, world):
        sent = world.say(world.visitor(), "hello")

        stranger = world.visitor(
            token="x" * 43, conversation_id=sent["conversation_id"], last_seq=1
        )

        assert stranger.told("session_ready")[0]["messages"] == []
        assert stranger.request("messages_fetch", {"after_seq": 0})["messages"] == []

    def test_retry_is_stored_once(self, world):
        visitor = world.visitor()
        sent = {"client_message_id": "a-client-id", "text": "hello"}

        first, second = (
            visitor.request("message_send", sent),
            visitor.request("message_send", sent),
        )

        assert first["message"]["seq"] == second["message"]["seq"] == 1
        other = visitor.request("message_send", sent | {"text": "something else"})
        assert other["error"]["code"] == "id_conflict"

    @pytest.mark.parametrize(
        ("payload", "code"),
        [
            ({"client_message_id": "abcdefgh", "text": " \n"}, "text_empty"),
            ({"client_message_id": "abcdefgh", "text": "x" * 2001}, "text_too_long"),
            ({"client_message_id": "abcdefgh"}, "invalid_payload"),
            ({"client_message_id": "a b", "text": "x"}, "invalid_payload"),
            (
                {"client_message_id": "abcdefgh", "text": "x", "seq": 3},
                "invalid_payload",
            ),
            ("text", "invalid_payload"),
            (None, "invalid_payload"),
        ],
    )
    def test_malformed_message_is_refused_with_a_reason(self, world, payload, code):
        visitor = world.visitor()

        ack = visitor.request("message_send", payload)

        assert ack["ok"] is False
        assert ack["error"]["code"] == code
        assert ack["error"]["message"]

    def test_unknown_event_is_refused(self, world):
        ack = world.visitor().request("message_delete", {"id": 1})

        assert ack["error"]["code"] == "unknown_event"

    def test_too_many_messages_are_refused_with_a_time(self, world):
        visitor = world.visitor()
        acks = [
            visitor.request("message_send", {"client_message_id": uuid4().hex, "text": "hi"})
            for _ in range(41)
        ]

        assert acks[39]["ok"]
        assert acks[40]["error"]["code"] == "rate_limited"
        assert acks[40]["error"]["retry_after_seconds"] > 0

    def test_half_a_character_is_stored_without_it(self, world):
        visitor = world.visitor()

        ack = visitor.request("message_send", {"client_message_id": "abcdefgh", "text": "a\ud800b"})

        assert ack["message"]["text"] == "a?b"

    def test_keeps_the_script_where_both_write_the_same(self, world):
        world.base.knows("寄到台灣要多久", stored())
        visitor = world.visitor(language="en")
        world.say(visitor, "寄到台灣要多久")

        world.say(visitor, "你好")
        world.hand_over(visitor)

        assert visitor.told("message_created")[-3]["text"] == "轉人工客服"

    def test_typed_words_before_a_chip_are_not_swallowed(self, world):
        world.base.knows("brazil?", stored(confidence=0.5), band="clarify")
        visitor = world.visitor()
        world.say(visitor, "brazil?")
        asked = visitor.told("message_created")[-1]
        visitor.request("message_send", {"client_message_id": uuid4().hex, "text": "and cancel it"})
        choice = {"message_id": asked["id"], "choice_id": "shipping-brazil"}
        visitor.request("choice_select", {"client_message_id": uuid4().hex} | choice)

        world.answer_turns()

        assert world.dialogue.asked[-1]["text"].startswith("and cancel it\n")

    def test_of_another_customer_on_the_same_browser_starts_afresh(self, world):
        mine = world.visitor(identity=identity("customer-6"))
        token = mine.told("session_ready")[0]["visitor_token"]
        world.say(mine, "hello")

        for other in ({}, {"identity": identity("customer-7")}):
            ready = world.visitor(token=token, **other).told("session_ready")[0]
            assert ready["visitor_token"] not in (None, token)
            assert ready["messages"] == []


class TestHandoff:
    def test_whole_story(self, world):
        agent, visitor = world.agent(), world.visitor()
        world.say(visitor, "do you know a good joke")
        assert visitor.told("message_created")[-1]["choices"][0]["kind"] == "person"
        world.say(visitor, "and the weather")

        queued = agent.told("conversation_queued")[0]["conversation"]
        assert queued["reason"] == "nothing_found_twice"
        assert visitor.told("conversation_changed")[-1]["queue_position"] == 1
        opened = agent.request("conversation_open", {"conversation_id": queued["id"]})
        assert opened["handoff"]["decision"] == "hand_off"
        assert agent.request("conversation_claim", {"conversation_id": queued["id"]})["ok"]
        assert visitor.told("conversation_changed")[-1]["agent_name"] == "Mei"

        sent = {
            "conversation_id": queued["id"],
            "client_message_id": uuid4().hex,
            "text": "Hello, I am Mei.",
        }
        assert agent.request("message_send", sent)["ok"]
        thanks = world.say(visitor, "thank you")
        assert agent.lines()[-1] == "thank you"
        seen = {"conversation_id": queued["id"], "last_seq": thanks["seq"]}
        assert agent.request("conversation_resolve", seen)["ok"]
        assert visitor.request("conversation_rate", {"score": 5})["ok"]

        told = visitor.told("message_created")
        assert [line["seq"] for line in told] == list(range(1, len(told) + 1))
        assert [line["event"]["type"] for line in told if line["event"]] == [
            "handed_off",
            "assigned",
            "resolved",
            "rated",
        ]
        assert visitor.told("conversation_changed")[-1]["rating"] == 5

    def test_without_anybody_there_says_so(self, world):
        visitor = world.visitor()

        world.hand_over(visitor)

        assert "Nobody is at the desk" in visitor.lines()[-1]

    def test_bot_is_silent_while_a_person_holds_the_chat(self, world):
        agent, visitor = world.agent(), world.visitor()
        conversation_id = world.hand_over(visitor)
        agent.request("conversation_claim", {"conversation_id": conversation_id})

        world.say(visitor, "hello")

        assert [m for m in visitor.told("message_created") if m["author"] == "bot"] == []

    def test_reply_in_flight_is_dropped_when_a_person_takes_over(self, world):
        visitor = world.visitor()

        def taken_over_meanwhile():
            world.hand_over(visitor)
            return RasaTurn("greet", 0.9, texts=("Hello",))

        world.agent()
        world.dialogue.turns["hi"] = taken_over_meanwhile
        world.say(visitor, "hi")

        assert "Hello" not in visitor.lines()

    def test_only_one_agent_gets_it(self, world):
        mei, bo = world.agent(), world.agent("bo@shop.example", "Bo")
        ref = {"conversation_id": world.hand_over(world.visitor())}

        assert mei.request("conversation_claim", ref)["ok"]
        refused = bo.request("conversation_claim", ref)

        assert refused["error"] | {"limit": None} == refused["error"]
        assert refused["error"]["code"] == "transition_not_allowed"
        assert "Mei" in refused["error"]["message"]

    def test_agent_cannot_write_before_claiming(self, world):
        agent = world.agent()
        conversation_id = world.hand_over(world.visitor())

        ack = agent.request(
            "message_send",
            {
                "conversation_id": conversation_id,
                "client_message_id": uuid4().hex,
                "text": "hi",
            },
        )

        assert ack["error"]["code"] == "not_allowed"

    def test_agent_of_another_shop_finds_nothing(self, world):
        stranger = world.agent("x@other.example", "X", shops=("other",))
        ref = {"conversation_id": world.hand_over(world.visitor())}

        for event in (
            "conversation_open",
            "conversation_claim",
        ):
            assert stranger.request(event, ref)["error"]["code"] == "not_found"
        resolve = stranger.request("conversation_resolve", ref | {"last_seq": 1})
        assert resolve["error"]["code"] == "not_found"
        assert stranger.told("conversation_queued") == []

    def test_note_is_not_told_to_the_visitor_and_leaves_no_gap(self, world):
        agent, visitor = world.agent(), world.visitor()
        conversation_id = world.hand_over(visitor)
        agent.request("conversation_claim", {"conversation_id": conversation_id})
        note = {
            "conversation_id": conversation_id,
            "client_message_id": uuid4().hex,
            "text": "a difficult one",
        }
        agent.request("message_send", note | {"note": True})
        agent.request("message_send", note | {"client_message_id": uuid4().hex, "text": "Hello"})

        told = visitor.told("message_created")
        assert "a difficult one" not in [line["text"] for line in told]
        for before, line in pairwise(told):
            assert line["previous_seq"] == before["seq"]

    def test_logging_out_cuts_the_console_off(self, world):
        agent = world.agent()

        agent.http.post(
            "/api/logout",
            headers={"X-CSRF-Token": agent.csrf_token, "Origin": "http://localhost"},
        )

        assert not agent.connected

    def test_disabled_agent_can_do_nothing_more(self, world):
        agent = world.agent()
        conversation_id = world.hand_over(world.visitor())
        world.desk.accounts.disable("mei@shop.example")

        ack = agent.request("conversation_claim", {"conversation_id": conversation_id})

        assert not ack or ack["error"]["code"] == "not_authenticated"
        assert not agent.connected

    def test_without_a_session_no_console_connects(self, world):
        from tests.integration.agent_desk.conftest import Client

        client = Client(world.desk.socketio, world.desk.app, "/agent", {"csrf_token": "x"})

        assert not client.connected

    @pytest.mark.parametrize("event", ["disconnect", "connect"])
    def test_console_cannot_leave_the_books_by_a_reserved_event(self, world, event):
        agent = world.agent()
        assert agent.request(event, "client disconnect")["error"]["code"] == "unknown_event"

        world.desk.accounts.disable("mei@shop.example")
        world.desk.agents.cut_off_ended()

        assert not agent.connected

    def test_question_that_nobody_answered_is_the_bots_again(self, world):
        world.base.knows(BRAZIL, stored())
        agent, visitor = world.agent(), world.visitor()
        ref = {"conversation_id": world.hand_over(visitor)}
        agent.request("conversation_claim", ref)
        world.say(visitor, BRAZIL)

        assert agent.request("conversation_return", ref)["ok"]
        world.answer_turns()

        assert visitor.lines()[-1] == "15–25 working days."

    def test_wish_for_a_person_is_not_asked_again_after_leaving_the_queue(self, world):
        world.agent()
        visitor = world.visitor()
        world.hand_over(visitor)

        assert visitor.request("queue_leave")["ok"]
        assert world.answer_turns() == 0
        assert visitor.told("conversation_changed")[-1]["state"] == "bot"


class TestAbsence:
    def test_chat_of_an_agent_who_is_gone_waits_again(self, world):
        agent, visitor = world.agent(), world.visitor()
        agent.request("conversation_claim", {"conversation_id": world.hand_over(visitor)})
        agent.disconnect()

        world.clock.advance(59)
        assert world.desk.absences.release() == 0
        world.clock.advance(2)
        assert world.desk.absences.release() == 1

        assert visitor.told("conversation_changed")[-1]["state"] == "queued"

    def test_chat_of_a_disabled_agent_waits_again_at_once(self, world):
        agent, visitor = world.agent(), world.visitor()
        agent.request("conversation_claim", {"conversation_id": world.hand_over(visitor)})

        world.desk.accounts.disable("mei@shop.example")

        assert world.desk.absences.release() == 1
        assert world.agent("bo@shop.example", "Bo").told("console_ready")[0]["waiting"]

    def test_agent_who_is_there_and_has_answered_keeps_their_chats(self, world):
        agent = world.agent()
        ref = {"conversation_id": world.hand_over(world.visitor())}
        agent.request("conversation_claim", ref)
        agent.request("message_send", {**ref, "client_message_id": uuid4().hex, "text": "Hello"})

        world.clock.advance(3600)

        assert world.desk.absences.release() == 0

    @pytest.mark.parametrize("wrote", [[], ["Hello"]], ids=["never wrote", "fell silent"])
    def test_chat_of_an_agent_who_is_there_and_silent_waits_again(self, world, wrote):
        agent, visitor = world.agent(), world.visitor()
        ref = {"conversation_id": world.hand_over(visitor)}
        agent.request("conversation_claim", ref)
        for text in wrote:
            agent.request("message_send", {**ref, "client_message_id": uuid4().hex, "text": text})
        world.say(visitor, "Are you there?")

        world.clock.advance(800)
        world.say(visitor, "Hello?")
        assert world.desk.absences.release() == 0
        world.clock.advance(100)
        assert world.desk.absences.release() == 1

        assert visitor.told("conversation_changed")[-1]["state"] == "queued"

    def test_time_of_a_silent_agent_begins_with_the_line_that_waits(self, world):
        """Whoever answers late finds the agent's patience as long as anybody else does."""
        agent, visitor = world.agent(), world.visitor()
        ref = {"conversation_id": world.hand_over(visitor)}
        agent.request("conversation_claim", ref)
        agent.request("message_send", {**ref, "client_message_id": uuid4().hex, "text": "Hello"})
        world.clock.advance(3600)

        world.say(visitor, "Sorry, I was away.")

        assert world.desk.absences.release() == 0
        world.clock.advance(900)
        assert world.desk.absences.release() == 1

    def test_note_of_a_colleague_is_not_the_agents_doing(self, world):
        agent, colleague = world.agent(), world.agent("bo@shop.example", "Bo")
        visitor = world.visitor()
        ref = {"conversation_id": world.hand_over(visitor)}
        agent.request("conversation_claim", ref)
        world.say(visitor, "Hello?")
        read = agent.told("conversation_changed")[-1]["read_seq"]
        world.clock.advance(800)
        note = {"client_message_id": uuid4().hex, "text": "A known case", "note": True}
        assert colleague.request("message_send", ref | note)["ok"]

        assert agent.told("conversation_changed")[-1]["read_seq"] == read
        world.clock.advance(100)
        assert world.desk.absences.release() == 1

    def test_that_was_taken_from_an_agent_rings_at_somebody_else_first(self, world):
        agent = world.agent()
        colleague = world.agent("bo@shop.example", "Bo")
        ref = {"conversation_id": world.hand_over(world.visitor())}
        agent.request("conversation_claim", ref)
        busy = {"conversation_id": world.hand_over(world.visitor())}
        colleague.request("conversation_claim", busy)
        world.clock.advance(890)
        note = {"client_message_id": uuid4().hex, "text": "Not forgotten", "note": True}
        colleague.request("message_send", busy | note)
        world.clock.advance(10)

        assert world.desk.absences.release() == 1
        world.desk.offers.run()

        assert len(colleague.told("conversation_offered")) == 1
        assert agent.told("conversation_offered") == []

    def test_is_not_closed_over_a_line_that_its_agent_has_not_seen(self, world):
        agent, visitor = world.agent(), world.visitor()
        ref = {"conversation_id": world.hand_over(visitor)}
        agent.request("conversation_claim", ref)
        sent = {**ref, "client_message_id": uuid4().hex, "text": "Goodbye"}
        seen = agent.request("message_send", sent)["message"]["seq"]
        late = world.say(visitor, "One more thing…")["seq"]

        refused = agent.request("conversation_resolve", ref | {"last_seq": seen})

        assert refused["error"]["code"] == "unread_message"
        assert visitor.told("conversation_changed")[-1]["state"] == "assigned"
        assert agent.request("conversation_resolve", ref | {"last_seq": late})["ok"]

    def test_note_shows_that_an_agent_is_at_it(self, world):
        agent = world.agent()
        ref = {"conversation_id": world.hand_over(world.visitor())}
        agent.request("conversation_claim", ref)
        world.clock.advance(800)
        note = {"client_message_id": uuid4().hex, "text": "Asking the warehouse", "note": True}
        assert agent.request("message_send", ref | note)["ok"]

        world.clock.advance(800)

        assert world.desk.absences.release() == 0


class TestFailure:
    def test_late_worker_does_not_answer_again(self, world):
        world.base.knows(BRAZIL, stored())
        visitor = world.visitor()

        def slow():
            world.clock.advance(31)  # the lease runs out, and another worker takes the turn
            world.dialogue.turns[BRAZIL] = RasaTurn(
                "delivery_time", 0.9, acts=(Act("search_knowledge_base"),)
            )
            assert world.desk.turns.run_due() == 1
            return world.dialogue.turns[BRAZIL]

        world.dialogue.turns[BRAZIL] = slow
        world.say(visitor, BRAZIL)

        assert visitor.lines().count("15–25 working days.") == 1

    def test_rasa_down_means_a_sure_answer_or_a_person(self, world):
        world.dialogue.down = True
        world.base.knows(BRAZIL, stored())
        visitor = world.visitor()

        world.say(visitor, BRAZIL)
        assert visitor.lines()[-1] == "15–25 working days."
        world.say(visitor, "something else")

        assert visitor.told("conversation_changed")[-1]["state"] == "queued"

    def test_no_knowledge_base_means_a_person(self, world):
        world.base.error = IndexMissingError("demo")
        visitor = world.visitor()

        world.say(visitor, BRAZIL)

        assert visitor.told("conversation_changed")[-1]["state"] == "queued"

    def test_failing_turn_is_tried_again_and_then_given_to_a_person(self, world):
        def broken():
            raise RuntimeError("broken on purpose")

        world.dialogue.turns["hi"] = broken
        visitor = world.visitor()
        world.say(visitor, "hi")
        assert visitor.lines() == ["hi"]

        world.answer_turns()
        world.answer_turns()

        assert visitor.told("conversation_changed")[-1]["state"] == "queued"

    def test_unwritable_database_acknowledges_nothing(self, world):
        visitor = world.visitor()
        world.desk.database.engine.dispose()
        world.desk.database.write(rename_messages)

        ack = visitor.request("message_send", {"client_message_id": uuid4().hex, "text": "hello"})

        assert ack["error"]["code"] == "storage_unavailable"


def rename_messages(transaction):
    transaction.connection().exec_driver_sql("ALTER TABLE messages RENAME TO gone")


class TestOrders:
    LOOK_UP = Act("look_up_order", {"order_number": "RL2611200001", "phone_last4": "1234"})

    def test_shown_to_who_knows_number_and_digits(self, world):
        world.dialogue.turns["where is it"] = RasaTurn("track_order", 0.9, acts=(self.LOOK_UP,))
        visitor = world.visitor()

        world.say(visitor, "where is it")

        assert "RL2611200001" in visitor.lines()[-1]
        assert "on its way" in visitor.lines()[-1]

    def test_wrong_digits_lead_back_to_the_dialogue(self, world):
        wrong = Act("look_up_order", {"order_number": "RL2611200001", "phone_last4": "0000"})
        state = {"slots": {"order_number": "RL2611200001", "language": "en"}}
        world.dialogue.turns["where is it"] = RasaTurn(
            "track_order", 0.9, acts=(wrong,), state=state
        )
        world.dialogue.triggers["order_mismatch"] = RasaTurn(
            "order_mismatch",
            1.0,
            texts=("They do not match.",),
            state={"active_form": "f"},
        )
        visitor = world.visitor()

        world.say(visitor, "where is it")

        assert visitor.lines()[-1] == "They do not match."
        assert world.dialogue.asked[-1]["trigger"] == "order_mismatch"

    def test_guessing_ends_with_a_person(self, world):
        wrong = Act("look_up_order", {"order_number": "RL2611200001", "phone_last4": "0000"})
        world.dialogue.turns["guess"] = RasaTurn("track_order", 0.9, acts=(wrong,))
        world.dialogue.triggers["order_mismatch"] = RasaTurn(
            "order_mismatch", 1.0, texts=("They do not match.",)
        )
        visitor = world.visitor()

        for _ in range(6):
            world.say(visitor, "guess")

        assert visitor.told("conversation_changed")[-1]["state"] == "queued"

    def test_shown_to_a_signed_buyer_without_digits(self, world):
        look_up = Act("look_up_order", {"order_number": "RL2611200006", "phone_last4": None})
        world.dialogue.turns["where is it"] = RasaTurn("track_order", 0.9, acts=(look_up,))
        visitor = world.visitor(identity=identity("customer-6"))

        world.say(visitor, "where is it")

        assert "RL2611200006" in visitor.lines()[-1]
        assert world.dialogue.asked[0]["slots"] == {"identity_verified": True}

    def test_signed_visitor_is_asked_for_digits_when_the_order_is_not_their_own(self, world):
        look_up = Act("look_up_order", {"order_number": "RL2611200001", "phone_last4": None})
        asks = RasaTurn("track_order", 0.9, texts=("The last four digits?",))

        def by_identity():
            verified = world.dialogue.asked[-1]["slots"]["identity_verified"]
            return RasaTurn("track_order", 0.9, acts=(look_up,)) if verified else asks

        world.dialogue.turns["where is it"] = by_identity
        visitor = world.visitor(identity=identity("customer-6"))

        world.say(visitor, "where is it")

        assert visitor.lines()[-1] == "The last four digits?"

    def test_failing_source_means_an_apology_and_a_person(self, world, tmp_path):
        (tmp_path / "shop.sqlite3").write_bytes(b"not a database at all" * 100)
        world.dialogue.turns["where is it"] = RasaTurn("track_order", 0.9, acts=(self.LOOK_UP,))
        visitor = world.visitor()

        world.say(visitor, "where is it")

        assert any("can't reach our order system" in line for line in visitor.lines())
        assert visitor.told("conversation_changed")[-1]["state"] == "queued"
