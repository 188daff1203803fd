import re

import pytest
import yaml

from tests.bot.examples import Example, read_examples, spelling
from tests.stack.processes import ROOT

BOT = ROOT / "bot"
EXAMPLES = {folder: list(read_examples(BOT / folder)) for folder in ("data/nlu", "tests/nlu")}


def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


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
    def test_are_in_their_language(self, name, variations):
        for variation in variations:
            language = next(c["value"] for c in variation["condition"] if c["name"] == "language")
            assert Example("", variation["text"]).language == language

    @pytest.mark.parametrize(("name", "variations"), VARIATIONS)
    def test_are_polite(self, name, variations):
        for variation in variations:
            assert not re.search("[!！你]", variation["text"])


class TestExamples:
    INTENTS = sorted(
        next(iter(intent)) for intent in read(BOT / "domain" / "intents.yml")["intents"]
    )

    @pytest.mark.parametrize("intent", [i for i in INTENTS if i != "nlu_fallback"])
    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_are_many_enough(self, intent, language):
        def count(folder):
            return sum(
                (example.intent, example.language) == (intent, language)
                for example in EXAMPLES[folder]
            )

        assert count("data/nlu") >= 20
        assert count("tests/nlu") >= 30

    @pytest.mark.parametrize("folder", ["data/nlu", "tests/nlu"])
    def test_have_one_intent_each(self, folder):
        meanings = {}
        for example in EXAMPLES[folder]:
            meanings.setdefault(spelling(example.text), set()).add(example.intent)
        assert [text for text, intents in meanings.items() if len(intents) > 1] == []
