"""The launcher among the page's own styles, dialogs and policies."""

import pytest
from playwright.sync_api import expect

from tests.browser.surfaces import Widget

MOVING = [
    "transform: translateX(-100px) scale(0.8)",
    "filter: blur(2px)",
    "zoom: 1.5",
    "will-change: transform",
    "perspective: 100px",
    "contain: paint; height: 200px",
    "opacity: 0.2; position: relative; z-index: 0",
    "overflow: hidden; height: 100px; display: grid",
]

HOSTILE = """
    *, html > div { all: unset !important; }
    div, button, iframe { display: none !important; visibility: hidden !important; }
    iframe { width: 100% !important; height: 20px !important; }
    * { --surface: red; --text: red; --quiet: red; --shadow: none; animation: gone 1s; }
    html { direction: rtl; }
"""


def open_shop(shop, open_page, body="<h1>Shop</h1>", head="", **options):
    page = open_page(shop.put("/", body, head=head + shop.tag()), **options)
    widget = Widget(page).settle()
    expect(widget.launcher).to_be_visible()
    return widget


def is_on_top(widget):
    """Whether a click in the middle of the launcher reaches it."""
    return widget.launcher.evaluate(
        """button => {
            const box = button.getBoundingClientRect();
            const at = [box.x + box.width / 2, box.y + box.height / 2];
            return document.elementFromPoint(...at) === button.getRootNode().host;
        }"""
    )


class TestHide:
    def test_holds_until_show(self, shop, open_page, picture):
        widget = open_shop(shop, open_page)

        widget.page.evaluate("RelayChat.hide()")
        expect(widget.launcher).to_be_hidden()
        widget.page.screenshot(path=picture("launcher-hidden.png"))
        widget.page.evaluate("document.body.replaceWith(document.createElement('body'))")
        expect(widget.launcher).to_be_hidden()

        widget.page.evaluate("RelayChat.show()")
        expect(widget.launcher).to_be_visible()

    def test_a_button_of_the_page_opens_the_chat_and_gets_the_focus_back(self, shop, open_page):
        button = '<button id="ask" onclick="RelayChat.open()">Ask us</button>'
        widget = open_shop(shop, open_page, body=button)
        widget.page.evaluate("RelayChat.hide()")

        widget.page.locator("#ask").click()
        widget.composer.press("Escape")

        expect(widget.composer).not_to_be_in_viewport()
        expect(widget.page.locator("#ask")).to_be_focused()

    def test_leaves_an_open_chat_open(self, shop, open_page):
        widget = open_shop(shop, open_page).open()

        widget.page.evaluate("RelayChat.hide()")

        expect(widget.launcher).to_be_hidden()
        expect(widget.composer).to_be_visible()


class TestStylesOfThePage:
    @pytest.mark.parametrize("style", MOVING)
    def test_of_its_body_do_not_move_it(self, shop, open_page, picture, style):
        plain = open_shop(shop, open_page).launcher.bounding_box()

        widget = open_shop(shop, open_page, head=f"<style>body {{ {style} }}</style>")

        assert widget.launcher.bounding_box() == plain
        if "transform:" in style:
            widget.open().page.screenshot(path=picture("transformed-body.png"))

    def test_that_match_everything_do_not_break_it(self, shop, open_page, picture):
        plain = open_shop(shop, open_page).launcher.bounding_box()

        widget = open_shop(shop, open_page, head=f"<style>{HOSTILE}</style>")

        assert widget.launcher.bounding_box() == plain
        widget.open_from_page()
        box = widget.page.locator("iframe[src*='/widget']").bounding_box()
        assert (box["width"], box["height"]) == (380, 640)
        panel = widget.page.get_by_role("dialog")
        expect(panel).to_have_css("background-color", "rgb(255, 255, 255)")
        widget.page.screenshot(path=picture("hostile-styles.png"))

    def test_restyle_its_parts(self, shop, open_page):
        style = "::part(launcher) { border-radius: 50%; background: rgb(1, 2, 3); bottom: 60px; }"
        plain = open_shop(shop, open_page).launcher.bounding_box()

        widget = open_shop(shop, open_page, head=f"<style>{style}</style>")

        expect(widget.launcher).to_have_css("background-color", "rgb(1, 2, 3)")
        assert widget.launcher.bounding_box()["y"] == plain["y"] - 60

    def test_do_not_show_a_hidden_launcher(self, shop, open_page):
        style = "<style>::part(launcher) { display: flex; }</style>"
        widget = open_shop(shop, open_page, head=style)

        widget.page.evaluate("RelayChat.hide()")

        expect(widget.launcher).to_be_hidden()


