"""The list of turns of speech."""

import csv
from importlib.resources import files

import pytest

from knowledge_base.importing.past_chats.phrases import (
    has,
    is_only,
    plain,
    rest,
)
from knowledge_base.language.scripts import to_simplified


@pytest.fixture(scope="module")
def rows():
    text = files("knowledge_base.importing.past_chats").joinpath("phrases.tsv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def test_no_phrase_stands_twice(rows):
    keys = [(row["kind"], row["language"], row["phrase"].lower()) for row in rows]

    assert len(keys) == len(set(keys))


def test_every_phrase_is_in_the_form_that_texts_are_compared_in(rows):
    for row in rows:
        phrase = row["phrase"].lower()
        assert phrase == to_simplified(phrase), row
        assert plain(phrase.replace("…", "")) == phrase.replace("…", ""), row


def test_traditional_and_full_width_text_is_recognised():
    assert has("waiting", "請稍等", "zh")
    assert has("closing", "Ｔｈａｎｋ ｙｏｕ", "en")


def test_an_ellipsis_stands_for_a_few_characters():
    assert has("greeting", "客服小美为您服务", "zh")


def test_english_phrases_are_whole_words():
    assert not has("filler", "token", "en")


def test_what_remains_without_the_phrases():
    assert rest(("waiting",), "請稍等，運費十元", "zh").split() == [",运费十元"]
    assert is_only(("filler",), "好的，谢谢！", "zh")
    assert not is_only(("filler",), "好的，退货", "zh")
