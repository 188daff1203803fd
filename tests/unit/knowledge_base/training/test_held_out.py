import json

import pytest

from knowledge_base.training.held_out import HeldOut, evaluation_texts
from knowledge_base.training.sources import Pair


class TestHeldOut:
    @pytest.mark.parametrize("text", ["怎麼退貨", "怎么退货？", "Where is it", "where is it?!"])
    def test_knows_a_text_in_any_script_case_and_punctuation(self, text):
        assert text in HeldOut(["怎么退货", "Where is it?"])

    def test_leaves_other_texts_alone(self):
        assert "怎么换货" not in HeldOut(["怎么退货", "？！"])

    def test_leaves_out_a_pair_when_either_side_is_held_out(self):
        pairs = [Pair("退货", "return", "zh", "en", "x"), Pair("换货", "swap", "zh", "en", "x")]

        assert HeldOut(["Return!"]).without(pairs) == pairs[1:]

    def test_does_not_take_punctuation_for_a_text(self):
        assert "？" not in HeldOut(["！"])


class TestEvaluationTexts:
    def test_reads_questions_queries_and_both_sides_of_pairs(self, tmp_path):
        base = tmp_path / "eval" / "shop"
        base.mkdir(parents=True)
        (base / "kb.jsonl").write_text(json.dumps({"entry": "A", "question": "q"}) + "\n")
        (base / "queries.dev.jsonl").write_text(json.dumps({"id": "1", "text": "t"}) + "\n")
        (base / "pairs.dev.tsv").write_text("a\tb\t1\n")

        assert sorted(evaluation_texts(tmp_path)) == ["a", "b", "q", "t"]

    def test_has_none_where_the_folder_is_absent(self, tmp_path):
        assert list(evaluation_texts(tmp_path)) == []
