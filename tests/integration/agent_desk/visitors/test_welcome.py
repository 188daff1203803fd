"""What a visitor finds when the widget connects."""

import pytest

from tests.fakes.identity import signed_identity


def test_visitor_is_welcomed_with_a_token_and_the_shop(world):
    ready = world.visitor().ready

    assert len(ready["visitor_token"]) == 43
    texts = ready["shop"]["texts"]
    assert texts["en"]["name"] == "Lantern Lane"
    assert texts["en"]["suggestions"] == ["How do I return it?"]
    assert texts["zh-Hant"]["name"] == "燈籠巷"


def test_visitor_hears_in_which_language_the_chat_is(world):
    visitor = world.visitor(language="zh-Hans")

    heard = []
    for text in ("PayPal", "where is my order", "怎麼退貨"):
        world.say(visitor, text)
        heard.append(visitor.conversation["language"])

    assert heard == ["zh-Hans", "en", "zh-Hant"]
    again = world.visitor(token=visitor.token, language="zh-Hans")
    assert again.ready["conversation"]["language"] == "zh-Hant"


def test_visitor_of_an_unknown_shop_is_refused(world):
    assert not world.visitor(shop_id="nowhere").connected


def test_visitor_with_a_forged_identity_is_refused(world):
    assert not world.visitor(identity="forged").connected


@pytest.mark.parametrize("other", [None, "customer-7"], ids=["nobody", "another customer"])
def test_another_customer_on_the_same_browser_gets_a_conversation_of_their_own(world, other):
    mine = world.visitor(identity=signed_identity("customer-6"))
    world.say(mine, "hello")

    auth = {"identity": signed_identity(other)} if other else {}
    ready = world.visitor(token=mine.token, **auth).ready

    assert ready["visitor_token"] not in (None, mine.token)
    assert ready["messages"] == []
