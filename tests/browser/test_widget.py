"""The widget where customers meet it: on a phone, in Chinese, by keyboard, on a bad line."""

import pytest
from playwright.sync_api import expect

from tests.browser.surfaces import Widget

PHONE = (390, 844)


class TestPhone:
    @pytest.mark.parametrize(
        ("lang", "question", "answer"),
        [("zh-Hans", "怎么申请退货？", "退换货"), ("zh-Hant", "怎麼申請退貨？", "退換貨")],
    )
    def test_fills_the_screen_and_answers_in_the_visitors_script(
        self, desk, open_page, picture, lang, question, answer
    ):
        page = open_page(f"{desk.url}/?lang={lang}", viewport=PHONE, locale="zh-CN")
        widget = Widget(page).open()

        widget.say(question)
        widget.expect_bot(answer)

        box = page.locator("iframe[src*='/widget']").bounding_box()
        assert (box["x"], box["y"], box["width"]) == (0, 0, 390)
        assert box["height"] == pytest.approx(844, abs=1)
        page.screenshot(path=picture(f"phone-{lang}.png"))


class TestLanguage:
    def test_what_the_widget_says_follows_the_chat(self, desk, open_page):
        widget = Widget(open_page(f"{desk.url}/?lang=zh-Hans")).open()
        title, person = widget.frame.locator("#title"), widget.by("talk-to-person")
        expect(title).to_have_text("灯笼巷")

        widget.say("iPhone 15 Pro Max")
        expect(widget.by("line-bot")).to_have_count(1)
        expect(person).to_have_text("转人工")

        widget.say("how do I return an item?")
        expect(person).to_have_text("Talk to a person")
        expect(title).to_have_text("Lantern Lane")
        expect(widget.frame.locator("html")).to_have_attribute("lang", "en")

        widget.page.reload()
        expect(person).to_have_text("Talk to a person")


class TestKeyboard:
    def test_enter_that_ends_a_composition_does_not_send(self, desk, open_page):
        widget = Widget(open_page(f"{desk.url}/?lang=zh-Hans")).open()
        widget.composer.fill("ni hao")

        widget.composer.dispatch_event(
            "keydown", {"key": "Enter", "isComposing": True, "keyCode": 229, "bubbles": True}
        )

        expect(widget.composer).to_have_value("ni hao")
        expect(widget.by("line-visitor")).to_have_count(0)

    def test_shift_enter_breaks_the_line(self, desk, open_page):
        widget = Widget(open_page(f"{desk.url}/?lang=en")).open()
        widget.composer.fill("one")
        widget.composer.press("End")
        widget.composer.press("Shift+Enter")
        widget.composer.press_sequentially("two")

        expect(widget.composer).to_have_value("one\ntwo")

    def test_escape_closes_and_the_launcher_has_the_focus(self, desk, open_page):
        page = open_page(f"{desk.url}/?lang=en")
        widget = Widget(page).open()

        widget.composer.press("Escape")

        expect(page.locator("iframe[src*='/widget']")).not_to_be_in_viewport()
        focused = "document.activeElement?.shadowRoot?.activeElement?.tagName"
        assert page.evaluate(focused) == "BUTTON"


class TestText:
    def test_markup_is_shown_as_text(self, desk, open_page):
        widget = Widget(open_page(f"{desk.url}/?lang=en")).open()
        markup = "<img src=x onerror=alert(1)><b>bold</b>"

        widget.say(markup)

        expect(widget.by("line-visitor").locator("img, b")).to_have_count(0)

    def test_long_text_is_told_its_limit_and_kept(self, desk, open_page):
        widget = Widget(open_page(f"{desk.url}/?lang=en")).open()
        widget.composer.fill("x" * 2001)
        widget.composer.press("Enter")

        expect(widget.by("composer-limit")).to_contain_text("2000")
        expect(widget.composer).to_have_value("x" * 2001)
        expect(widget.by("line-visitor")).to_have_count(0)


class TestReload:
    def test_thread_and_draft_survive(self, desk, open_page):
        page = open_page(f"{desk.url}/?lang=en")
        widget = Widget(page).open()
        widget.say("How long does shipping to Brazil take?")
        widget.expect_bot("15–25")
        widget.composer.fill("and to Ja")

        page.reload()
        if not widget.composer.is_visible():
            widget.open()

        widget.expect_bot("15–25")
        expect(widget.by("line-visitor")).to_have_count(1)
        expect(widget.composer).to_have_value("and to Ja")


class TestBadLine:
    def test_message_written_offline_is_sent_once_when_the_line_is_back(self, desk, open_page):
        page = open_page(f"{desk.url}/?lang=en")
        widget = Widget(page).open()
        widget.say("hello")
        expect(widget.by("line-bot")).to_have_count(1)

        page.context.set_offline(True)
        widget.composer.fill("How long does shipping to Brazil take?")
        widget.composer.press("Enter")
        expect(widget.by("line-visitor")).to_have_count(2)
        expect(widget.by("line-visitor").last).to_contain_text("Brazil")
        page.context.set_offline(False)

        widget.expect_bot("15–25")
        expect(widget.by("line-visitor")).to_have_count(2)
