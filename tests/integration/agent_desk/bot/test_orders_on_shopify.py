"""A chat of a shop whose orders are in Shopify, with the numbers that such shops have."""

import pytest
from structlog.testing import capture_logs

from agent_desk.rasa.turn import Act, RasaTurn, Utterance
from agent_desk.settings.shops import ShopSettings
from tests.fakes.api_server import serve
from tests.fakes.dialogue import ORDER_FORM
from tests.fakes.identity import signed_identity
from tests.fakes.shopify_api import TOKEN, FakeShopify, order
from tests.fakes.world import SHOP

QUESTION = "where is my order"


def look_up(**values):
    numbers = {"order_number": "#1001", "phone_last4": None}
    return RasaTurn("track_order", 0.9, acts=(Act("look_up_order", numbers | values),))


@pytest.fixture
def shopify():
    return FakeShopify(order(name="#1002", id="gid://shopify/Order/2", refunds=[]), order())


@pytest.fixture
def world(world, shopify):
    with serve(shopify) as url:
        orders = {"kind": "shopify", "url": url, "token": TOKEN}
        numbers = [{"pattern": "#{4-6}", "example": "#1001"}]
        shop = SHOP | {"orders": orders, "order_numbers": numbers}
        world = world.another_desk(shops={"demo": ShopSettings.model_validate(shop)})
        asks = RasaTurn(
            "track_order", 0.9, texts=(Utterance("ask_order_number"),), state=ORDER_FORM
        )
        world.dialogue.turns |= {QUESTION: asks, "#1001": look_up()}
        yield world


def test_signed_customer_chooses_among_their_orders(world):
    visitor = world.visitor(identity=signed_identity("207119551"))

    world.say(visitor, QUESTION)
    labels = [chip["label"] for chip in visitor.messages()[-1]["choices"]]
    visitor.choose(visitor.messages()[-1], "#1001")
    world.answer_turns()

    assert labels == [
        "#1002 · Nov 3 · partly on its way",
        "#1001 · Nov 3 · partly on its way",
        "Another order",
    ]
    assert "#1001" in visitor.lines()[-1]
    assert "9400 1000 0000 0000 0000 00" in visitor.lines()[-1]


def test_guest_proves_theirs(world):
    world.dialogue.turns["mine"] = look_up(phone_last4="5678")
    visitor = world.visitor()

    world.say(visitor, "mine")

    assert "Paper lantern" in visitor.lines()[-1]


def test_shop_that_answers_too_many_requests_means_a_person(world, shopify):
    world.dialogue.turns["mine"] = look_up(phone_last4="5678")
    shopify.faults.append((429, {"Retry-After": "3600"}))
    visitor = world.visitor()

    world.say(visitor, "mine")

    assert visitor.state == "queued"


def test_field_that_is_left_out_is_logged_without_its_value(world, shopify):
    shopify.denied = {"email"}
    world.dialogue.turns["mine"] = look_up(phone_last4="5678")
    visitor = world.visitor()

    with capture_logs() as lines:
        world.say(visitor, "mine")

    (said,) = (line for line in lines if line["event"] == "order_partly_read")
    assert said["unread"] == ["order.email: Access denied for email field."]
    assert "Paper lantern" in visitor.lines()[-1]
