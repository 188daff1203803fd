"""Three shops in one desk, which share nothing: each customer's and agent's story."""

import time

import jwt
import pytest
from playwright.sync_api import expect

from tests.browser.surfaces import Console, Widget
from tests.browser.three_shops import IDENTITY_SECRET, PASSWORD, three_shops


@pytest.fixture(scope="module")
def shops(rasa_url, tmp_path_factory):
    with three_shops(tmp_path_factory.mktemp("shops"), rasa_url) as running:
        yield running


@pytest.fixture
def visit(shops, open_page):
    """Opens the widget on a page of the shop."""

    def visit_it(shop, *, signed_as=None, **options):
        tag = shops.site.tag(shop.id)
        page = open_page(
            shops.site.put(f"/{shop.id}", "<h1>Shop</h1>", tag, lang=shop.page_language), **options
        )
        if signed_as is not None:
            page.wait_for_function("window.RelayChat !== undefined")
            claims = {"sub": signed_as, "name": "Ana", "aud": shop.id, "exp": time.time() + 600}
            token = jwt.encode(claims, IDENTITY_SECRET)
            page.evaluate("token => RelayChat.identify(async () => token)", token)
        return Widget(page).open()

    return visit_it


@pytest.fixture
def console_of(shops, open_page):
    def log_in(shop):
        console = Console(open_page(f"{shops.url}/console")).log_in(shop.agent, PASSWORD)
        expect(console.by("console")).to_be_visible()
        return console

    return log_in


def takes_over(console, widget, words, *, trust, unseen_by=()):
    """Agents of other shops do not see the chat while it waits."""
    expect(widget.by("waiting")).to_be_visible()
    for each, rows in ((console, 1), *((other, 0) for other in unseen_by)):
        each.by("tab-waiting").click()
        expect(each.by("conversation-row")).to_have_count(rows)
    console.claim_next()
    expect(console.by("trust").first).to_have_attribute("data-trust", trust)
    console.say(words)
    expect(widget.by("line-agent").last).to_contain_text(words)


class TestHarbour:
    def test_story(self, shops, visit, console_of, picture):
        shop = shops.harbour
        widget = visit(shop)
        console, others = console_of(shop), console_of(shops.yunhe)

        widget.say("Do you gift-wrap?")
        widget.expect_bot("two pounds")
        widget.say("Do you have a members' club?")
        widget.expect_bot("same low price")
        widget.say("Where is my order?")
        widget.expect_bot("#1001")
        widget.say("#1001")
        widget.expect_bot("e-mail")
        widget.say("nobody@example.com")
        expect(widget.by("line-bot").filter(has_text="not match")).to_be_visible()
        widget.say("#1001, it is Lin@Example.com")
        widget.expect_bot("#1001")
        expect(widget.by("line-bot").last).to_contain_text("Paper lantern")
        widget.page.screenshot(path=picture("shops-harbour.png"))

        widget.say("I want to talk to a person")
        takes_over(console, widget, "Ahoy, Lin.", trust="order_proved", unseen_by=[others])


class TestTeahouse:
    def test_story(self, shops, visit, picture):
        shop = shops.teahouse
        widget = visit(shop, viewport=(390, 844))

        widget.say("高山茶怎麼保存？")
        widget.expect_bot("陰涼處")
        widget.say("我的訂單到哪了？")
        widget.expect_bot("3471")
        widget.say("3471")
        widget.expect_bot("電子郵件")
        widget.say("lin@example.com")
        widget.expect_bot("姓")
        widget.say("林")
        widget.expect_bot("3471")
        expect(widget.by("line-bot").last).to_contain_text("NT$")
        widget.page.screenshot(path=picture("shops-teahouse.png"))

        widget.say("轉人工")
        expect(widget.by("leave-offer")).to_be_visible()


class TestYunhe:
    def test_story(self, shops, visit, console_of, picture):
        shop = shops.yunhe
        widget = visit(shop)
        console, others = console_of(shop), console_of(shops.harbour)

        widget.say("耳机保修多久？")
        widget.expect_bot("两年")
        widget.say("我的快递到哪了")
        widget.expect_bot("202611200000000017")
        widget.say("2026 1120 0000 0000 99")
        widget.expect_bot("后四位")
        widget.say("8000")
        widget.expect_bot("降噪耳机")
        expect(widget.by("line-bot").last).to_contain_text("899")
        widget.page.screenshot(path=picture("shops-yunhe.png"))

        widget.say("转人工")
        takes_over(console, widget, "您好，我来帮您。", trust="order_proved", unseen_by=[others])

    def test_signed_customer_chooses_among_their_own_orders(
        self, shops, visit, console_of, picture
    ):
        widget = visit(shops.yunhe, signed_as="customer-6")
        console = console_of(shops.yunhe)

        widget.say("我的订单到哪了")
        chips = widget.by("chip-order")
        expect(chips).to_have_count(2)
        expect(chips.first).to_contain_text("202611200000000099")
        widget.page.screenshot(path=picture("shops-own-orders.png"))
        chips.last.click()
        widget.expect_bot("充电宝")

        widget.say("转人工")
        takes_over(console, widget, "您好。", trust="signed")
        console.page.screenshot(path=picture("shops-console-signed.png"))


class TestApart:
    def test_no_shop_answers_from_another(self, shops, visit):
        widget = visit(shops.teahouse)
        widget.say("耳机保修多久？")
        expect(widget.by("chip-person")).to_be_visible()
        expect(widget.by("line-bot").filter(has_text="两年")).to_have_count(0)

    def test_no_shop_finds_an_order_of_another(self, shops, visit):
        widget = visit(shops.yunhe)
        widget.say("查订单 202611200000001001")
        widget.expect_bot("后四位")
        widget.say("8000")
        expect(widget.by("line-bot").filter(has_text="没有对应的订单")).to_be_visible()
