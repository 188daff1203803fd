"""A shop that is switched off, while its desk runs."""

import pytest

from agent_desk.storage.shops import switch_off, switch_on


@pytest.fixture
def off(world):
    def off():
        world.desk.database.write(switch_off, "demo")

    return off


def test_new_visitor_is_refused_and_other_shops_are_not_concerned(world, off):
    off()

    assert not world.visitor().connected
    assert world.visitor(shop_id="other").connected


def test_open_page_can_begin_no_chat(world, off):
    visitor = world.visitor()
    off()

    assert visitor.write("hello")["error"]["code"] == "shop_off"
    assert visitor.ask_for_person()["error"]["code"] == "shop_off"


def test_chat_with_the_bot_does_not_go_on(world, off):
    visitor = world.visitor()
    world.say(visitor, "hello")
    off()

    assert visitor.write("and this?")["error"]["code"] == "shop_off"
    assert not world.visitor(token=visitor.token).connected


def test_chat_with_an_agent_goes_on_to_its_end(world, off):
    mei = world.agent()
    visitor, chat = world.held_chat(mei)
    off()

    assert visitor.write("are you there?")["ok"]
    assert world.visitor(token=visitor.token).connected
    assert mei.resolve(chat)["ok"]
    assert visitor.write("one more thing")["error"]["code"] == "shop_off"


def test_waiting_visitor_can_still_be_claimed(world, off):
    mei = world.agent()
    visitor, chat = world.waiting_visitor()
    off()

    assert mei.claim(chat)["ok"]
    assert visitor.write("thanks")["ok"]


def test_counts_until_it_is_switched_on(world, off):
    off()
    off()
    world.desk.database.write(switch_on, "demo")
    world.desk.database.write(switch_on, "demo")

    assert world.visitor().connected


def test_loader_knows_the_shops_that_are_off(world, off):
    browser = world.desk.app.test_client()
    before = browser.get("/widget.js").get_data(as_text=True)
    off()

    after = browser.get("/widget.js")

    assert after.get_data(as_text=True) == f'self.RelayShopsOff=["demo"];\n{before}'
    assert after.headers["Cache-Control"] == "no-cache"
    assert after.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    again = browser.get("/widget.js", headers={"If-None-Match": after.headers["ETag"]})
    assert again.status_code == 304


def test_readiness_does_not_ask_for_its_knowledge_base(world, off):
    world.desk.database.write(switch_off, "other")
    off()

    part = world.desk.app.test_client().get("/readyz").json["knowledge_base"]

    assert (part["ok"], part["detail"]) == (True, "")
