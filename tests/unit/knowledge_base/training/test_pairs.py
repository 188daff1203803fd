import pytest

from knowledge_base.training.errors import MalformedPhrasingsError, UnknownSourceError
from knowledge_base.training.pairs import (
    PHRASINGS_SOURCE,
    language_of,
    pairs_of_phrasings,
    pairs_of_utterances,
    read_phrasings,
    training_pairs,
)
from knowledge_base.training.sources import Pair


def translation(chinese, english):
    return Pair(chinese, english, "zh", "en", "x")


class TestReadPhrasings:
    def test_reads_the_shipped_file(self):
        groups = read_phrasings()

        assert len(groups) >= 200
        assert {"zh", "en"} == {language_of(text) for group in groups for text in group}

    def test_has_no_phrasing_in_two_groups(self):
        texts = [text.casefold() for group in read_phrasings() for text in group]

        assert sorted({text for text in texts if texts.count(text) > 1}) == []

    def test_names_the_line_that_cannot_be_used(self, tmp_path):
        file = tmp_path / "phrasings.tsv"
        file.write_text("# remark\nalone\tonly one phrasing\n", encoding="utf-8")

        with pytest.raises(MalformedPhrasingsError, match="line 2"):
            read_phrasings(file)


class TestPairsOfUtterances:
    def test_takes_every_second_one_that_has_some_words(self):
        pairs = pairs_of_utterances(["one two three", "hi", "four five six", "seven eight nine"])

        assert [(pair.a, pair.b) for pair in pairs] == [
            ("one two three", "one two three"),
            ("seven eight nine", "seven eight nine"),
        ]


class TestPairsOfPhrasings:
    def test_pairs_within_a_group_and_never_across(self):
        pairs = pairs_of_phrasings([["退货", "return", "send back"], ["你好", "hi"]])

        together = {frozenset((pair.a, pair.b)) for pair in pairs}
        assert together == {
            frozenset(pair)
            for pair in [
                ("退货", "return"),
                ("退货", "send back"),
                ("return", "send back"),
                ("你好", "hi"),
            ]
        }

    def test_pairs_each_phrasing_of_a_large_group_as_often_as_the_others(self):
        group = [f"phrasing {number}" for number in range(40)]

        pairs = pairs_of_phrasings([group])

        assert {[pair.a for pair in pairs].count(text) for text in group} == {8}


class TestTrainingPairs:
    def test_draws_a_file_by_its_share_and_not_by_its_size(self):
        phrased = pairs_of_phrasings([["a", "b", "c"]])
        pairs = training_pairs(
            {PHRASINGS_SOURCE: phrased, "docs_zh_en": [translation("文", "text")]}
        )

        assert pairs.probability.sum() == pytest.approx(1.0)
        assert pairs.probability[3] < pairs.probability[:3].sum()
        assert len(set(pairs.probability[:3])) == 1

    def test_gives_phrasings_of_one_group_one_number(self):
        pairs = training_pairs(
            {PHRASINGS_SOURCE: pairs_of_phrasings([["a", "b", "c"], ["d", "e"]])}
        )

        assert len(set(pairs.group[:3])) == 1
        assert pairs.group[3] != pairs.group[0]

    def test_does_not_count_a_file_with_nothing_in_it(self):
        pairs = training_pairs({"docs_zh_en": [], "tatoeba_zh_en": [translation("文", "text")]})

        assert pairs.probability.tolist() == [1.0]

    def test_refuses_a_file_without_a_weight(self):
        with pytest.raises(UnknownSourceError, match="novels"):
            training_pairs({"novels": [translation("文", "text")]})

    def test_leaves_out_long_texts(self):
        long = translation("长", " ".join(["word"] * 60))

        assert training_pairs({"docs_zh_en": [long, translation("短", "short")]}).texts == [
            "短",
            "short",
        ]
