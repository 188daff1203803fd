"""The language of texts, texts under the wrong one, and entries that lack one."""

import re
from itertools import combinations

from knowledge_base.content.entries import (
    LANGUAGES,
    Entry,
)
from knowledge_base.content.language_tags import LanguageTag, base_language, script_in, with_script
from knowledge_base.content.results import Language
from knowledge_base.importing.checking.figures import conflicting, figures
from knowledge_base.importing.report import Reason
from knowledge_base.importing.rows import Row
from knowledge_base.language.text import detect_language, normalise

_NAMES: dict[LanguageTag, str] = {
    "zh": "Chinese",
    "zh-Hans": "Simplified Chinese",
    "zh-Hant": "Traditional Chinese",
    "en": "English",
}
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD = re.compile(r"[a-zA-Z]+(?:['’][a-z]+)?")
# Words without which hardly an English sentence is made; names of brands have none of them.
_GRAMMAR = re.compile(
    r"\b(?:an?|the|and|any|are|be|been|by|can|could|did|do|does|for|from|get|had|has|have|how|i|if|in"
    r"|is|it|me|my|need|not|of|on|or|our|please|should|that|their|there|they|this|to|want|was|we"
    r"|were|what|when|where|which|who|why|will|with|would|you|your)\b",
    re.IGNORECASE,
)
# What prose has and names do not: a word in lower case (no model, address or unit), or an answer
# of one word.
_PROSE = re.compile(r"(?:^|\s)\(?[a-z]{3,}(?=[.,;:!?)]?(?:\s|$))|^(?:Yes|No|Sure|Free|None)\b")
# A question of one word or two: "How long?", "When?".
_ASKS = re.compile(
    r"(?:how|what|when|where|which|who|why|can|could|do|does|is|are)\b", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S++|(?<![\w.+-])[\w.+-]++@[\w.-]++", re.ASCII)
_FEWEST_WORDS = 3
_FEWEST_HAN = 2
_HAN_TO_A_WORD = 4
"""Chinese that names a few brands stays Chinese; English that quotes a word stays English."""


def written_in(text: str) -> Language | None:
    """The language of a text; None for names and numbers alone, and for one that mixes both.

    Any Chinese beside names is Chinese. Latin letters are English in a sentence.
    """
    found = _clearly(text)
    if found is None and _HAN.search(text) and not _GRAMMAR.search(text):
        return "zh" if detect_language(text) != "en" else None
    return found


def languages_of(question: str, answer: str) -> tuple[Language, Language]:
    """The languages of a question and of its answer, where the file does not say.

    What has none of its own ("PayPal?", "VIP", "99") goes with the other text.
    """
    asked, said = written_in(question), written_in(answer)
    if asked is None and not _HAN.search(question) and _ASKS.match(question):
        asked = "en"
    if said is None and not _HAN.search(answer) and _PROSE.search(answer):
        said = "en"
    if asked is None and said is None:
        asked = said = _likely(answer) or _likely(question) or "en"
    return asked or said or "en", said or asked or "en"


def wrong_language(row: Row) -> list[Reason]:
    """A question or an answer that is clearly in another language or script than the row says.

    English under ``zh`` has no Chinese character and is a sentence; names and model numbers alone
    ("PayPal", "Visa Mastercard") are in no language. Chinese under ``en`` has hardly a Latin word.
    """
    return [
        Reason(
            "wrong_language_tag",
            f"the row says {_NAMES[row.language]}, but its {name} is in {_NAMES[spoken]}",
        )
        for name, text in (("question", row.question), ("answer", row.answer))
        if row.language and (spoken := _spoken(text, row.language)) != row.language
    ]


def missing_languages(entry: Entry) -> list[Reason]:
    """What the entry lacks in a language in which it can be asked for, or altogether.

    ``missing_translation``: it has questions in a language and no answer in it, so that customers
    read the answer in the other. ``one_language``: everything is in one language.
    """
    spoken = [language for language in LANGUAGES if entry.asked_in(language)]
    answered = {base_language(tag) for tag in entry.answers}
    written = [language for language in LANGUAGES if language in answered]
    if spoken and written and len({*spoken, *written}) == 1:
        return [Reason("one_language", f"everything is in {_NAMES[written[0]]}")]
    return [
        Reason(
            "missing_translation",
            f"there are questions in {_NAMES[language]}, and the answer is only in "
            f"{_NAMES[written[0]]}",
        )
        for language in spoken
        if written and language not in written
    ]


def differing_translations(entry: Entry) -> list[Reason]:
    """An entry whose answers name different figures in two languages or scripts: 7 天, "30 days"."""
    said = [(_NAMES[tag], figures(normalise(text))) for tag, text in entry.answers.items()]
    return [
        Reason(
            "translations_differ",
            f"the {name} answer says {_listed(mine[kind])} where the {other} one says "
            f"{_listed(theirs[kind])} ({kind or 'a number'})",
        )
        for (name, mine), (other, theirs) in combinations(said, 2)
        if (kind := conflicting(mine, theirs)) is not None
    ]


def _listed(numbers: frozenset[float]) -> str:
    return ", ".join(f"{number:g}" for number in sorted(numbers))


def _spoken(text: str, said: LanguageTag) -> LanguageTag:
    """What a text is clearly in; what the row ``said`` where the text shows nothing else."""
    spoken = _clearly(text)
    if spoken is not None and spoken != base_language(said):
        return spoken
    if script_in(said) is None:
        return said
    shown = with_script("zh", text)
    return said if shown == "zh" else shown


def _likely(text: str) -> Language | None:
    detected = detect_language(text)
    return detected and ("en" if detected == "en" else "zh")


def _clearly(text: str) -> Language | None:
    text = _ADDRESS.sub(" ", text)
    han, words = len(_HAN.findall(text)), _WORD.findall(text)
    if han >= max(_FEWEST_HAN, _HAN_TO_A_WORD * len(words)):
        return "zh"
    spoken = not han and len(words) >= _FEWEST_WORDS
    return "en" if spoken and _GRAMMAR.search(text) else None
