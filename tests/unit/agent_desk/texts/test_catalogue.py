import re
from dataclasses import asdict
from typing import get_args

import pytest

from agent_desk.orders.model import EventCode, OrderStatus, RefundStatus
from agent_desk.texts.catalogue import SHOP_PLACEHOLDERS, specs
from agent_desk.texts.languages import NUMBER_NAMES, TEXTS
from agent_desk.texts.template import parse
from knowledge_base.language.scripts import script_of

ALL = [
    pytest.param(name, text, id=f"{tag}-{name}")
    for tag, texts in TEXTS.items()
    for name, text in asdict(texts).items()
]
# A term, a delay, or a figure that could be one. Times that texts name come from settings.
PROMISES = re.compile(
    r"[0-9]|\b(?:second|minute|hour|day|week|month|year|soon|shortly|immediately|at once|within)s?\b"
    r"|[天日周週月年]|小时|小時|分钟|分鐘|秒|马上|馬上|立即|立刻|尽快|盡快|儘快|很快|随即|隨即",
    re.IGNORECASE,
)
FROM_SETTINGS = re.compile(r"\{minutes\} (?:min|分钟|分鐘)|例如 1234|for example 1234")


@pytest.mark.parametrize(("name", "text"), ALL)
def test_text_promises_nothing_that_no_shop_has_set(name, text):
    if name in ("time_today", "time_tomorrow"):  # words for a time out of a setting
        return
    words = re.sub(r"\{\w+\}", "", FROM_SETTINGS.sub("", text))

    assert PROMISES.findall(words) == []


@pytest.mark.parametrize(("name", "text"), ALL)
def test_text_has_the_placeholders_of_its_name(name, text):
    spec, template = specs()[name], parse(text)
    sure = {placeholder for placeholder, known in SHOP_PLACEHOLDERS.items() if known}

    assert template.names <= spec.known | spec.unsure | SHOP_PLACEHOLDERS.keys()
    assert template.outside_brackets <= spec.known | sure
    assert spec.needed <= template.names


@pytest.mark.parametrize("tag", [tag for tag in TEXTS if tag != "en"])
def test_chinese_text_is_in_its_script(tag):
    other = "Hant" if "Hans" in tag else "Hans"

    assert [text for text in asdict(TEXTS[tag]).values() if script_of(text) == other] == []


def test_simplified_text_has_no_aspect_particle_of_traditional():
    # 著 is Simplified too, as in 著名, so that the script alone does not tell.
    assert [text for text in asdict(TEXTS["zh-Hans-CN"]).values() if "著" in text] == []


@pytest.mark.parametrize(("name", "text"), ALL)
def test_text_is_polite(name, text):
    assert not set("!！你") & set(text)


@pytest.mark.parametrize(("name", "text"), ALL)
def test_only_what_may_be_empty_is(name, text):
    assert text.strip() == text
    assert text or specs()[name].may_be_empty


@pytest.mark.parametrize("texts", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize(
    ("table", "codes"),
    [
        ("status", OrderStatus),
        ("event", EventCode),
        ("next", EventCode),
        ("refund", RefundStatus),
    ],
)
def test_every_code_of_an_order_has_its_text(texts, table, codes):
    assert all(texts.of_code(table, code) is not None for code in get_args(codes))
    assert {f"{table}_{code}" for code in get_args(codes)} == {
        name for name in specs() if name.startswith(f"{table}_")
    }


def test_every_language_has_a_name_for_an_order_number():
    assert NUMBER_NAMES.keys() == TEXTS.keys()
