import re

import pytest
import yaml

from tests.stack.processes import ROOT

BOT = ROOT / "bot"


def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def examples(folder):
    """Every (intent, example) below ``folder``, without the marks of entities."""
    for path in sorted((BOT / folder).glob("*.yml")):
        for block in read(path)["nlu"]:
            for line in block["examples"].splitlines():
                text = re.sub(r"\[([^\]]+)\]\(\w+\)", r"\1", line.removeprefix("- ")).strip()
                if text:
                    yield block["intent"], text


def is_chinese(text):
    return re.search(r"[\u4e00-\u9fff]", text) is not None


class TestTexts:
    VARIATIONS = [  # noqa: RUF012
        pytest.param(name, variations, id=name)
        for name, variations in read(BOT / "domain" / "texts.yml")["responses"].items()
    ]

    @pytest.mark.parametrize(("name", "variations"), VARIATIONS)
    def test_exist_in_both_languages(self, name, variations):
        languages = [
            condition["value"]
            for variation in variations
            for condition in variation["condition"]
            if condition["name"] == "language"
        ]
        assert sorted(set(languages)) == ["en", "zh"]
        assert languages.count("en") == languages.count("zh")

    @pytest.mark.parametrize(("name", "variations"), VARIATIONS)
    def test_are_in_the_language_they_are_for(self, name, variations):
        for variation in variations:
            language = next(c["value"] for c in variation["condition"] if c["name"] == "language")
            assert is_chinese(variation["text"]) == (language == "zh")

    @pytest.mark.parametrize(("name", "variations"), VARIATIONS)
    def test_do_not_shout_and_say_nin(self, name, variations):
        for variation in variations:
            assert not re.search("[!！你]", variation["text"])


class TestExamples:
    INTENTS = sorted(
        next(iter(intent)) for intent in read(BOT / "domain" / "intents.yml")["intents"]
    )

    @pytest.mark.parametrize("intent", [i for i in INTENTS if i != "nlu_fallback"])
    @pytest.mark.parametrize("chinese", [True, False], ids=["zh", "en"])
    def test_are_enough(self, intent, chinese):
        def count(folder):
            return sum(
                name == intent and is_chinese(text) == chinese for name, text in examples(folder)
            )

        assert count("data/nlu") >= 20
        assert count("tests/nlu") >= 20

    def test_have_one_meaning_each(self):
        meanings = {}
        for intent, text in examples("data/nlu"):
            meanings.setdefault(text.lower(), set()).add(intent)
        assert [text for text, intents in meanings.items() if len(intents) > 1] == []
