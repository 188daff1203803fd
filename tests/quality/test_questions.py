"""Checks the question files, on which the figures in docs/quality.md are based."""

from collections import Counter

import pytest

from tests.quality.questions import (
    ACTS,
    SETS,
    demo_entries,
    known_spellings,
    read_questions,
    read_set,
)

FILES = [file for files in SETS.values() for file in files]
# The share of a file's texts that may also be, letter by letter, in the demo shop's phrasings or in
# the bot's examples: short texts that are written separately coincide now and then.
MET_BY_CHANCE = 0.02


@pytest.fixture(scope="module")
def known():
    return known_spellings()


class TestQuestions:
    @pytest.mark.parametrize(
        ("file", "count"),
        [
            ("questions.jsonl", 500),
            ("unanswerable.jsonl", 200),
            ("dev_answerable.jsonl", 200),
            ("dev_unanswerable.jsonl", 80),
        ],
    )
    def test_have_the_documented_number_and_half_are_chinese(self, file, count):
        questions = read_questions(file)
        languages = Counter(question.language for question in questions)

        assert len(questions) == count
        assert languages["en"] == languages["zh-Hans"] + languages["zh-Hant"] == count / 2
        assert languages["zh-Hant"] == count / 10

    @pytest.mark.parametrize("name", SETS)
    def test_are_in_a_set_once(self, name):
        questions = read_set(name)

        assert [i for i, n in Counter(q.id for q in questions).items() if n > 1] == []
        assert [t for t, n in Counter(q.spelling for q in questions).items() if n > 1] == []

    def test_are_in_one_set_only(self):
        dev, headline = ({q.spelling for q in read_set(name)} for name in ("dev", "headline"))

        assert dev & headline == set()

    @pytest.mark.parametrize("file", FILES)
    def test_are_sorted_by_id(self, file):
        ids = [question.id for question in read_questions(file)]

        assert ids == sorted(ids)

    @pytest.mark.parametrize("file", FILES)
    def test_name_entries_and_acts_that_exist(self, file):
        known = {entry["entry"] for entry in demo_entries()} | ACTS
        unknown = {q.id: q.right - known for q in read_questions(file) if q.right - known}

        assert unknown == {}

    @pytest.mark.parametrize("file", FILES)
    def test_have_a_right_answer_exactly_if_they_are_answerable(self, file):
        answerable = "unanswerable" not in file

        assert [q.id for q in read_questions(file) if q.answerable != answerable] == []

    @pytest.mark.parametrize("file", FILES)
    def test_are_not_phrasings_of_the_shop_or_examples_of_the_bot(self, file, known):
        questions = read_questions(file)
        met = [question.id for question in questions if question.spelling in known]

        assert len(met) <= MET_BY_CHANCE * len(questions)
