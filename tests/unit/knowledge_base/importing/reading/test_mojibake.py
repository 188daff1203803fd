"""Text that a wrong encoding broke: repaired where that is sure, left alone everywhere else."""

import codecs
import json
from pathlib import Path

import pytest

import knowledge_base
from knowledge_base.importing.reading.mojibake import repaired


def as_gbk(text):
    """As Windows reads UTF-8: a byte 0x80 without a partner is the sign for euro."""
    codecs.register_error("euro", lambda error: ("€", error.start + 1))
    return text.encode().decode("gb18030", "euro")


DEMO = Path(knowledge_base.__file__).parent / "demo"


@pytest.mark.parametrize(
    ("broken", "right"),
    [
        ("浣犲ソ", "你好"),
        ("donâ€™t worry", "don’t worry"),
        ("Ã©tÃ©", "été"),
        ("100Â°C", "100°C"),
        ("ä½\xa0å¥½", "你好"),
    ],
)
def test_what_is_surely_broken_is_repaired(broken, right):
    text, note = repaired(broken)

    assert text == right
    assert note is not None


@pytest.mark.parametrize("sentence", ["您好，请问需要什么帮助呢", "我的订单到哪里了", "怎么退款呢"])
def test_a_sentence_that_was_read_as_gbk_comes_back(sentence):
    assert repaired(as_gbk(sentence)) == (
        sentence,
        "characters were repaired that a wrong encoding (GBK) had broken",
    )


def test_what_a_wrong_encoding_lost_stands_as_a_lost_character():
    text, note = repaired("鑳藉紑鍙戠エ鍚?")  # 能开发票吗, the last byte of which had no partner

    assert (text, note) == ("能开发票\ufffd?", None)


def test_lost_characters_are_not_text():
    assert repaired("锟斤拷你好") == ("\ufffd\ufffd你好", None)
    assert repaired("下载包吗\ufffd") == ("下载包吗\ufffd", None)


@pytest.mark.parametrize(
    "text",
    ["naïve café", "“it’s” – ok…", "王锟先生", "Ça va", "价格：£5～€7", "ÀÉÎ", "ソース", "💳✓", ""],
)
def test_ordinary_text_is_left_alone(text):
    assert repaired(text) == (text, None)


def test_nothing_of_the_demo_shop_is_touched():
    texts = []
    for path in DEMO.glob("*.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            entry = json.loads(line)
            texts += [text for found in entry.get("questions", {}).values() for text in found]
            texts += entry.get("answers", {}).values()

    assert len(texts) > 5_000
    assert [text for text in texts if repaired(text) != (text, None)] == []
