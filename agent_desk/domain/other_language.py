"""Languages that the assistant does not speak, recognised to say so in them; pure.

A script of its own settles it. Of Latin letters a detector decides, with a high bar: a name, a brand
or a typing error in English is no other language.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Protocol, cast, get_args

from agent_desk.domain.english import is_english, latin_words
from agent_desk.domain.vocabulary import OtherLanguage

SURE = 0.9
"""Probability from which the detector is believed."""
LIKELY, HARDLY_ENGLISH = 0.6, 0.02
"""It is believed from LIKELY on, too, where three words are English with HARDLY_ENGLISH at most: of
17,142 English questions that takes 14 for other languages, all of them Hindi in Latin letters."""

_SCRIPTS: tuple[tuple[OtherLanguage, re.Pattern[str]], ...] = (
    ("ja", re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")),
    ("ko", re.compile(r"[\uac00-\ud7a3]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0621-\u064a\u0671-\u06d3]")),
    ("th", re.compile(r"[\u0e01-\u0e3a]")),
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_LETTERS = re.compile(r"[^\W\d_]+")
_NO_WORD = re.compile(r"\d|@|://")
LEAST_LETTERS = 8
LEAST_ENGLISH_WORDS = 3
LEAST_HAN = {"ja": 8}
"""Characters from which a line is Chinese for sure: Japanese writes short ones in these alone."""
LEAST_HAN_ELSE = 4
_SPOKEN_AS = {"ms": "id"}


def other_language(text: str) -> OtherLanguage | None:
    """The language of ``text`` if it is one that the assistant does not speak, and that is sure."""
    words = _words(text)
    by_script = _by_script(words)
    if by_script is not None:
        return by_script
    letters = "".join(words)
    if _HAN.search(letters) or len(words) < 2 or len(letters) < LEAST_LETTERS or is_english(text):
        return None
    probabilities = dict(_detector().rank(" ".join(words)))
    likeliest = max(probabilities, key=lambda one: probabilities[one])
    is_other = probabilities[likeliest] >= SURE or (
        len(words) >= 3
        and probabilities[likeliest] >= LIKELY
        and probabilities["en"] <= HARDLY_ENGLISH
    )
    known: tuple[OtherLanguage, ...] = get_args(OtherLanguage)
    spoken = _SPOKEN_AS.get(likeliest, likeliest)
    return next((one for one in known if is_other and one == spoken), None)


def language_after(text: str, before: OtherLanguage | None) -> OtherLanguage | None:
    """The other language of a visitor who has written ``text``, if ``before`` was theirs until then.

    Only its script can tell here, which costs nothing; the detector is asked in the bot's turn.
    A sentence of Chinese or English ends it, "ok" and 好的 do not.
    """
    words = _words(text)
    by_script = _by_script(words)
    if by_script is not None or before is None:
        return by_script
    return None if _is_spoken(text, "".join(words), before) else before


def _is_spoken(text: str, letters: str, before: OtherLanguage) -> bool:
    """Whether this is Chinese or English, of enough words to mean that the visitor goes on so."""
    has_script = any(script.search(letters) for _, script in _SCRIPTS)
    if len(_HAN.findall(letters)) >= LEAST_HAN.get(before, LEAST_HAN_ELSE):
        return not has_script
    return len(latin_words(text)) >= LEAST_ENGLISH_WORDS and is_english(text) and not has_script


def _words(text: str) -> list[str]:
    said = " ".join(part for part in text.split() if not _NO_WORD.search(part))
    return _LETTERS.findall(said)


def _by_script(words: list[str]) -> OtherLanguage | None:
    letters = "".join(words)
    for language, script in _SCRIPTS:
        if letters and len(script.findall(letters)) * 3 >= len(letters):
            return language
    return None


class _Detector(Protocol):
    def rank(self, text: str) -> list[tuple[str, float]]: ...


@cache
def _detector() -> _Detector:
    """Loaded with the first line that needs it: most shops are never written to in these."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    detector = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    latin = [one for one in get_args(OtherLanguage) if one not in dict(_SCRIPTS)]
    detector.set_languages(["en", "sv", "da", "ro", "ms", *latin])
    return cast(_Detector, detector)
