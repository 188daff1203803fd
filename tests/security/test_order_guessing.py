"""Strangers who try the digits of orders, with many visitors, addresses, numbers and at once."""

from collections import Counter
from threading import Barrier

import gevent
import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from agent_desk.orders.guarded_source import GUESTS_AT_ONCE
from agent_desk.rasa.turn import Act, RasaTurn
from agent_desk.settings.limits import LimitSettings
from agent_desk.settings.proof_of_work import ProofOfWorkSettings
from agent_desk.settings.shops import ShopSettings
from agent_desk.storage.models import Attempt, Conversation
from agent_desk.texts.en import EN
from tests.fakes.dialogue import NO_MATCH
from tests.fakes.identity import signed_identity
from tests.fakes.orders import event, order, parcel
from tests.fakes.proofs import prove_if_asked
from tests.fakes.shop_api import TOKEN, ShopApi, serve
from tests.fakes.world import SHOP

NUMBER = "RL2611200006"
"""Of the customer ``customer-6``; its phone ends with 1357."""
PARCELS = ("LX123456785CN", "LX223456785CN", "LX323456785CN")
REFUSAL = EN.order_mismatch
MISMATCH = RasaTurn("order_mismatch", 1.0, texts=(NO_MATCH,), state={})


@pytest.fixture
def world(world):
    world.dialogue.triggers["order_mismatch"] = MISMATCH
    return world


@pytest.fixture
def api():
    return ShopApi(
        order(NUMBER, parcels=tuple(parcel(event(), number=number) for number in PARCELS))
    )


@pytest.fixture
def api_world(world, api):
    """The shop has an HTTP API with one order and three parcels."""
    with serve(api) as url:
        orders = {"kind": "http", "url": url, "token": TOKEN}
        yield world.another_desk(shops={"demo": ShopSettings(**SHOP, orders=orders)})


def question(world, number=NUMBER, digits="0000"):
    """A text that the bot understands as this look-up."""
    if number in PARCELS:
        act = Act("look_up_parcel", {"tracking_number": number, "phone_last4": digits})
    else:
        act = Act("look_up_order", {"order_number": number, "phone_last4": digits})
    text = f"where is {number}, {digits}"
    world.dialogue.turns[text] = RasaTurn("track_order", 0.9, acts=(act,))
    return text


def guess(world, *look_up, **auth):
    """A new visitor tries ``look_up``; returns what they read then."""
    visitor = world.visitor(**auth)
    prove_if_asked(visitor)
    world.say(visitor, question(world, *look_up))
    return visitor.lines()[-1]


def guess_and_hang_up(world, *look_up):
    visitor = world.visitor()
    assert visitor.write(question(world, *look_up))["ok"]
    visitor.disconnect()


def locked(world):
    """How many chats went to a person after too many tries."""
    with world.desk.database.read() as session:
        return session.scalar(
            select(func.count()).where(Conversation.handoff_reason == "order_not_verified")
        )


class TestHangingUp:
    @pytest.mark.parametrize("answers", ["this desk", "another process"])
    def test_does_not_pass_the_limit_of_the_address(self, world, answers):
        other = world if answers == "this desk" else world.another_desk()
        for number in range(40):
            guess_and_hang_up(world, f"RL000000{number:04}")
            other.answer_turns()

        assert locked(world) == 10

    def test_with_a_guess_that_was_written_while_waiting_does_not_pass_it_either(self, world):
        for number in range(30):
            guess_and_hang_up(world, f"RL000000{number:04}")
        world.answer_turns()
        visitor, _ = world.waiting_visitor()
        assert visitor.write(question(world, "RL0000009999"))["ok"]
        assert visitor.request("queue_leave", {})["ok"]
        visitor.disconnect()
        world.answer_turns()

        assert locked(world) == 1

    def test_address_is_kept_no_longer_than_the_question_is_open(self, world):
        guess_and_hang_up(world)
        with world.desk.database.read() as session:
            kept = session.scalar(select(Conversation.written_from))
        assert len(kept) == 64

        world.answer_turns()

        with world.desk.database.read() as session:
            assert session.scalar(select(Conversation.written_from)) is None


class TestCounting:
    def test_survives_a_restart(self, world):
        for _ in range(5):
            guess(world)

        assert guess(world.another_desk(), NUMBER, "1357") == REFUSAL

    def test_order_and_its_parcels_have_five_tries_together(self, api_world):
        right = (NUMBER, "1234")
        for number in (NUMBER, *PARCELS):
            guess(api_world, number)
        assert NUMBER in guess(api_world, *right)
        guess(api_world, NUMBER)

        assert guess(api_world, *right) == REFUSAL

    def test_tries_at_once_use_up_what_is_left_and_no_more(self, api_world, api):
        for _ in range(4):
            guess(api_world)
        api.before_answer = Barrier(GUESTS_AT_ONCE).wait
        chats = [
            api_world.visitor().write(question(api_world))["message"]["conversation_id"]
            for _ in range(GUESTS_AT_ONCE)
        ]
        api_world.clock.advance(5)

        turns = [gevent.spawn(api_world.desk.turns.run, chat) for chat in chats]
        gevent.joinall(turns, raise_error=True)

        with api_world.desk.database.read() as session:
            tries = Counter(
                session.scalars(select(Attempt.key).where(Attempt.name == "order_attempts"))
            )
        assert tries.most_common(1)[0][1] == 5

    def test_order_that_does_not_exist_is_locked_like_one_that_does(self, world):
        missing = [guess(world, "RL0000000000") for _ in range(6)]
        existing = [guess(world, NUMBER) for _ in range(6)]

        assert missing == existing
        assert set(existing) == {REFUSAL}

    def test_owner_who_is_a_guest_gets_a_person_in_the_end(self, world):
        for _ in range(5):
            guess(world)
        owner = world.visitor()
        for _ in range(6):
            world.say(owner, question(world, NUMBER, "1357"))

        assert locked(world) == 1

    def test_locked_parcel_does_not_tell_which_order_it_belongs_to(self, api_world):
        for _ in range(5):
            guess(api_world, PARCELS[0])

        assert guess(api_world, NUMBER) == guess(api_world, "RL0000000000")

    def test_stores_neither_order_numbers_nor_addresses(self, world):
        guess(world)

        with world.desk.database.read() as session:
            keys = session.scalars(select(Attempt.key)).all()
        assert keys
        assert not any(NUMBER in key or "unknown" in key for key in keys)


