"""docs/orders.md: what it shows can be read, and what it lists is all there is."""

import json
import re
from pathlib import Path
from typing import get_args

import pytest
import yaml
from pydantic import TypeAdapter

from agent_desk.orders.model import EventCode, Order, OrderStatus, RefundStatus
from agent_desk.orders.sources.reading import Conventions, read_order
from agent_desk.settings.orders import OrderSettings

PAGE = (Path(__file__).parents[3] / "docs/orders.md").read_text(encoding="utf-8")
EXAMPLES = [
    block
    for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.S)
    if re.search(r"^ +orders:", block, re.M)
]


def test_example_of_an_order_is_read_whole_and_has_every_field():
    sent = json.loads(re.search(r"```json\n(.*?)```", PAGE, re.S)[1])

    assert read_order(sent, Conventions()).unread == ()
    assert sent.keys() == Order.model_fields.keys() - {"unread"}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("`status`", OrderStatus),
        ("`code` of an event", EventCode),
        ("`status` of a refund", RefundStatus),
    ],
)
def test_words_are_all_that_there_are(row, words):
    listed = re.search(rf"^\| {re.escape(row)} \| (.*) \|$", PAGE, re.M)[1]

    assert re.findall(r"`(\w+)`", listed) == list(get_args(words))


@pytest.mark.parametrize("example", EXAMPLES)
def test_settings_are_accepted(example):
    settings = TypeAdapter(OrderSettings).validate_python(yaml.safe_load(example)["orders"])

    assert settings.kind in example


def test_every_kind_has_an_example():
    kinds = {yaml.safe_load(example)["orders"]["kind"] for example in EXAMPLES}

    assert kinds == {"shopify", "woocommerce", "http", "sql"}


def test_mapping_of_tables_is_accepted():
    (block,) = (b for b in re.findall(r"```yaml\n(.*?)```", PAGE, re.S) if "sale_lines" in b)
    orders = {"kind": "sql", "url": "sqlite:///shop.sqlite3"} | yaml.safe_load(block)

    assert TypeAdapter(OrderSettings).validate_python(orders).mapping.items.table
