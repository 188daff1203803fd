"""Orders, parcels and refunds in words, Chinese and English side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from agent_desk.domain.vocabulary import Language
from knowledge_base.language.scripts import in_script


@dataclass(frozen=True)
class OrderTexts:
    """Templates for ``orders.wording``; each table has a text for every code."""

    order: str
    order_undated: str
    statuses: dict[str, str]
    items: str
    total: str
    item: str
    list_separator: str
    parcel: str
    event: str
    events: dict[str, str]
    what_next: dict[str, str]
    estimated: str
    no_events: str
    refunds: dict[str, str]
    no_refund: str
    other_numbers: str
    day: str


ZH = OrderTexts(
    order="订单 {number}（{placed}下单）：{status}",
    order_undated="订单 {number}：{status}",
    statuses={
        "unpaid": "还没有付款。付款后我们就为您备货，未付款的订单 24 小时后自动取消。",
        "on_hold": "暂缓处理。",
        "paid": "已付款，正在等待拣货。",
        "packing": "正在打包，很快就会发出。",
        "partly_shipped": "部分商品已发货。",
        "shipped": "已发货，正在路上。",
        "ready_for_pickup": "可以取货了。",
        "delivered": "已送达。",
        "completed": "已完成。",
        "cancelled": "已取消。",
        "returned": "已退货。",
        "refunded": "已退款。",
    },
    items="商品：{items}",
    total="合计：{total}",
    item="{name} × {quantity}",
    list_separator="、",
    parcel="包裹 {parcel}",
    event="{day} {place}：{what}",
    events={
        "accepted": "快递已揽收",
        "in_transit": "运输中",
        "departed": "已离开",
        "arrived": "已到达",
        "customs": "正在清关",
        "cleared": "清关完成",
        "held": "被海关暂扣",
        "delayed": "有延误",
        "out_for_delivery": "正在派送",
        "failed_attempt": "派送未成功",
        "ready_for_pickup": "可以自取",
        "delivered": "已签收",
        "returned": "已退回寄件人",
    },
    what_next={
        "accepted": "包裹刚刚交给快递，下一条物流动态一般在 1–2 天内更新。",
        "in_transit": "包裹在运输途中，有新的动态会更新。",
        "departed": "包裹在运输途中，到达下一站后会更新。",
        "arrived": "包裹已到中转站，接下来会发往您所在的城市。",
        "customs": "清关一般需要 1–5 个工作日，您暂时不需要做什么。",
        "cleared": "接下来会交给当地快递派送。",
        "held": "海关可能需要您补充资料或缴税，请留意短信和邮件；需要发票可以找我们要。",
        "delayed": "包裹在运输途中，比预计的晚。",
        "out_for_delivery": "今天会送到，请保持电话畅通。",
        "failed_attempt": "快递会在下一个工作日再派送一次，您也可以联系快递改约时间。",
        "ready_for_pickup": "请到取件点领取包裹。",
        "delivered": "如果您没有收到，请看看是否由家人、前台或快递柜代收，还是没有就转人工客服。",
        "returned": "包裹退回后我们会联系您，重新寄出或退款都可以。",
    },
    estimated="预计送达：{day}",
    no_events="还没有物流动态，一般在发货后 1–2 天内更新。",
    refunds={
        "requested": "退款已申请。",
        "approved": "退款已通过。",
        "paid": "退款已退回原支付方式。",
        "rejected": "退款没有通过。",
    },
    no_refund="这个订单没有退款记录。",
    other_numbers="您还提到了 {numbers}，发来其中一个，我就接着查。",
    day="{month}月{day}日",
)

EN = OrderTexts(
    order="Order {number}, placed on {placed}: {status}",
    order_undated="Order {number}: {status}",
    statuses={
        "unpaid": "not paid yet. We pack it as soon as it is paid; "
        "an unpaid order is cancelled after 24 hours.",
        "on_hold": "on hold.",
        "paid": "paid, and waiting to be picked.",
        "packing": "being packed; it leaves soon.",
        "partly_shipped": "partly on its way.",
        "shipped": "on its way.",
        "ready_for_pickup": "ready for pickup.",
        "delivered": "delivered.",
        "completed": "completed.",
        "cancelled": "cancelled.",
        "returned": "returned.",
        "refunded": "refunded.",
    },
    items="Items: {items}",
    total="Total: {total}",
    item="{name} × {quantity}",
    list_separator=", ",
    parcel="Parcel {parcel}",
    event="{day}, {place}: {what}",
    events={
        "accepted": "picked up by the carrier",
        "in_transit": "in transit",
        "departed": "departed",
        "arrived": "arrived",
        "customs": "in customs clearance",
        "cleared": "cleared customs",
        "held": "held by customs",
        "delayed": "delayed",
        "out_for_delivery": "out for delivery",
        "failed_attempt": "delivery was attempted",
        "ready_for_pickup": "ready for pickup",
        "delivered": "delivered",
        "returned": "returned to sender",
    },
    what_next={
        "accepted": "The carrier has just taken it; the next update usually comes in 1–2 days.",
        "in_transit": "It is on its way and updates when the carrier has news.",
        "departed": "It is between two stations and updates at the next one.",
        "arrived": "From here it goes on to your city.",
        "customs": "Clearance usually takes 1–5 working days; you need not do anything now.",
        "cleared": "The local carrier delivers it next.",
        "held": "Customs may ask you for papers or duty, so please watch your mail and texts. "
        "If you need an invoice, ask us.",
        "delayed": "It is on its way, and later than expected.",
        "out_for_delivery": "It should reach you today; please keep your phone at hand.",
        "failed_attempt": "The carrier tries again on the next working day, "
        "or you can arrange another time with them.",
        "ready_for_pickup": "Please collect it at the pickup point.",
        "delivered": "If you have not got it, please check with family, neighbours or reception; "
        "if it is not there, talk to a person here.",
        "returned": "We will write to you once it is back, to send it again or to refund it.",
    },
    estimated="Estimated delivery: {day}",
    no_events="There is no tracking yet; it usually starts 1–2 days after dispatch.",
    refunds={
        "requested": "Refund: requested.",
        "approved": "Refund: approved.",
        "paid": "Refund: paid to the original payment method.",
        "rejected": "Refund: not granted.",
    },
    no_refund="No refund has been requested for this order.",
    other_numbers="You also named {numbers}. Send me one of them, and I look it up next.",
    day="{month_name} {day}",
)


@cache
def order_texts(language: Language) -> OrderTexts:
    """The templates in English or in a script of Chinese."""
    if language != "zh-Hant":
        return EN if language == "en" else ZH
    return replace(
        ZH, **{name: _traditional(getattr(ZH, name)) for name in ZH.__dataclass_fields__}
    )


def _traditional(texts: str | dict[str, str]) -> Any:
    if isinstance(texts, str):
        return in_script(texts, "Hant")
    return {code: in_script(text, "Hant") for code, text in texts.items()}
