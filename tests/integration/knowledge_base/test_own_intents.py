"""A shop's own small intents: learned beside the base, and never touched by a file."""

import pytest

from knowledge_base.content.own_intents import OwnIntent, not_learned
from knowledge_base.importing.options import ImportOptions
from knowledge_base.importing.run import learn_intents
from knowledge_base.personal_data.rollback import roll_back
from tests.fakes.past_answers import ENTRIES

SIZES = ["which size fits me", "do you have a size guide", "what size should I order"]
VISIT = ["can I visit your showroom", "where is your showroom", "showroom opening times"]
PAGE = {"url": "https://shop.example/sizes", "label": {"en": "Size guide", "zh": "尺码表"}}


def intents(**values):
    return {name: OwnIntent.model_validate(value) for name, value in values.items()}


ADVICE = intents(
    size_advice={"examples": {"en": SIZES}, "text": {"en": "Take your usual size."}, "link": PAGE},
    showroom={"examples": {"en": VISIT}, "person": True},
)


@pytest.fixture
def learn(open_base):
    return lambda wanted=ADVICE, **options: learn_intents(
        wanted, open_base(), "demo", options=ImportOptions(**options)
    )


def best(base, question):
    result = base.search(question, "demo", "en")
    return result.band, result.matches[0]


class TestLearning:
    def test_text_and_button_are_the_answer(self, publish, learn, base):
        publish()
        report = learn()

        band, match = best(base, "which size fits me")
        assert report.version is not None
        assert (band, match.entry, match.confidence) == ("answer", "intent:size_advice", 1.0)
        assert match.answer == "Take your usual size."
        assert [(button.label, button.url) for button in match.buttons] == [
            ("Size guide", "https://shop.example/sizes")
        ]

    def test_one_may_lead_to_a_person(self, publish, learn, base):
        publish()
        learn()

        band, match = best(base, "where is your showroom")
        assert (band, match.person, match.answer) == ("answer", True, "")

    def test_one_may_be_more_ways_to_ask_for_an_entry(self, publish, learn, base):
        publish()
        bill = ["my accountant wants a paper", "send the tax paper", "paper for the tax office"]
        learn(intents(tax={"examples": {"en": bill}, "entry": "invoice"}))

        band, match = best(base, "send the tax paper")
        assert (band, match.entry, match.confidence) == ("answer", "invoice", 1.0)

    def test_the_same_again_publishes_nothing(self, publish, learn, base):
        publish()
        first = learn()

        assert learn().version is None
        assert base.status().version == first.version

    def test_one_that_is_not_set_any_more_goes(self, publish, learn, base):
        publish()
        learn()
        learn({})

        assert base.answer("intent:showroom") is None
        assert base.answer("invoice") is not None

    def test_needs_no_base(self, learn, base):
        learn()

        assert best(base, "which size fits me")[1].entry == "intent:size_advice"

    def test_a_dry_run_changes_nothing(self, publish, learn, base):
        before = publish()
        learn(dry_run=True)

        assert base.status().version == before.version


class TestBesideTheBase:
    def test_an_import_takes_none_out(self, publish, learn, base):
        publish()
        learn()
        publish(ENTRIES[:1], prune=True)

        assert base.answer("invoice") is None
        assert best(base, "which size fits me")[1].entry == "intent:size_advice"

    def test_an_import_can_learn_them_in_the_same_step(self, publish, base):
        publish(intents=ADVICE)

        assert best(base, "which size fits me")[1].entry == "intent:size_advice"

    def test_a_file_cannot_change_one(self, publish, learn, base):
        learn()
        row = {"entry": "intent:showroom", "questions": {"en": ["x y"]}, "answers": {"en": "z"}}
        report = publish([*ENTRIES, row])

        assert report.reasons["reserved_name"]
        assert base.answer("intent:showroom").person

    def test_a_rollback_brings_back_what_was_learned(self, publish, learn, open_base, base):
        publish()
        learned = learn()
        learn({})
        roll_back(open_base(), "demo")

        assert best(base, "which size fits me")[1].answer == "Take your usual size."
        assert learned.version.rpartition("-")[2] == base.status().version.rpartition("-")[2]

    def test_the_report_tells_of_an_entry_that_answers_the_same(self, publish, learn):
        question = ENTRIES[0]["questions"]["zh"][0]
        publish()
        again = intents(
            again={"examples": {"zh": [question, question + "呀", question + "啊"]}, "person": True}
        )
        report = learn(again)

        assert any("intent:again" in note and question in note for note in report.intent_notes)

    def test_the_report_tells_of_an_entry_that_is_not_there(self, publish, learn):
        publish()
        report = learn(intents(lost={"examples": {"en": SIZES}, "entry": "nowhere"}))

        assert "intent lost leads to entry 'nowhere'" in report.intent_notes[0]


class TestNotLearned:
    def test_names_what_differs_from_the_settings(self, publish, learn, base):
        publish()
        learn()
        learned = base.store.published_under("demo", "intent:")
        changed = ADVICE | intents(showroom={"examples": {"en": VISIT}, "text": {"en": "Monday"}})

        assert not_learned(ADVICE, learned) == []
        assert not_learned(changed, learned) == ["showroom"]
        assert not_learned({}, learned) == ["showroom", "size_advice"]


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

    def test_intents_learns_them_without_a_file(self, run, publish, base):
        publish()
        _, _, complained = run("versions")
        assert "not learned as the settings have them: size_advice" in complained

        assert run("intents", "--yes")[0] == 0

        assert "not learned" not in run("versions")[2]
        assert base.answer("intent:size_advice", language="en").answer == "Take your usual size."

    def test_import_learns_them_too(self, run, write, base):
        run("import", write(), "--yes")

        assert base.answer("intent:size_advice") is not None

    def test_export_leaves_them_out_and_list_shows_them(self, run, write):
        run("import", write(), "--yes")

        assert "size_advice" not in run("export")[1]
        assert "intent:size_advice" in run("list")[1]

    def test_what_is_wrong_with_them_is_one_line(self, run, tmp_path):
        (tmp_path / "config.yml").write_text(SETTINGS.replace("which size fits me, ", ""))

        code, _, complained = run("intents")
        assert code == 1
        assert "agent_desk.shops.demo.intents.size_advice.examples.en" in complained


def test_evaluate_and_the_regression_check_see_them(publish, learn, open_base):
    publish()
    base = open_base()
    learn()
    index = base.index_store.load_or_rebuild(base.store.content("demo"))

    assert {"intent:size_advice", "intent:showroom"} <= {e.key for e in index.content.entries}
