from dataclasses import asdict

import pytest

from agent_desk.texts.catalogue import SHOP_PLACEHOLDERS, specs
from agent_desk.texts.en import EN
from agent_desk.texts.template import parse
from agent_desk.texts.zh_hans import ZH_HANS
from agent_desk.texts.zh_hk import ZH_HK
from agent_desk.texts.zh_tw import ZH_TW
from knowledge_base.language.scripts import script_of

ALL = {"en": EN, "zh-Hans": ZH_HANS, "zh-TW": ZH_TW, "zh-HK": ZH_HK}
TEXTS = [
    pytest.param(name, text, id=f"{language}-{name}")
    for language, texts in ALL.items()
    for name, text in asdict(texts).items()
]


@pytest.mark.parametrize(("name", "text"), TEXTS)
def test_text_has_the_placeholders_of_its_name(name, text):
    spec, template = specs()[name], parse(text)
    sure = {placeholder for placeholder, known in SHOP_PLACEHOLDERS.items() if known}

    assert template.names <= spec.known | spec.unsure | SHOP_PLACEHOLDERS.keys()
    assert template.outside_brackets <= spec.known | sure
    assert spec.needed <= template.names


@pytest.mark.parametrize(("texts", "script"), [(ZH_HANS, "Hans"), (ZH_TW, "Hant"), (ZH_HK, "Hant")])
def test_chinese_text_is_in_its_script(texts, script):
    other = {"Hans": "Hant", "Hant": "Hans"}[script]

    assert [text for text in asdict(texts).values() if script_of(text) == other] == []


@pytest.mark.parametrize(("name", "text"), TEXTS)
def test_text_is_polite(name, text):
    assert not set("!！你") & set(text)
