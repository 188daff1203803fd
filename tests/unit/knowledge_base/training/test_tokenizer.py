import math

import pytest

from knowledge_base.training.tokenizer import (
    create_normalizer,
    create_tokenizer,
    simplified_characters,
)


@pytest.fixture(scope="module")
def normalize():
    return create_normalizer().normalize_str


@pytest.fixture(scope="module")
def tokenizer():
    counts = {
        "快递": 50,
        "到": 40,
        "哪": 20,
        "了": 60,
        "快": 5,
        "递": 5,
        "track": 9,
        "ing": 8,
        "0": 7,
    }
    total = sum(counts.values())
    return create_tokenizer([(piece, math.log(n / total)) for piece, n in counts.items()])


class TestNormalizer:
    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("請問快遞到哪裡了", "请问快递到哪里了"),
            ("ＡＢＣ １２３", "abc 0"),
            ("Don't", "dont"),
            ("where’s", "wheres"),
            ("'quoted'", "'quoted'"),
            ("单号SF1234567890", "单号sf0"),
        ],
    )
    def test_brings_every_way_of_writing_to_one(self, normalize, written, read):
        assert normalize(written) == read

    def test_replaces_every_traditional_character(self, normalize):
        wrong = {
            before
            for before, after in simplified_characters().items()
            if normalize(before) != after
        }

        assert not wrong

    def test_leaves_every_other_common_character(self, normalize):
        others = {chr(code) for code in range(0x4E00, 0xA000)} - set(simplified_characters())

        assert {character for character in others if normalize(character) != character} == set()


class TestTokenizer:
    def test_prefers_the_word_to_its_characters(self, tokenizer):
        assert tokenizer.encode("快遞到哪了").tokens == ["快递", "到", "哪", "了"]

    def test_cuts_an_unknown_word_into_known_fragments(self, tokenizer):
        assert tokenizer.encode("Tracking").tokens == ["track", "ing"]

    def test_keeps_scripts_apart_without_spaces(self, tokenizer):
        assert tokenizer.encode("track快递12").tokens == ["track", "快递", "0"]

    def test_gives_the_first_id_to_what_it_does_not_know(self, tokenizer):
        assert tokenizer.encode("☃").ids == [0]
