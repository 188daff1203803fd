import json
from datetime import UTC, datetime

import pytest

from tests.bot.examples import Example, read_examples, spelling
from tests.bot.report import Judged, StaleResultsError, judge, page, with_sections_of

STORIES = {"correct": 3, "total": 4}


@pytest.fixture
def results(tmp_path):
    """Writes what `rasa test nlu` leaves behind."""

    def write(errors, support):
        (tmp_path / "intent_errors.json").write_text(json.dumps(errors))
        report = {"weighted avg": {"support": support}}
        (tmp_path / "intent_report.json").write_text(json.dumps(report))
        return tmp_path

    return write


def error(text, intent, predicted):
    return {"text": text, "intent": intent, "intent_prediction": {"name": predicted}}


class TestExamples:
    def test_are_read_without_the_marks_of_entities(self, tmp_path):
        (tmp_path / "a.yml").write_text(
            "nlu:\n- intent: inform\n  examples: |\n"
            "    - 单号[RL1234567890](order_number)，谢谢\n"
            '    - [it]{"entity": "date"} is fine\n\n',
            encoding="utf-8",
        )
        examples = list(read_examples(tmp_path))
        assert [e.text for e in examples] == ["单号RL1234567890，谢谢", "it is fine"]
        assert [e.language for e in examples] == ["zh", "en"]
        assert [e.marked for e in examples] == [(("order_number", "RL1234567890"),), ()]

    def test_that_differ_in_case_and_punctuation_are_spelt_alike(self):
        assert spelling("Hello, you!") == spelling("hello you")
        assert spelling("？") != spelling("！")


class TestJudge:
    def test_refuses_results_of_other_examples(self, results):
        stale = results([error("a line that is nowhere", "greet", "deny")], support=1)
        with pytest.raises(StaleResultsError):
            judge(stale)


class TestPage:
    def test_tells_the_languages_and_what_was_seen_in_training_apart(self):
        judged = [
            Judged(Example("greet", "你好"), "greet", seen=True),
            Judged(Example("greet", "早呀"), "deny", seen=False),
            Judged(Example("deny", "no"), "deny", seen=False),
        ]
        text = page(judged, STORIES, datetime(2026, 1, 2, tzinfo=UTC))
        assert "2026-01-02" in text
        assert "3 of 4 held-out stories" in text
        assert "| English | 1 | 1.000 | 1.000 | 1 | 1.000 | 1.000 |" in text
        assert "| greet | 1.00 | 0.50 | 0.67 |" in text
        assert "deny (1)" in text

    def test_counts_numbers_that_are_found_to_the_character(self):
        marked = (("order_number", "RL1234567890"),)
        judged = [
            Judged(Example("inform", "it is RL1234567890", marked), "inform", seen=False),
            Judged(Example("inform", "单号RL2234567890"), "inform", seen=False),
        ]
        text = page(judged, STORIES, datetime(2026, 1, 2, tzinfo=UTC))
        assert "| order_number | 1 | 0.500 | 1.000 | 0.667 |" in text

    def test_keeps_the_sections_that_others_wrote(self):
        section = "<!-- evaluate:begin -->\n## Search\n<!-- evaluate:end -->"
        former = f"# Old\n\nold text\n\n{section}\n\nmore\n"

        assert with_sections_of("# New\n", former) == f"# New\n\n{section}\n"
        assert with_sections_of("# New\n", "# Old\n") == "# New\n"
