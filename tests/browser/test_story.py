"""The main job, end to end: a customer, the bot, a person, in two real browsers."""

import base64

from playwright.sync_api import expect

from tests.browser.surfaces import Console, Widget


class TestWholeStory:
    def test_from_the_first_question_to_the_rating(self, desk, open_page, picture):
        shop_page = open_page(f"{desk.url}/?lang=en")
        console_page = open_page(f"{desk.url}/console")
        console = Console(console_page).log_in("mei@shop.example", desk.logins["mei@shop.example"])
        expect(console.by("console")).to_be_visible()
        widget = Widget(shop_page).open()

        widget.say("怎么申请退货？")
        widget.expect_bot("退换货")
        expect(widget.by("answer-source").last).to_contain_text("怎么申请退货")
        widget.say("How long does shipping to Brazil take?")
        widget.expect_bot("15–25 working days")

        widget.say("Where is my order?")
        widget.expect_bot("order number")
        widget.say("RL2611200001")
        widget.expect_bot("last four digits")
        widget.say("1234")
        widget.expect_bot("RL2611200001")
        widget.expect_bot("on its way")

        widget.say("Tell me a joke about penguins")
        expect(widget.by("chip-person")).to_be_visible()
        widget.say("And what will the weather be like tomorrow?")
        expect(widget.by("waiting")).to_be_visible()

        console.claim_next()
        expect(console.by("handoff-card")).to_be_visible()
        expect(widget.by("speaker")).to_contain_text("Mei")
        console.say("Hello, I am Mei. What can I do for you?")
        expect(widget.by("line-agent").last).to_contain_text("I am Mei")
        widget.say("Can you gift-wrap it, please?")
        expect(console.by("line").last).to_contain_text("gift-wrap")
        console.say("Gladly, it is done.")
        expect(widget.by("line-agent").last).to_contain_text("it is done")
        console.by("tab-mine").click()
        _picture(shop_page, console_page, picture)

        console.by("step-resolve").click()
        expect(widget.by("rating")).to_be_visible()
        widget.by("score-5").click()
        widget.by("rating-send").click()
        expect(widget.by("rating-thanks")).to_be_visible()

        said = [line for line in widget.lines() if not line.startswith("Order RL")]
        assert said.count("Where is my order?") == 1
        assert len(said) == len(set(said)), said
        in_order = [
            "怎么申请退货？",
            "How long does shipping to Brazil take?",
            "Where is my order?",
            "RL2611200001",
            "1234",
            "Tell me a joke about penguins",
            "And what will the weather be like tomorrow?",
            "Hello, I am Mei. What can I do for you?",
            "Can you gift-wrap it, please?",
            "Gladly, it is done.",
        ]
        assert [line for line in said if line in in_order] == in_order


def _picture(shop_page, console_page, picture):
    """The README's picture: the console, and the widget over its corner."""
    expect(console_page.get_by_test_id("line").last).to_be_in_viewport()
    console = base64.b64encode(console_page.screenshot()).decode()
    panel = shop_page.locator("iframe[src*='/widget']")
    widget = base64.b64encode(panel.screenshot()).decode()
    page = shop_page.context.new_page()
    page.set_viewport_size({"width": 1640, "height": 900})
    page.set_content(
        f"""<body style="margin:0;height:900px;background:#e9e4dc;position:relative">
        <img style="position:absolute;left:32px;top:32px;width:1260px;border-radius:10px"
             src="data:image/png;base64,{console}">
        <img style="position:absolute;right:32px;bottom:32px;border-radius:14px;
             box-shadow:0 12px 40px #0004" src="data:image/png;base64,{widget}"></body>"""
    )
    page.screenshot(path=picture("relay.png"))
    page.close()
