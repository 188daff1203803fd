import pytest
import yaml

from agent_desk.rasa.turn import Utterance
from agent_desk.texts.catalogue import BotTexts, specs
from tests.bot.examples import read_examples, spelling
from tests.stack.processes import ROOT

BOT = ROOT / "bot"
EXAMPLES = {folder: list(read_examples(BOT / folder)) for folder in ("data/nlu", "tests/nlu")}


def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


SAID = [
    variation["custom"]
    for variations in read(BOT / "domain" / "texts.yml")["responses"].values()
    for variation in variations
]


class TestTexts:
    """What the domain has said, and the desk's catalogue, where the words are."""

    def test_are_said_under_the_names_and_with_the_values_of_the_catalogue(self):
        assert all(
            Utterance(one["say"], {k: v for k, v in one.items() if k != "say"}).is_in_catalogue()
            for one in SAID
        )
        assert sorted(one["say"] for one in SAID) == sorted(specs(BotTexts))

    def test_take_each_value_from_the_slot_of_its_name(self):
        for said in SAID:
            assert all(said[name] == f"{{{name}}}" for name in said if name != "say")


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
