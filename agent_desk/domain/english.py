"""Whether a line is a sentence of English, or only names, sizes and numbers in Latin letters; pure.

People who write Chinese use Latin letters too: for brands, carriers, models, links, order numbers,
"ok". So letters alone say nothing. What sets a sentence apart is the words that hold it together
("where", "my", "doesn't") and those with which customers ask ("cancel", "refund"). `english_words.tsv`
has them, each with its role:

request   asks something on its own
grammar   makes a sentence of the words beside it
common    often stands in customers' sentences, and in names too ("the", "order", "hello")

The other words of English, the less common ones, are those of zxcvbn's lists of frequent words.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path

from zxcvbn.frequency_lists import FREQUENCY_LISTS

# What has no language: links, e-mail addresses, hosts, codes, and the courtesies that the whole
# world uses.
_NO_WORDS = re.compile(
    r"https?://\S++|(?<![\w.-])www\.\S++"
    r"|(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.-])(?:[a-z0-9-]++\.)+[a-z]{2,}+(?:/\S*+)?"
    r"|(?<![\w-])[a-z_-]*+[0-9][\w-]*+"
    r"|(?<!\w)(?:thank|see|love) (?:you|u|ya)(?!\w)",
    re.ASCII | re.IGNORECASE,
)
_WORD = re.compile(r"[a-zA-Z\u00c0-\u024f]+(?:'[a-zA-Z]+)?")

# Measured on customers' messages to live bots and on the Latin letters in Chinese texts.
_ENGLISH_SHARE = 2 / 3
_SPOKEN_SHARE = 1 / 3
"""With two words or more that ask: the others may be misspelt, or names."""
_SHARE_IN_A_NAME = 0.8
_WORDS_OF_A_SENTENCE = 5
"""From so many on, a line of English words needs none that asks: "turn on the light in the shop"."""


def latin_words(text: str) -> list[str]:
    """The words in Latin letters, as they were written; no links, addresses or codes."""
    plain = unicodedata.normalize("NFKC", text).replace("’", "'")
    return _WORD.findall(_NO_WORDS.sub(" ", plain))


def is_english(text: str) -> bool:
    """Whether the Latin words of ``text`` are a sentence or a request in English."""
    written = latin_words(text)
    words = {word.lower() for word in written}
    roles = _roles()
    spoken = words & roles.keys()
    if len(words) == 1:
        return any(roles[word] == "request" for word in spoken)
    asking = {word for word in spoken if roles[word] != "common"}
    if len(words) == 2 and max(map(len, asking), default=0) == 1:
        return False  # a size or a shop's name: "u lock", "I Feel"
    if _is_title(written):
        return bool(asking) and len(spoken) > _SHARE_IN_A_NAME * len(words)
    english = len(words & _dictionary()) >= _ENGLISH_SHARE * len(words)
    if asking:
        return english or (len(asking) > 1 and len(spoken) >= _SPOKEN_SHARE * len(words))
    return english and len(words) >= _WORDS_OF_A_SENTENCE and bool(spoken)


def _is_title(words: list[str]) -> bool:
    """Whether the words are written like a name: My Little Pony, Game of Thrones."""
    heads = [word for word in words if _roles().get(word.lower()) != "common"]
    return (
        len(words) > 1
        and all(word[0].isupper() for word in heads)
        and not all(word.isupper() for word in words)
    )


@cache
def _roles() -> dict[str, str]:
    path = Path(__file__).with_name("english_words.tsv")
    with path.open(encoding="utf-8", newline="") as file:
        return {row["word"]: row["role"] for row in csv.DictReader(file, delimiter="\t")}


@cache
def _dictionary() -> frozenset[str]:
    """All words of English that are known here, about 49,000."""
    frequent = FREQUENCY_LISTS.values()
    # Of one and two letters the lists have every combination.
    return frozenset(_roles()) | {word for words in frequent for word in words if len(word) > 2}
