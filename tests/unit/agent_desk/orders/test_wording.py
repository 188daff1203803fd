from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from agent_desk.orders.lookup import Found
from agent_desk.orders.model import Order, OrderItem, OrderStatus, Parcel, Refund
from agent_desk.orders.wording import links_of, worded
from tests.fakes.evidence import wording
from tests.fakes.orders import WHEN, event, order, parcel


def said(found, topic="status", language="en", **shop):
    return worded(found, topic=topic, wording=wording(language, **shop))


class TestTexts:
    @pytest.mark.parametrize("status", get_args(OrderStatus))
    @pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
    def test_every_status_can_be_said(self, status, language):
        words = said(Found(order(status=status)), language=language)

        assert "RL2611200001" in words
        assert "{" not in words


class TestOrder:
    def test_shows_items_parcels_and_the_newest_three_events(self):
        moved = order(
            parcels=(
                parcel(
                    event("customs", 12),
                    event("arrived", 11),
                    event("departed", 9, "Shenzhen"),
                    event("accepted", 4, "Shenzhen"),
                ),
            )
        )

        words = said(Found(moved))

        assert "Wool scarf × 2" in words
        assert words.index("Nov 12, São Paulo: in customs") < words.index("Nov 9, Shenzhen")
        assert "Nov 4" not in words

    @pytest.mark.parametrize(
        ("language", "shop", "words"),
        [
            (
                "en",
                {},
                "Order RL2611200001, placed on Nov 3: on its way\nItems: Wool scarf × 2\nTotal: NT$1,280",
            ),
            (
                "zh-Hans",
                {},
                "订单 RL2611200001（11月3日下单）：已发货\n商品：羊毛围巾 × 2\n合计：NT$1,280",
            ),
            (
                "zh-Hant",
                {},
                "訂單 RL2611200001（11月3日下單）：已出貨\n商品：羊毛圍巾 × 2\n合計：NT$1,280",
            ),
            (
                "zh-Hant",
                {"traditional": "hk"},
                "訂單 RL2611200001（11月3日落單）：已寄出\n貨品：羊毛圍巾 × 2\n合計：NT$1,280",
            ),
        ],
    )
    def test_is_written_for_its_readers(self, language, shop, words):
        bought = order(total=Decimal("1280.00"), currency="TWD")

        assert said(Found(bought), language=language, **shop) == words

    def test_says_that_there_is_no_refund(self):
        assert said(Found(order()), "refund").endswith("There is no refund for this order.")

    @pytest.mark.parametrize(
        ("refund", "words"),
        [
            ({"status": "requested", "requested_at": WHEN}, "Refund: requested on Nov 3"),
            ({"status": "requested"}, "Refund: requested"),
            ({"status": "approved", "amount": "12.5"}, "Refund of $12.50: approved"),
            ({"status": "paid", "amount": "0", "paid_at": WHEN}, "Refund of $0.00: paid on Nov 3"),
            ({"status": "paid", "amount": "5", "currency": "EUR"}, "Refund of €5.00: paid"),
            ({"status": "rejected"}, "Refund: not granted; if you have questions"),
        ],
    )
    def test_says_of_a_refund_what_is_known(self, refund, words):
        assert words in said(Found(order(refunds=(Refund(**refund),))), "refund")

    def test_names_every_refund(self):
        refunds = (Refund(status="paid", amount="5"), Refund(status="requested", amount="7"))

        assert len(said(Found(order(refunds=refunds)), "refund").splitlines()) == 3

    @pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
    @pytest.mark.parametrize("topic", ["status", "refund"])
    def test_says_only_what_is_known(self, language, topic):
        least = Order(
            order_number="3471",
            status="partly_shipped",
            parcels=(Parcel(),),
            refunds=(Refund(status="paid"),),
        )

        lines = said(Found(least), topic, language).split("\n")

        assert all(line.strip() for line in lines)
        assert not any(word in line for line in lines for word in ("None", "[", "()", "（）", "{"))

    def test_shows_what_each_parcel_holds_and_where_to_look(self):
        scarf = OrderItem(name="Wool scarf")
        sent = Parcel(tracking_number="1Z1", url="https://track.example/1Z1", items=(scarf,))
        bought = order(parcels=(sent,), order_url="https://shop.example/o/1")

        assert said(Found(bought)).splitlines()[-2:] == [
            "Parcel 1Z1",
            "In this parcel: Wool scarf × 1",
        ]
        track = ("Track parcel 1Z1", "https://track.example/1Z1")
        shop = ("The order in our shop", "https://shop.example/o/1")
        for found, topic, links in (
            (Found(bought), "status", [track, shop]),
            (Found(bought), "refund", [shop]),
            (Found(bought, sent), "status", [track]),
            (Found(order()), "status", []),
        ):
            assert links_of(found, topic=topic, wording=wording("en")) == links

    def test_has_the_shops_own_words(self):
        texts = {
            "status_shipped": {"en": "in the post"},
            "order": {"en": "{shop} {number_name} {number}: {status}"},
        }

        words = said(Found(order()), texts=texts)

        assert words.startswith("Camellia order number RL2611200001: in the post\n")


class TestParcel:
    def test_of_a_parcel_alone_leaves_the_order_out(self):
        moved = parcel(event("held"))

        words = said(Found(order(parcels=(moved,)), moved))

        assert "RL2611200001" not in words
        assert "held by customs" in words

    def test_of_which_nothing_is_known_says_so(self):
        assert "暂时查不到" in said(Found(order(), parcel()), language="zh-Hans")

    def test_estimate_is_left_out_after_the_delivery(self):
        arrived = parcel(event("delivered")).model_copy(
            update={"estimated_delivery": date(2026, 11, 20)}
        )

        assert "Estimated" not in said(Found(order(), arrived))

    def test_event_without_a_place_names_none(self):
        moved = parcel(event("arrived", place=None))

        assert "\nNov 10: arrived" in said(Found(order(), moved))

    def test_shop_may_leave_out_what_follows(self):
        moved = parcel(event("out_for_delivery"))
        silent = {"next_out_for_delivery": {"en": ""}}

        assert "phone" in said(Found(order(), moved))
        assert said(Found(order(), moved), texts=silent).endswith("out for delivery")


class TestScripts:
    def test_the_shops_words_in_the_visitors_script_stay(self):
        gift = OrderItem(name_zh="台灣范記里長超商代碼禮盒", name_en="Gift", quantity=1)

        words = said(Found(order(items=(gift,))), language="zh-Hant")

        assert "商品：台灣范記里長超商代碼禮盒 × 1\n合計：US$41.90" in words
