"""One address tries to fill a shop's queue and its list of messages."""

import pytest
from sqlalchemy import func, select

from agent_desk.domain.conversation import State
from agent_desk.rasa.turn import Act, RasaTurn
from agent_desk.storage.models import Attempt, Conversation, LeftMessage
from tests.fakes.identity import signed_identity

EVIL, HOME, OFFICE = "203.0.113.7", "198.51.100.20", "192.0.2.1"
CALLS_A_PERSON = RasaTurn("ask_for_human", 0.99, acts=(Act("hand_off", {"reason": "asked"}),))
CALL = {"en": "a person!", "zh-Hans": "请转人工", "zh-Hant": "請轉人工"}
UNKNOWN = {
    "en": ("do you sell elephants?", "can you sing?"),
    "zh-Hans": ("你们卖大象吗", "你会唱歌吗"),
    "zh-Hant": ("你們賣大象嗎", "你會唱歌嗎"),
}


@pytest.fixture
def world(world):
    """An agent is there. The bot calls them when it is asked to in words."""
    world.agent()
    world.dialogue.turns |= dict.fromkeys(CALL.values(), CALLS_A_PERSON)
    return world


def rows(world, *conditions):
    with world.desk.database.read() as session:
        return list(session.scalars(select(Conversation).where(*conditions)))


def waiting(world, shop="demo"):
    return rows(world, Conversation.state == State.QUEUED, Conversation.shop_id == shop)


def click(world, visitor, _language="en"):
    world.hand_over(visitor)


def say(world, visitor, language="en"):
    world.say(visitor, CALL[language])


def say_and_hang_up(world, visitor):
    assert visitor.write(CALL["en"])["ok"]
    visitor.disconnect()
    world.answer_turns()


def find_nothing_twice(world, visitor, language="en"):
    for text in UNKNOWN[language]:
        world.say(visitor, text)


CALLS = [(click, 50), (say, 12), (say_and_hang_up, 12), (find_nothing_twice, 12)]


@pytest.fixture
def crowd(world):
    """``crowd(call, count)``: that many visitors at one address, who each call a person."""

    def crowd(call, count, address=EVIL, **auth):
        visitors = [world.visitor(address=address, **auth) for _ in range(count)]
        for visitor in visitors:
            call(world, visitor)
        return visitors

    return crowd


class TestQueue:
    @pytest.mark.parametrize(("call", "count"), CALLS)
    def test_only_a_few_chats_of_one_address_wait(self, world, crowd, call, count):
        crowd(call, count)

        assert len(waiting(world)) == 5

    @pytest.mark.parametrize(("call", "count"), CALLS)
    def test_others_get_through_and_wait_behind_these_few_only(self, world, crowd, call, count):
        crowd(call, count)
        world.clock.advance(1)
        call(world, world.visitor(address=HOME))
        world.clock.advance(1)
        last = world.visitor(address=OFFICE)
        world.hand_over(last)

        assert len(waiting(world)) == 7
        assert last.conversation["queue_position"] == 7

    def test_the_ways_to_call_a_person_count_together(self, world, crowd):
        for call in (click, say):
            crowd(call, 4)

        assert len(waiting(world)) == 5

    def test_each_shop_counts_for_itself(self, world, crowd):
        crowd(click, 10)
        crowd(click, 10, shop_id="other")

        assert len(waiting(world, "other")) == len(waiting(world)) == 5

    def test_a_place_in_the_queue_is_free_again_after_a_claim(self, world, crowd):
        crowd(click, 6)
        agent = world.agent()
        agent.claim(waiting(world)[0].id)
        world.hand_over(world.visitor(address=EVIL))

        assert len(waiting(world)) == 5

    def test_a_restart_forgets_nothing(self, world, crowd):
        crowd(click, 10)
        later = world.another_desk()
        for _ in range(10):
            later.hand_over(later.visitor(address=EVIL))

        assert len(waiting(world)) == 5

    def test_five_people_behind_one_address_all_wait(self, world, crowd):
        visitors = crowd(click, 5, address=OFFICE)

        assert [visitor.state for visitor in visitors] == ["queued"] * 5

    def test_a_signed_customer_at_a_crowded_address_waits(self, world, crowd):
        crowd(click, 12)
        customer = world.visitor(address=EVIL, identity=signed_identity("ada"))
        world.hand_over(customer)

        assert customer.state == "queued"

    def test_a_signed_customer_fills_no_queue_either(self, world):
        for number in range(12):
            visitor = world.visitor(address=f"203.0.113.{number}", identity=signed_identity("eve"))
            world.hand_over(visitor)

        assert len(waiting(world)) == 5

    def test_who_wrote_again_about_a_message_is_counted_too(self, world, crowd):
        def leave_and_write(world, visitor):
            visitor.leave_message("My lamp", "eve@customer.example")
            world.say(visitor, "and another thing")

        world.desk.settings.limits.left_messages.free = 100
        visitors = crowd(leave_and_write, 8)

        assert len(waiting(world)) == 5
        assert visitors[-1].state == "left_message"
        assert "Added to your message" in visitors[-1].lines()[-1]

    def test_no_address_is_stored_and_its_hash_goes_when_the_chat_leaves_the_queue(
        self, world, crowd
    ):
        visitor = crowd(click, 1)[0]
        assert len(waiting(world)[0].waiting_source) == 64
        visitor.request("queue_leave")

        assert [row.waiting_source for row in rows(world)] == [None]
        with world.desk.database.read() as session:
            assert EVIL not in str(session.execute(select(Attempt.name, Attempt.key)).all())


