"""Chinese words: jieba and its dictionary."""

import logging
from functools import cache

import jieba


@cache
def load_dictionary() -> jieba.Tokenizer:
    """Jieba with its dictionary in memory. The first call takes about a second."""
    jieba.setLogLevel(logging.WARNING)  # it announces its dictionary on stderr
    jieba.initialize()
    return jieba.dt
