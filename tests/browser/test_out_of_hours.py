"""The shop is closed: a visitor leaves a message, an agent answers it, the visitor reads it later."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.surfaces import Console, Widget
from tests.stack.product import environment_of, product

CONTACT = "ada@customer.example"
WORDS = {
    "en": ("Our team is not here right now", "My lamp came broken.", "Beijing time"),
    "zh-Hans": ("现在不在人工客服的服务时间", "台灯到的时候已经碎了。", "北京时间"),
    "zh-Hant": ("目前非客服人員的服務時間", "檯燈到的時候已經碎了。", "北京時間"),
}


@pytest.fixture(scope="module")
def closed_desk(desk, rasa_url, tmp_path_factory):
    """A desk whose shop has a holiday around today."""
    folder = tmp_path_factory.mktemp("closed")
    today = datetime.now(UTC).date()
    hours = {
        "time_zone": "Asia/Shanghai",
        "zone_name": {"zh": "北京时间", "en": "Beijing time"},
        "weekly": {day: ["09:00-18:00"] for day in ("monday", "tuesday", "wednesday", "thursday",
                                                    "friday", "saturday", "sunday")},
        "holidays": [{"dates": f"{today - timedelta(days=1)}/{today + timedelta(days=3)}"}],
    }  # fmt: skip
    given = environment_of(folder, rasa_url=rasa_url, port=0)["RELAY_AGENT_DESK_SHOPS"]
    shops = json.loads(given)
    shops["demo"]["hours"] = hours
    settings = {"RELAY_AGENT_DESK_SHOPS": json.dumps(shops)}
    with product(folder, rasa_url, settings, knowledge_of=desk) as running:
        yield running


def leave_message(widget, words):
    """Asks for a person, finds nobody, fills in the form."""
    widget.say(words)
    expect(widget.by("line-bot").last).to_be_visible()
    widget.by("talk-to-person").click()
    expect(widget.by("leave-offer")).to_be_visible()
    widget.by("leave-open").click()
    expect(widget.by("leave-text")).to_have_value(words)
    widget.by("leave-contact").fill(CONTACT)


def _pictures_of(console, picture):
    """The list and the open message: wide in three languages, and on a phone."""
    for language in ("zh-Hans", "zh-Hant", "en"):
        console.by("language").select_option(language)
        console.page.screenshot(path=picture(f"follow-ups-{language}.png"))
    console.page.set_viewport_size({"width": 390, "height": 844})
    console.page.screenshot(path=picture("follow-ups-phone.png"))
    console.by("back").click()
    console.page.screenshot(path=picture("follow-ups-phone-list.png"))
    console.by("conversation-row").first.click()
    console.page.set_viewport_size({"width": 1440, "height": 900})


class TestOutOfHours:
    def test_message_is_left_answered_and_read_on_return(self, closed_desk, open_page, picture):
        page = open_page(f"{closed_desk.url}/?lang=en")
        widget = Widget(page).open()
        leave_message(widget, "My lamp came broken.")
        widget.by("leave-send").click()

        expect(widget.by("left-message")).to_be_visible()
        reference = widget.by("reference").inner_text()
        expect(widget.by("line-bot").last).to_contain_text(f"Its number is {reference}")
        widget.by("close-chat").click()
        page.goto("about:blank")

        console = Console(open_page(f"{closed_desk.url}/console"))
        console.log_in("mei@shop.example", closed_desk.logins["mei@shop.example"])
        console.by("tab-messages").click()
        expect(console.by("count-messages")).to_have_text("1")
        console.by("conversation-row").first.click()
        expect(console.by("contact")).to_contain_text(CONTACT)
        _pictures_of(console, picture)
        console.by("step-claim").click()
        console.say("A new lamp is on its way to you.")
        expect(console.by("count-messages")).to_have_text("0")
        console.by("step-resolve").click()

        page.goto(f"{closed_desk.url}/?lang=en")
        launcher = page.get_by_role("button", name=re.compile("chat", re.I)).last
        expect(launcher).to_have_accessible_name(re.compile("1 new message"))
        widget = Widget(page).open()
        expect(widget.by("line-agent")).to_have_text("A new lamp is on its way to you.")

    def test_slips_are_named_and_nothing_is_lost(self, closed_desk, open_page):
        widget = Widget(open_page(f"{closed_desk.url}/?lang=en")).open()
        leave_message(widget, "My lamp came broken.")

        widget.by("leave-contact").fill("nowhere")
        widget.by("leave-send").click()

        expect(widget.by("leave-trouble")).to_contain_text("email address or a phone number")
        expect(widget.by("leave-text")).to_have_value("My lamp came broken.")
        widget.by("leave-cancel").click()
        widget.by("leave-dismiss").click()
        expect(widget.by("leave-offer")).to_have_count(0)

        widget.by("talk-to-person").click()
        expect(widget.by("leave-offer")).to_be_visible()

    @pytest.mark.parametrize("viewport", [(1440, 900), (390, 844)])
    @pytest.mark.parametrize("lang", WORDS)
    def test_is_worded_in_the_visitors_script(
        self, closed_desk, open_page, picture, lang, viewport
    ):
        told, words, zone = WORDS[lang]
        page = open_page(f"{closed_desk.url}/?lang={lang}", viewport=viewport)
        widget = Widget(page).open()
        name = f"{lang}-{viewport[0]}"

        leave_message(widget, words)
        expect(widget.by("line-bot").last).to_contain_text(told)
        expect(widget.by("line-bot").last).to_contain_text(zone)
        page.screenshot(path=picture(f"leave-form-{name}.png"))
        widget.by("leave-send").click()
        expect(widget.by("left-message")).to_be_visible()
        page.screenshot(path=picture(f"leave-receipt-{name}.png"))