class TestDelay:
    def call_and_leave(self, world, times=1):
        for _ in range(times):
            visitor = world.visitor(address=EVIL)
            world.hand_over(visitor)
            called = visitor.state == "queued"
            if called:
                visitor.request("queue_leave")
        return called

    def test_calls_beyond_the_free_ones_wait_longer_and_longer(self, world):
        assert self.call_and_leave(world, times=10)

        for minutes in (1, 2, 4, 8, 16, 30, 30):
            world.clock.advance(minutes * 60 - 1)
            assert not self.call_and_leave(world)
            world.clock.advance(1)
            assert self.call_and_leave(world)

    def test_calls_are_forgotten(self, world):
        self.call_and_leave(world, times=10)
        world.clock.advance(6 * 3600)

        assert self.call_and_leave(world, times=10)


class TestWhatTheVisitorReads:
    @pytest.mark.parametrize("call", [click, say, find_nothing_twice])
    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("en", ["Many people in your network", "1 min"]),
            ("zh-Hans", ["您所在的网络", "1 分钟"]),
            ("zh-Hant", ["網路", "1 分鐘"]),
        ],
    )
    def test_the_bot_says_why_nobody_comes_and_asks_for_a_message(
        self, world, crowd, call, language, words
    ):
        crowd(click, 5)
        visitor = world.visitor(address=EVIL, language=language)
        call(world, visitor, language)

        assert visitor.state == "bot"
        assert visitor.conversation["message_offer"] == "network_busy"
        last = visitor.bot_lines()[-1]
        assert all(word in last["text"] for word in words), last["text"]
        assert "calling" not in " ".join(visitor.lines())

    def test_the_line_is_in_the_log_with_its_reason_and_an_agent_finds_the_chat(self, world, crowd):
        crowd(click, 5)
        visitor = world.visitor(address=EVIL)
        chat = world.hand_over(visitor)
        opened = world.agent().open(chat)

        assert opened["handoff"]["reason"] == "asked"
        assert opened["messages"][0]["text"] == "Talk to a person"
        assert chat in [row["id"] for row in world.agent().listed("all")]

    def test_the_bot_goes_on_answering(self, world, crowd):
        crowd(click, 5)
        visitor = world.visitor(address=EVIL)
        world.hand_over(visitor)
        before = len(visitor.bot_lines())
        world.say(visitor, "How long does shipping take?")

        assert len(visitor.bot_lines()) == before + 1
        assert visitor.conversation["message_offer"] is None

    def test_a_message_can_be_left_instead(self, world, crowd):
        crowd(click, 5)
        visitor = world.visitor(address=EVIL)
        world.hand_over(visitor)

        assert visitor.leave_message("My lamp", "ada@customer.example")["ok"]
        assert visitor.state == "left_message"

    def test_a_place_that_was_taken_while_the_bot_thought_calls_nobody(self, world, crowd):
        crowd(click, 4)
        late = world.visitor(address=EVIL)

        def while_it_thinks():
            crowd(click, 1)
            return CALLS_A_PERSON

        world.dialogue.turns["now!"] = while_it_thinks
        world.say(late, "now!")

        assert len(waiting(world)) == 5
        assert late.conversation["message_offer"] == "network_busy"
        assert "calling" not in " ".join(late.lines())


class TestMessages:
    def left(self, world):
        with world.desk.database.read() as session:
            return session.scalar(select(func.count()).select_from(LeftMessage))

    def leave(self, world, address=EVIL, text="My lamp", **auth):
        visitor = world.visitor(address=address, **auth)
        return visitor.leave_message(text, "eve@customer.example")

    def test_one_address_leaves_only_a_few(self, world):
        acks = [self.leave(world) for _ in range(50)]

        assert self.left(world) == 10
        assert acks[10]["error"]["code"] == "too_many_messages"
        assert acks[10]["error"]["retry_after_seconds"] == 60
        assert self.leave(world, address=HOME)["ok"]
        assert self.leave(world, identity=signed_identity("ada"))["ok"]

    def test_the_wait_grows(self, world):
        for _ in range(10):
            self.leave(world)

        for minutes in (1, 2, 4):
            world.clock.advance(minutes * 60 - 1)
            assert not self.leave(world)["ok"]
            world.clock.advance(1)
            assert self.leave(world)["ok"]

    def test_a_restart_forgets_nothing(self, world):
        for _ in range(10):
            self.leave(world)

        assert not self.leave(world.another_desk())["ok"]

    def test_what_was_refused_or_sent_again_does_not_count(self, world):
        visitor = world.visitor(address=EVIL)
        for _ in range(5):
            visitor.leave_message("  ", "eve@customer.example")
            visitor.leave_message("My lamp", "no contact")
        for _ in range(12):
            assert visitor.leave_message("My lamp", "eve@customer.example", "same-id-1")["ok"]

        assert all(self.leave(world)["ok"] for _ in range(9))