class TestOverlaysOfThePage:
    OVERLAY = '<div style="position: fixed; inset: 0; z-index: 1000; background: #0008"></div>'

    def test_a_modal_dialog_lies_over_it(self, shop, open_page, picture):
        widget = open_shop(shop, open_page, body="<dialog>Choose a size</dialog>").open()

        widget.page.evaluate("document.querySelector('dialog').showModal()")

        assert not is_on_top(widget)
        widget.page.screenshot(path=picture("dialog-over-chat.png"))
        widget.page.evaluate("document.querySelector('dialog').close()")
        assert is_on_top(widget)
        widget.say("after the dialog")

    def test_is_above_an_overlay_unless_the_page_says_otherwise(self, shop, open_page, picture):
        widget = open_shop(shop, open_page, body=self.OVERLAY)
        assert is_on_top(widget)

        widget.page.add_style_tag(content=":root { --relay-z-index: 999; }")

        assert not is_on_top(widget)
        widget.page.screenshot(path=picture("overlay-over-launcher.png"))


class TestAStrictPolicy:
    def test_allows_the_chat_as_documented(self, shop, open_page):
        shop.headers["/strict"] = {
            "Content-Security-Policy": (
                f"default-src 'none'; script-src {shop.desk}; frame-src {shop.desk}; "
                "img-src data:; require-trusted-types-for 'script'; trusted-types 'none'"
            )
        }
        widget = Widget(open_page(shop.put("/strict", "<h1>Shop</h1>")))

        expect(widget.launcher).to_have_css("position", "relative")
        widget.open().say("hello")

    def test_that_forbids_the_frame_leaves_a_note_and_says_why(self, shop, chromium):
        shop.headers["/no-frame"] = {
            "Content-Security-Policy": f"script-src {shop.desk} 'unsafe-inline'; frame-src 'none'"
        }
        context = chromium.new_context(locale="en-US")
        page = context.new_page()
        page.clock.install()
        page.goto(shop.put("/no-frame", "<h1>Shop</h1>"))
        widget = Widget(page)
        widget.launcher.click()

        with page.expect_console_message(lambda line: line.text.startswith("Relay:")) as line:
            page.clock.run_for(13_000)

        assert "frame-src" in line.value.text
        expect(page.get_by_test_id("launcher-note")).to_contain_text("cannot be reached")
        context.close()


class TestAShopThatIsOff:
    OFF = '<script>self.RelayShopsOff = ["demo"]</script>'

    def test_shows_nothing_on_its_page(self, shop, open_page):
        page = open_page(shop.put("/off", "<h1>Shop</h1>", head=self.OFF + shop.tag()))
        widget = Widget(page).settle()

        page.evaluate("RelayChat.open()")

        expect(widget.launcher).to_be_hidden()
        expect(page.locator("iframe")).to_have_count(0)

    def test_comes_back_for_a_visitor_whom_the_desk_lets_in(self, shop, open_page):
        page = open_page(shop.put("/", "<h1>Shop</h1>"))
        Widget(page).open()

        page.goto(shop.put("/off", "<h1>Shop</h1>", head=self.OFF + shop.tag()))

        expect(Widget(page).launcher).to_be_visible()
