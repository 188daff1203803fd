from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from agent_desk.orders.lookup import Found
from agent_desk.orders.model import (
    EventCode,
    Order,
    OrderItem,
    OrderStatus,
    Parcel,
    Refund,
    RefundStatus,
)
from agent_desk.orders.wording import worded
from agent_desk.wording.orders import EN, ZH
from tests.fakes.orders import WHEN, event, order, parcel


class TestTexts:
    @pytest.mark.parametrize("texts", [ZH, EN])
    def test_every_code_has_its_words(self, texts):
        assert set(texts.statuses) == set(get_args(OrderStatus))
        assert set(texts.events) == set(texts.what_next) == set(get_args(EventCode))
        assert set(texts.refunds) == set(get_args(RefundStatus))

    @pytest.mark.parametrize("status", get_args(OrderStatus))
    @pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
    def test_every_status_can_be_said(self, status, language):
        said = worded(Found(order(status=status)), topic="status", language=language)

        assert "RL2611200001" in said
        assert "{" not in said


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

        said = worded(Found(moved), topic="status", language="en")

        assert "Wool scarf × 2" in said
        assert said.index("Nov 12, São Paulo: in customs") < said.index("Nov 9, Shenzhen")
        assert "Nov 4" not in said
        assert "you need not do anything" in said

    def test_is_chinese_for_chinese(self):
        said = worded(Found(order()), topic="status", language="zh-Hans")

        assert "11月3日" in said
        assert "羊毛围巾 × 2" in said

    def test_says_that_there_is_no_refund(self):
        said = worded(Found(order()), topic="refund", language="en")

        assert said.endswith("No refund has been requested for this order.")

    @pytest.mark.parametrize("status", get_args(RefundStatus))
    def test_shows_the_refund(self, status):
        refund = Refund(status=status, amount=Decimal("12.5"), requested_at=WHEN)

        said = worded(Found(order(refunds=(refund,))), topic="refund", language="en")

        assert "USD 12.50" in said

    def test_says_only_what_is_known(self):
        least = Order(order_number="3471", status="partly_shipped", parcels=(Parcel(),))

        said = worded(Found(least), topic="status", language="en")

        assert "None" not in said
        assert said.startswith("Order 3471: partly on its way.")


class TestParcel:
    def test_of_a_parcel_alone_leaves_the_order_out(self):
        moved = parcel(event("held"))

        said = worded(Found(order(parcels=(moved,)), moved), topic="status", language="en")

        assert "RL2611200001" not in said
        assert "held by customs" in said

    def test_without_events_says_when_they_begin(self):
        said = worded(Found(order(), parcel()), topic="status", language="zh-Hans")

        assert "还没有物流动态" in said

    def test_estimate_is_left_out_after_the_delivery(self):
        arrived = parcel(event("delivered")).model_copy(
            update={"estimated_delivery": date(2026, 11, 20)}
        )

        said = worded(Found(order(), arrived), topic="status", language="en")

        assert "Estimated" not in said


class TestScripts:
    def test_the_shops_words_in_the_visitors_script_stay(self):
        gift = OrderItem(name_zh="台灣范記里長超商代碼禮盒", name_en="Gift", quantity=1)

        said = worded(Found(order(items=(gift,))), topic="status", language="zh-Hant")

        assert "商品：台灣范記里長超商代碼禮盒 × 1\n合計：USD 41.90" in said

    def test_words_in_the_other_script_are_converted(self):
        said = worded(Found(order()), topic="status", language="zh-Hant")

        assert "商品：羊毛圍巾 × 2" in said
