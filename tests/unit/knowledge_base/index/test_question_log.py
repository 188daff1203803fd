import numpy as np
import pytest

from knowledge_base.calibration.features import NAMES
from knowledge_base.content.results import Evidence
from knowledge_base.index.question_log import (
    MAX_QUESTIONS,
    SAVE_EVERY,
    QuestionLog,
)


def evidence(number, chinese=True):
    return Evidence(np.full(len(NAMES), float(number)), chinese, certain=False)


def numbers(asked):
    return [question.features[0] for question in asked.all()]


@pytest.fixture
def file(tmp_path):
    return tmp_path / "demo" / "asked.npz"


class TestAdd:
    def test_says_when_enough_are_new(self, file):
        asked = QuestionLog(file, "encoder", texts=3)

        enough_new = [
            asked.add(evidence(number), f"question {number}") for number in range(2 * SAVE_EVERY)
        ]

        assert [number for number, enough in enumerate(enough_new) if enough] == [
            SAVE_EVERY - 1,
            2 * SAVE_EVERY - 1,
        ]

    def test_forgets_the_oldest(self, file):
        asked = QuestionLog(file, "encoder", texts=3)

        for number in range(MAX_QUESTIONS + 3):
            asked.add(evidence(number), f"question {number}")

        assert numbers(asked)[:1] == [3]
        assert len(asked.all()) == MAX_QUESTIONS


class TestFile:
    @pytest.fixture
    def written(self, file):
        asked = QuestionLog(file, "encoder", texts=3)
        for number in range(SAVE_EVERY):
            asked.add(evidence(number, chinese=number % 2 == 0), f"question {number}")
        return file

    def test_outlives_the_process(self, written):
        found = QuestionLog(written, "encoder", texts=3)

        assert numbers(found) == list(range(SAVE_EVERY))
        assert [question.chinese for question in found.all()][:2] == [True, False]

    def test_keeps_the_newest_questions_in_words(self, written):
        newest = [f"question {number}" for number in range(SAVE_EVERY)][-3:]

        assert QuestionLog(written, "encoder", texts=3).texts() == newest
        assert QuestionLog(written, "another", texts=3).texts() == newest

    def test_can_be_rewritten(self, written):
        QuestionLog(written, "encoder", texts=3).rewrite(str.upper)

        found = QuestionLog(written, "encoder", texts=3)
        assert found.texts()[-1] == f"QUESTION {SAVE_EVERY - 1}"
        assert numbers(found) == list(range(SAVE_EVERY))

    def test_of_another_encoder_is_left_behind(self, written):
        assert QuestionLog(written, "another", texts=3).all() == []

    @pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 cut"])
    def test_that_is_damaged_costs_the_estimate_alone(self, written, content):
        written.write_bytes(content)

        assert QuestionLog(written, "encoder", texts=3).all() == []

    def test_that_cannot_be_written_stops_nothing(self, tmp_path):
        (tmp_path / "demo").write_text("a file where the folder should be", encoding="utf-8")
        asked = QuestionLog(tmp_path / "demo" / "asked.npz", "encoder", texts=3)

        for number in range(SAVE_EVERY):
            asked.add(evidence(number), f"question {number}")

        assert len(asked.all()) == SAVE_EVERY