class TestProvedParcel:
    """Who has a parcel's number and its proof does not have the order's number."""

    def test_does_not_let_the_number_of_its_order_be_found_without_tries(self, api_world):
        guest = api_world.visitor()
        api_world.say(guest, question(api_world, PARCELS[0], "1234"))
        assert PARCELS[0] in guest.lines()[-1]

        api_world.say(guest, question(api_world, NUMBER, None))

        assert api_world.dialogue.asked[-1]["order_proof"]["proved"] == (PARCELS[0],)
        assert guest.lines()[-1] == REFUSAL

    def test_is_named_once_to_agents_with_other_parcels_of_its_order(self, api_world):
        guest = api_world.visitor()
        for number in PARCELS[:2]:
            api_world.say(guest, question(api_world, number, "1234"))
        opened = api_world.agent().open(guest.messages()[0]["conversation_id"])

        (proved,) = opened["conversation"]["customer"]["proved_orders"]
        assert proved["order_number"] == NUMBER
        api_world.say(guest, question(api_world, PARCELS[0], None))
        assert PARCELS[0] in guest.lines()[-1]


class TestSignedOwner:
    def test_sees_the_order_that_strangers_have_locked(self, world):
        for _ in range(6):
            guess(world)
        assert guess(world, NUMBER, "1357") == REFUSAL

        shown = guess(world, NUMBER, None, identity=signed_identity("customer-6"))

        assert NUMBER in shown

    def test_sees_it_from_an_address_whose_tries_are_used_up(self, world):
        for number in range(31):
            guess(world, f"RL000000{number:04}")
        assert locked(world) == 1

        assert NUMBER in guess(world, NUMBER, None, identity=signed_identity("customer-6"))


class TestFailingSource:
    """A source that fails at once is not asked without end, and failures are no guesses."""

    def test_is_asked_a_bounded_number_of_times_by_guests(self, api_world, api):
        world = api_world.another_desk(limits=LimitSettings(address_failed_look_ups="3/minute"))
        api.behaviour = "error"
        for _ in range(6):
            guess(world)
        assert len(api.paths) == 3

        api.behaviour = "ok"
        world.clock.advance(60)

        assert NUMBER in guess(world, NUMBER, "1234")


class TestSpraying:
    @pytest.fixture
    def world(self, world):
        """Five wrong guesses in the shop raise the alarm."""
        return world.another_desk(
            limits=LimitSettings(shop_order_attempts="5/hour"),
            proof_of_work=ProofOfWorkSettings(bits=4),
        )

    def spray(self, world, guesses):
        for number in range(guesses):
            guess(world, f"RL000000{number:04}")

    def alarm(self, world, shop="demo"):
        (line,) = [
            line
            for line in world.metrics().splitlines()
            if line.startswith(f'relay_order_guessing_alarm{{shop="{shop}"}}')
        ]
        return float(line.rsplit(" ", 1)[1])

    def test_raises_the_alarm_of_this_shop_once(self, world):
        with capture_logs() as logs:
            self.spray(world, 4)
            assert self.alarm(world) == 0
            self.spray(world, 9)

        told = [line for line in logs if line["event"] == "order_guessing_alarm"]
        assert [(line["shop"], line["log_level"]) for line in told] == [("demo", "warning")]
        assert (self.alarm(world), self.alarm(world, "other")) == (1, 0)

    def test_raises_an_alarm_that_survives_a_restart_and_ends(self, world):
        self.spray(world, 5)
        world = world.another_desk()
        assert self.alarm(world) == 1

        world.clock.advance(3600)

        assert self.alarm(world) == 0

    def test_asks_guests_for_a_proof_of_work_and_for_another_after_each_wrong_guess(self, world):
        guest = world.visitor()
        world.say(guest, question(world))
        self.spray(world, 4)
        signed = world.visitor(identity=signed_identity("customer-6"))

        for _ in range(2):
            assert guest.write("hello")["error"]["code"] == "proof_required"
            prove_if_asked(guest)
            world.say(guest, "hello")
            world.say(guest, question(world))
        assert signed.write("hello")["ok"]
        assert world.visitor(shop_id="other").write("hello")["ok"]

    def test_switches_look_ups_off_for_nobody(self, world):
        self.spray(world, 6)

        assert NUMBER in guess(world, NUMBER, None, identity=signed_identity("customer-6"))
        assert NUMBER in guess(world, NUMBER, "1357")
