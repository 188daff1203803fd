import pytest

from knowledge_base.importing.reading.aliases import ENTRIES
from knowledge_base.importing.reading.names import parsed


class TestParsed:
    @pytest.mark.parametrize(
        ("name", "joined", "language"),
        [
            ("客户问题(含上下文)", "客户问题", None),
            ("Question (EN)", "question", "en"),
            ("question_en", "question", "en"),
            ("questionText", "questiontext", None),
            ("英文答案", "答案", "en"),
            ("相似问2", "相似问", None),
        ],
    )
    def test_leaves_words_and_the_language(self, name, joined, language):
        found = parsed(name)

        assert (found.joined, found.language) == (joined, language)


class TestAssigned:
    def test_an_alias_beats_a_name_that_only_ends_with_one(self):
        assert ENTRIES.assigned(["机器人答案", "答案"], {})["answer"] == [1]

    def test_a_fixed_column_is_not_taken_again(self):
        found = ENTRIES.assigned(["问题", "提问"], {"question": 1})

        assert found["question"] == [1]

    def test_similar_questions_may_have_several_columns(self):
        assert ENTRIES.assigned(["问题", "相似问1", "相似问2"], {})["similar"] == [1, 2]
