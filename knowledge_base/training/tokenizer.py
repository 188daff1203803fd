"""The tokenizer: one text form for both scripts, then a Unigram model over whole words."""

from collections.abc import Sequence
from functools import cache

from opencc import OpenCC
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from knowledge_base.training.charsmap import compile_charsmap

UNKNOWN = "[UNK]"
NUMBER = "0"  # every run of digits: which order it is does not change what is asked

_HAN_BLOCKS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF))


def create_tokenizer(pieces: Sequence[tuple[str, float]]) -> Tokenizer:
    """A tokenizer over ``pieces`` (text, log probability), which become ids 1, 2, …; 0 is unknown.

    A text is cut into the pieces with the largest sum of log probabilities.
    """
    vocabulary = [(UNKNOWN, 0.0), *pieces]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = create_normalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.WhitespaceSplit(),
            pre_tokenizers.Punctuation("isolated"),
            # Latin words, numbers and everything else never share a piece.
            pre_tokenizers.Split(Regex("[a-z]+|0"), "isolated"),
        ]
    )
    return tokenizer


def create_normalizer() -> normalizers.Normalizer:
    """NFKC, lower case, Simplified characters, one sign for a number, ``don't`` as ``dont``."""
    return normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Lowercase(),
            normalizers.Precompiled(compile_charsmap(simplified_characters())),
            normalizers.Replace(Regex("(?<=[a-z])['’](?=[a-z])"), ""),
            normalizers.Replace(Regex("[0-9]+"), NUMBER),
        ]
    )


@cache
def simplified_characters() -> dict[str, str]:
    """Traditional character → Simplified character, for every Han character that differs."""
    converter = OpenCC("t2s")
    characters = [chr(code) for low, high in _HAN_BLOCKS for code in range(low, high + 1)]
    converted = ((character, converter.convert(character)) for character in characters)
    return {before: after for before, after in converted if before != after}
