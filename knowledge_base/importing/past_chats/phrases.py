"""The turns of speech of customer-service chats, from phrases.tsv.

In the file ``…`` stands for up to twelve characters. Chinese is in Simplified, and is compared
so. The kinds:

greeting, waiting, closing, apology   what an agent says without answering anything
private                               asks to write elsewhere
particle                              words that carry nothing in a sentence that is one of these
filler, nudge                         all that a visitor's line says: "ok", "anyone there?"
card                                  labels of the order cards that chat systems put in
agent                                 marks a line as the agent's where nothing says whose it is
asks, requests                        a visitor asks, or asks for something
asks_back                             an agent asks something first
interrogative                         a question, when it is the agent who says it
suggests                              an agent's question that is an answer: "have you tried …?"
specific                              about one customer's order
"""

import csv
import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

from knowledge_base.content.results import Language
from knowledge_base.language.scripts import to_simplified

NOISE = ("greeting", "waiting", "closing", "apology")

_NO_LETTER = re.compile(r"[\W_]+")


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """How texts are compared with phrases: half width, lower case, Simplified, plain quotes."""
    text = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    return text if text.isascii() else to_simplified(text)


def has(kind: str, text: str, language: Language) -> bool:
    """Whether ``text`` contains a phrase of ``kind``."""
    return pattern((kind,), language).search(plain(text)) is not None


def is_only(kinds: tuple[str, ...], text: str, language: Language) -> bool:
    """Whether ``text`` has nothing but such phrases and punctuation."""
    return _NO_LETTER.sub("", pattern(kinds, language).sub(" ", plain(text))) == ""


def rest(kinds: tuple[str, ...], text: str, language: Language) -> str:
    """What remains of ``text``, in its plain form, without such phrases."""
    return pattern(kinds, language).sub(" ", plain(text))


@cache
def pattern(kinds: tuple[str, ...], language: Language) -> re.Pattern[str]:
    """Finds the phrases of ``kinds``."""
    # The longest first, so that "请您稍等" is not read as "您" and "稍等".
    phrases = sorted(
        {phrase for kind in kinds for phrase in _phrases().get((kind, language), ())},
        key=lambda phrase: (-len(phrase), phrase),
    )
    if not phrases:
        return re.compile(r"(?!)")
    alternatives = "|".join(re.escape(phrase).replace("…", ".{0,12}?") for phrase in phrases)
    return re.compile(rf"\b(?:{alternatives})\b" if language == "en" else alternatives)


def all_kinds() -> Iterable[tuple[str, Language]]:
    """Every kind in every language that has one."""
    return _phrases().keys()


@cache
def _phrases() -> dict[tuple[str, Language], tuple[str, ...]]:
    text = files("knowledge_base.importing.past_chats").joinpath("phrases.tsv").read_text("utf-8")
    found: dict[tuple[str, Language], list[str]] = {}
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    for row in rows:
        language: Language = "zh" if row["language"] == "zh" else "en"
        found.setdefault((row["kind"], language), []).append(row["phrase"].lower())
    return {key: tuple(phrases) for key, phrases in found.items()}
