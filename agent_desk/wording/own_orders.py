"""What the bot says when it offers a customer's own orders."""

from __future__ import annotations

from dataclasses import dataclass

from agent_desk.domain.vocabulary import Language


@dataclass(frozen=True)
class OwnOrderTexts:
    """``statuses`` has a few words for each state of an order."""

    which_order: str
    other_order: str
    statuses: dict[str, str]


_TEXTS: dict[Language, OwnOrderTexts] = {
    "en": OwnOrderTexts(
        which_order="Which order is it? You can also write its number.",
        other_order="Another order",
        statuses={
            "unpaid": "not paid",
            "on_hold": "on hold",
            "paid": "paid",
            "packing": "being packed",
            "partly_shipped": "partly shipped",
            "shipped": "shipped",
            "ready_for_pickup": "ready for pickup",
            "delivered": "delivered",
            "completed": "completed",
            "cancelled": "cancelled",
            "returned": "returned",
            "refunded": "refunded",
        },
    ),
    "zh-Hans": OwnOrderTexts(
        which_order="请问是哪个订单？您也可以直接输入订单号。",
        other_order="其他订单",
        statuses={
            "unpaid": "待付款",
            "on_hold": "暂缓处理",
            "paid": "已付款",
            "packing": "备货中",
            "partly_shipped": "部分发货",
            "shipped": "已发货",
            "ready_for_pickup": "待取货",
            "delivered": "已送达",
            "completed": "已完成",
            "cancelled": "已取消",
            "returned": "已退货",
            "refunded": "已退款",
        },
    ),
    "zh-Hant": OwnOrderTexts(
        which_order="請問是哪一筆訂單？您也可以直接輸入訂單編號。",
        other_order="其他訂單",
        statuses={
            "unpaid": "待付款",
            "on_hold": "保留中",
            "paid": "已付款",
            "packing": "備貨中",
            "partly_shipped": "部分出貨",
            "shipped": "已出貨",
            "ready_for_pickup": "待取貨",
            "delivered": "已送達",
            "completed": "已完成",
            "cancelled": "已取消",
            "returned": "已退貨",
            "refunded": "已退款",
        },
    ),
}


def own_order_texts(language: Language) -> OwnOrderTexts:
    return _TEXTS[language]
