"""Buttons under an answer."""

from playwright.sync_api import expect

from tests.browser.surfaces import Widget
from tests.fakes.base import KnowsEverything


def test_link_opens_a_new_tab_and_stays_when_the_chat_goes_on(shop, open_page):
    page = open_page(shop.put("/buttons", "<h1>Shop</h1>"), viewport=(390, 844))
    widget = Widget(page).settle().open()
    widget.say(KnowsEverything.BUTTONS)
    link = widget.by("link-button")

    expect(link).to_have_attribute("href", "https://shop.example/returns")
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(link).to_have_accessible_name("Return an item opens in a new tab")
    expect(widget.by("chip-question")).to_have_text("How long does it take?")

    widget.say("and to Brazil")
    expect(widget.by("chip-question")).to_have_count(0)
    expect(link).to_be_visible()
