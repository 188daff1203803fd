"""Pages for which the desk has no chat say why, to visitors and to developers."""

import pytest
from playwright.sync_api import expect

from tests.browser.shop_site import shop_site
from tests.browser.surfaces import Widget


@pytest.fixture
def stranger(shop):
    """A site that the shop's settings do not name."""
    with shop_site(shop.desk) as site:
        yield site


class TestAnOriginThatIsNotListed:
    def test_shows_a_note_and_no_broken_frame(self, stranger, open_page, picture):
        page = open_page(stranger.put("/", "<h1>Shop</h1>"))
        widget = Widget(page)

        with page.expect_console_message(lambda line: line.text.startswith("Relay:")) as line:
            widget.launcher.click()

        expect(page.get_by_test_id("launcher-note")).to_contain_text("not available on this page")
        expect(page.locator("iframe")).to_have_count(0)
        assert stranger.origin in line.value.text
        assert "agent_desk.shops.demo.allowed_origins" in line.value.text
        page.screenshot(path=picture("refused-origin.png"))

    def test_is_told_in_the_visitors_language(self, stranger, open_page):
        page = open_page(stranger.put("/", "<h1>店</h1>", lang="zh-CN"))

        Widget(page).launcher.click()

        expect(page.get_by_test_id("launcher-note")).to_contain_text("此页面暂不提供在线客服")

    def test_is_told_in_a_chat_that_was_open_before(self, stranger, open_page):
        page = open_page(stranger.put("/", "<h1>Shop</h1>"))
        page.wait_for_function("window.RelayChat !== undefined")
        page.evaluate("sessionStorage.setItem('relay:demo:open', '1')")

        with page.expect_console_message(lambda line: line.text.startswith("Relay:")):
            page.reload()

        expect(page.get_by_test_id("launcher-note")).to_be_visible()

    def test_is_told_in_words_by_the_frames_own_page(self, stranger, shop, open_page, picture):
        page = open_page(f"{shop.desk}/widget?shop=demo&origin={stranger.origin}")

        expect(page.get_by_role("heading")).to_have_text("The chat is not available on this page.")
        expect(page.get_by_role("paragraph")).to_contain_text(f'Add "{stranger.origin}"')
        page.screenshot(path=picture("refused-frame.png"))

    def test_a_page_without_an_origin_is_told_that(self, shop, open_page):
        shop.headers["/sandboxed"] = {"Content-Security-Policy": "sandbox allow-scripts"}
        page = open_page(shop.put("/sandboxed", "<h1>Shop</h1>"))

        with page.expect_console_message(lambda line: line.text.startswith("Relay:")) as line:
            Widget(page).launcher.click()

        assert "no origin" in line.value.text
        expect(page.get_by_test_id("launcher-note")).to_be_visible()


class TestAShopThatIsNotThere:
    @pytest.mark.parametrize("shop_id", ["dmeo", ""])
    def test_is_told_the_attribute(self, shop, open_page, shop_id):
        page = open_page(shop.put("/", "<h1>Shop</h1>", head=shop.tag(shop_id)))

        with page.expect_console_message(lambda line: line.text.startswith("Relay:")) as line:
            Widget(page).launcher.click()

        assert f'no shop "{shop_id}". Check data-shop' in line.value.text
        expect(page.get_by_test_id("launcher-note")).to_contain_text("not available on this page")


class TestTheFramesOwnPage:
    def test_repeats_no_words_of_its_address(self, shop, open_page):
        page = open_page(f"{shop.desk}/widget?shop=ring+0800+1234&origin=https://x.example")

        expect(page.get_by_role("paragraph")).to_contain_text("Check data-shop")
        expect(page.get_by_role("paragraph")).not_to_contain_text("ring")
