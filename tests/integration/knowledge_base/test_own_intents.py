"""A shop's own small intents: learned beside the base, and never touched by a file."""

import json

import pytest

from knowledge_base import KnowledgeBase, KnowledgeBaseSettings
from knowledge_base.content.own_intents import OwnIntent, not_learned
from knowledge_base.importing.options import ImportOptions
from knowledge_base.importing.run import import_files, learn_intents
from knowledge_base.personal_data.rollback import roll_back
from tests.fakes.encoder import FakeEncoder
from tests.fakes.past_answers import ENTRIES

SIZES = ["which size fits me", "do you have a size guide", "what size should I order"]
VISIT = ["can I visit your showroom", "where is your showroom", "showroom opening times"]
TAX = ["my accountant wants a paper", "send the tax paper", "paper for the tax office"]
PAGE = {"url": "https://shop.example/sizes", "label": {"en": "Size guide", "zh": "尺码表"}}
RETURN = ENTRIES[0]["questions"]["zh"]


def intents(**values):
    return {name: OwnIntent.model_validate(value) for name, value in values.items()}


ADVICE = intents(
    size_advice={"examples": {"en": SIZES}, "text": {"en": "Take your usual size."}, "link": PAGE},
    showroom={"examples": {"en": VISIT}, "person": True},
    tax={"examples": {"en": TAX}, "entry": "invoice"},
)
LIKE_A_STORED_ONE = intents(
    again={"examples": {"zh": RETURN}, "person": True},
    lost={"examples": {"en": SIZES}, "entry": "nowhere"},
)


def best(base, question):
    result = base.search(question, "demo", "en")
    return result.band, result.matches[0]


@pytest.fixture(scope="module")
def taught(tmp_path_factory):
    """A base that learned ADVICE in the step in which it imported ENTRIES. Read only."""
    folder = tmp_path_factory.mktemp("taught")
    settings = KnowledgeBaseSettings(
        database_url=f"sqlite:///{folder}/kb.sqlite3", index_dir=folder / "index"
    )
    path = folder / "entries.jsonl"
    path.write_text("\n".join(map(json.dumps, ENTRIES)))
    base = KnowledgeBase(settings, FakeEncoder())
    import_files([path], base, "demo", options=ImportOptions(intents=ADVICE))
    return base


class TestLearned:
    def test_text_and_button_are_the_answer(self, taught):
        band, match = best(taught, "which size fits me")

        assert (band, match.entry, match.confidence) == ("answer", "intent:size_advice", 1.0)
        assert match.answer == "Take your usual size."
        assert [(button.label, button.url) for button in match.buttons] == [
            ("Size guide", "https://shop.example/sizes")
        ]

    def test_one_may_lead_to_a_person(self, taught):
        band, match = best(taught, "where is your showroom")

        assert (band, match.person, match.answer) == ("answer", True, "")

    def test_one_may_be_more_ways_to_ask_for_an_entry(self, taught):
        band, match = best(taught, "send the tax paper")

        assert (band, match.entry, match.confidence) == ("answer", "invoice", 1.0)

    def test_are_told_apart_from_what_is_set(self, taught):
        learned = taught.store.published_under("demo", "intent:")
        changed = ADVICE | intents(showroom={"examples": {"en": VISIT}, "text": {"en": "Monday"}})

        assert not_learned(ADVICE, learned) == []
        assert not_learned(changed, learned) == ["showroom"]
        assert not_learned({}, learned) == ["showroom", "size_advice", "tax"]


def test_versions_hold_what_was_learned(publish, open_base, base):
    """Learned without a file, not twice, taken out again, and brought back with the texts."""
    publish()
    learned = learn_intents(ADVICE, open_base(), "demo")
    assert learn_intents(ADVICE, open_base(), "demo").version is None
    assert best(base, "which size fits me")[1].entry == "intent:size_advice"

    assert learn_intents({}, open_base(), "demo", options=ImportOptions(dry_run=True)).retired
    assert base.status().version == learned.version
    learn_intents({}, open_base(), "demo")
    assert base.answer("intent:showroom") is None

    roll_back(open_base(), "demo")
    assert best(base, "which size fits me")[1].answer == "Take your usual size."
    assert base.status().version.rpartition("-")[2] == learned.version.rpartition("-")[2]


def test_a_file_changes_none_and_takes_none_out(publish, base):
    row = {"entry": "intent:showroom", "questions": {"en": ["x y"]}, "answers": {"en": "z"}}
    publish(intents=ADVICE)
    report = publish([*ENTRIES[1:2], row], prune=True)

    assert report.reasons["reserved_name"]
    assert base.answer("return") is None
    assert base.answer("intent:showroom").person
    assert best(base, "which size fits me")[1].entry == "intent:size_advice"


def test_the_report_tells_what_is_doubtful(publish):
    notes = publish(intents=LIKE_A_STORED_ONE).intent_notes

    assert any("intent:again" in note and "'return'" in note for note in notes)
    assert any("intent lost leads to entry 'nowhere'" in note for note in notes)


SETTINGS = """
agent_desk:
  shops:
    demo:
      intents:
        size_advice:
          examples: {en: [which size fits me, do you have a size guide, what size should I order]}
          text: {en: Take your usual size.}
"""


class TestCommands:
    @pytest.fixture(autouse=True)
    def configured(self, tmp_path, monkeypatch):
        path = tmp_path / "config.yml"
        path.write_text(SETTINGS)
        monkeypatch.setenv("RELAY_CONFIG", str(path))

    def test_learn_them_from_the_settings(self, run, publish, base):
        publish()
        assert "not learned as the settings have them: size_advice" in run("versions")[2]

        assert run("intents", "--yes")[0] == 0

        assert "not learned" not in run("versions")[2]
        assert base.answer("intent:size_advice", language="en").answer == "Take your usual size."
        assert "size_advice" not in run("export")[1]
        assert "intent:size_advice" in run("list")[1]

    def test_say_what_is_wrong_in_one_line(self, run, tmp_path):
        (tmp_path / "config.yml").write_text(SETTINGS.replace("which size fits me, ", ""))

        code, _, complained = run("intents")
        assert code == 1
        assert "agent_desk.shops.demo.intents.size_advice.examples.en" in complained
