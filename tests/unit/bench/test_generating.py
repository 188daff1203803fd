from itertools import chain

import pytest

from bench.generating import TWIN_EVERY, capacity, entries, held_out


class TestEntries:
    def test_have_the_phrasings_asked_for_and_answers_in_both_languages(self):
        for entry in entries(100, phrasings=5):
            assert sum(map(len, entry["questions"].values())) == 5
            assert set(entry["questions"]) == set(entry["answers"]) == {"zh", "en"}

    def test_are_the_same_each_time(self):
        assert list(entries(300)) == list(entries(300))
        assert list(entries(300)) != list(entries(300, seed=1))

    def test_a_smaller_base_is_the_beginning_of_a_larger_one(self):
        assert list(entries(300))[:50] == list(entries(50))

    def test_differ_from_each_other(self):
        made = list(entries(3000))
        questions = list(chain.from_iterable(e["questions"]["en"] for e in made))

        assert len({entry["entry"] for entry in made}) == 3000
        assert len(set(questions)) > 0.99 * len(questions)

    def test_one_in_many_answers_what_the_one_before_it_does(self):
        made = list(entries(2 * TWIN_EVERY))

        twin, first = made[TWIN_EVERY - 1], made[TWIN_EVERY - 2]

        assert twin["entry"] != first["entry"]
        assert twin["entry"].rpartition("-")[0] == first["entry"].rpartition("-")[0]

    def test_reworded_ones_keep_their_keys_and_say_something_else(self):
        before, after = list(entries(200)), list(entries(200, reworded=range(0, 200, 10)))

        assert [e["entry"] for e in before] == [e["entry"] for e in after]
        changed = [n for n in range(200) if before[n] != after[n]]
        assert changed == list(range(0, 200, 10))

    def test_there_is_an_end_to_them(self):
        assert capacity() > 1_000_000
        with pytest.raises(ValueError, match="words for"):
            next(entries(capacity() + 1))


class TestHeldOutQuestions:
    def test_are_about_entries_of_the_base_in_other_words(self):
        base = {entry["entry"]: entry for entry in entries(1000)}

        for held in held_out(200, of=1000):
            assert held.question not in base[held.entry]["questions"][held.language]
