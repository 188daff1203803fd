"""A visitor says whether an answer helped, and why not."""

from playwright.sync_api import expect

from tests.browser.surfaces import Widget


def test_reason_is_one_tap_and_stays_after_a_reload(shop, open_page, picture):
    page = open_page(shop.put("/ratings", "<h1>Shop</h1>"), viewport=(390, 844))
    widget = Widget(page).settle().open()
    widget.say("how long to Brazil?")
    expect(widget.by("not-helpful-why")).to_have_count(0)

    widget.by("helpful-no").click()
    expect(widget.by("not-helpful-why")).to_be_visible()
    page.screenshot(path=picture("not-helpful.png"))
    widget.by("why-outdated").click()

    expect(widget.by("not-helpful-why")).to_have_count(0)
    expect(widget.by("helpful-thanks")).to_be_visible()
    page.reload()
    widget.settle()
    expect(widget.by("helpful-thanks")).to_be_visible()
    expect(widget.by("not-helpful-why")).to_have_count(0)
