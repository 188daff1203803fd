"""A shop whose order API never finishes an answer: its own visitors notice, and nobody else."""

import json
from contextlib import ExitStack
from functools import partial

import pytest

from tests.fakes.orders import order
from tests.fakes.rasa_server import ROUTINE, FakeRasa
from tests.fakes.shop_api import TOKEN, ShopApi, serve
from tests.fakes.world import SHOP
from tests.stack.served_desk import STUB, ServedDesk
from tests.stack.waiting import until

NUMBER = "RL2611200001"
QUESTION = "where is my order"
LOOK_UP = {"act": "look_up_order", "order_number": NUMBER, "phone_last4": "1234"}
AT_ONCE = 30


@pytest.fixture
def slow():
    api = ShopApi(order(NUMBER))
    api.behaviour = "dripping"
    return api


@pytest.fixture
def desk(tmp_path, slow):
    """Serves ``demo``, whose order API is ``slow``, and ``other``, whose one is quick."""
    with ExitStack() as stack:
        rasa = stack.enter_context(FakeRasa().running())
        rasa.replies[QUESTION] = ROUTINE | {"messages": [LOOK_UP]}
        shops = {
            shop_id: SHOP | {"orders": {"kind": "http", "url": url, "token": TOKEN}}
            for shop_id, url in (
                ("demo", stack.enter_context(serve(slow))),
                ("other", stack.enter_context(serve(ShopApi(order(NUMBER))))),
            )
        }
        desk = ServedDesk(tmp_path, rasa_url=rasa.url)
        stack.enter_context(desk.running(STUB, RELAY_AGENT_DESK_SHOPS=json.dumps(shops)))
        yield desk


def heard(visitor, text):
    return any(text in line["text"] for line in visitor.bot_lines())


def test_costs_the_others_nothing(desk, slow):
    with ExitStack() as stack:
        waiting = [stack.enter_context(desk.visitor()) for _ in range(AT_ONCE)]
        for visitor in waiting:
            assert visitor.say(QUESTION)["ok"]
        until(lambda: slow.answering)

        customer = stack.enter_context(desk.visitor(shop_id="other"))
        curious = stack.enter_context(desk.visitor(shop_id="other"))
        assert customer.say(QUESTION)["ok"]
        assert curious.say("How long does shipping to Brazil take?")["ok"]

        until(lambda: heard(customer, NUMBER), why=desk.log)
        until(lambda: heard(curious, "15–25 working days."), why=desk.log)
        for visitor in waiting:
            until(partial(heard, visitor, "can't reach our order system"), why=desk.log)
        until(lambda: not slow.answering)  # the desk has closed the connections

    assert desk.metric('relay_order_look_ups_total{end="answered",shop="other"}') == 1
    assert desk.metric("relay_order_look_ups_total") == AT_ONCE + 1
    assert "Traceback" not in desk.log()
