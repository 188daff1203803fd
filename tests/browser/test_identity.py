"""A customer's log-in at the shop ends while the chat is open."""

import json
import time

import jwt
import pytest
from playwright.sync_api import expect

from tests.browser.surfaces import Widget
from tests.stack.served_desk import STUB, ServedDesk

SECRET = "0123456789abcdef0123456789abcdef"

# The desk accepts an identity for 30 s longer than it says.
NEARLY_ENDED = -28


def identity(seconds, subject="customer-6"):
    claims = {"sub": subject, "name": "Ana", "aud": "demo", "exp": int(time.time()) + seconds}
    return jwt.encode(claims, SECRET)


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """A shop that signs identities."""
    desk = ServedDesk(tmp_path_factory.mktemp("identity"))
    shops = json.loads(desk.environment["RELAY_AGENT_DESK_SHOPS"])
    shops["demo"]["identity_secret"] = SECRET
    settings = {"RELAY_AGENT_DESK_SHOPS": json.dumps(shops), "RELAY_AGENT_DESK_DEMO": "true"}
    with desk.running(STUB, **settings):
        yield desk


@pytest.fixture
def page(shop, open_page):
    page = open_page(f"{shop.url}/?lang=en")
    page.wait_for_function("window.RelayChat !== undefined")
    return page


def log_in(page, *given):
    """The page's function gives these identities, one for each call, and the last one again."""
    page.evaluate(
        """given => RelayChat.identify(async () => given.length > 1 ? given.shift() : given[0])""",
        given,
    )


class TestAnIdentityThatExpires:
    """It comes to a chat that has begun: however slow the machine is, the chat opens in time."""

    def test_is_replaced_by_the_one_that_the_page_gives(self, page):
        log_in(page, identity(600))
        widget = Widget(page).open()
        widget.say("before")
        widget.composer.fill("a draft")

        # The desk ends the connection; the widget comes back with the fresh identity.
        with page.expect_event("websocket"), page.expect_event("websocket"):
            log_in(page, identity(NEARLY_ENDED), identity(600))

        expect(widget.composer).to_have_value("a draft")
        widget.say("after")
        expect(widget.by("status-sent")).not_to_have_count(0)
        assert widget.lines()[0] == "before"

    def test_ends_in_words_and_a_guest_begins_a_new_chat(self, page, picture):
        log_in(page, identity(600, subject="customer-7"))
        widget = Widget(page).open()
        widget.say("mine alone")

        log_in(page, identity(NEARLY_ENDED, subject="customer-7"), None)

        expect(widget.by("refused")).to_contain_text("log-in at the shop has ended")
        expect(widget.by("line-visitor")).to_have_count(0)
        page.screenshot(path=picture("log-in-ended.png"))
        widget.by("continue-as-guest").click()

        widget.say("as a guest")
        assert "mine alone" not in widget.lines()


class TestAGuestsTab:
    def test_begins_a_new_chat_when_another_tab_signs_in(self, shop, page):
        guest = Widget(page).open()
        guest.say("I am a guest")
        other = page.context.new_page()
        other.goto(f"{shop.url}/?lang=en")
        other.wait_for_function("window.RelayChat !== undefined")
        log_in(other, identity(600, subject="customer-8"))

        tab = Widget(other).open()
        expect(tab.by("line-visitor")).to_have_text("I am a guest")
        expect(guest.by("new-chat")).to_be_visible()

        tab.say("a secret of customer 8")
        guest.say("again as a guest")
        assert "a secret of customer 8" not in guest.lines()
        assert "I am a guest" not in guest.lines()
