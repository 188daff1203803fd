"""A waiting chat rings at one agent, who takes it and passes it on."""

import pytest
from playwright.sync_api import expect

from tests.browser.surfaces import Console, Widget


class TestRingAcceptTransfer:
    @pytest.mark.parametrize(
        ("lang", "locale", "viewport"),
        [("en", "en-US", (1440, 900)), ("zh-Hans", "zh-CN", (390, 844))],
    )
    def test_from_the_ringing_to_the_colleague(
        self, desk, open_page, picture, lang, locale, viewport
    ):
        def console_of(email, **options):
            page = open_page(f"{desk.url}/console", locale=locale, **options)
            return Console(page).log_in(email, desk.logins[email])

        def shoot(page, name):
            page.screenshot(path=picture(f"assignment-{name}-{lang}.png"))

        mei = console_of("mei@shop.example", viewport=viewport)
        bo = console_of("bo@shop.example")
        bo.by("duty").select_option("away")
        mei.by("duty").select_option("on")
        widget = Widget(open_page(f"{desk.url}/?lang={lang}", viewport=viewport)).open()
        widget.by("talk-to-person").click()

        expect(mei.by("offer")).to_have_count(1)
        expect(bo.by("offer")).to_have_count(0)
        expect(widget.by("queue-position")).to_be_visible()
        shoot(mei.page, "ringing")
        shoot(widget.page, "waiting")
        mei.by("offer-accept").click()
        expect(mei.by("chat-state")).to_have_attribute("data-state", "assigned")
        expect(mei.by("offer")).to_have_count(0)
        expect(widget.by("speaker")).to_contain_text("Mei")

        mei.by("transfer-open").click()
        expect(mei.by("transfer-agent").locator("input")).to_be_disabled()
        mei.by("transfer").press("Escape")
        bo.by("duty").select_option("on")
        expect(bo.by("duty")).to_have_value("on")
        mei.by("transfer-open").click()
        mei.by("transfer-agent").first.click()
        mei.by("transfer-note").fill("wants to change the address")
        shoot(mei.page, "transfer")
        mei.by("transfer-send").click()

        expect(mei.by("notice")).to_have_attribute("data-kind", "transferred")
        expect(mei.by("composer")).to_have_count(0)
        bo.by("notice-open").click()
        expect(bo.by("line").last).to_contain_text("wants to change the address")
        expect(widget.by("speaker")).to_contain_text("Bo")
        expect(widget.by("event-transferred")).to_contain_text("Bo")
        shoot(bo.page, "received")
        shoot(widget.page, "transferred")
        bo.by("step-resolve").click()
        expect(widget.by("rating")).to_be_visible()
