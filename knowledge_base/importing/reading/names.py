"""Recognising the names of columns, however a file spells them."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from knowledge_base.content.language_tags import LANGUAGE_TAGS, LanguageTag
from knowledge_base.importing.rows import language_named

BY_LANGUAGE = ("question", "answer", "similar")
"""Columns that a file may have once for each language, such as ``question_en``."""

_WEAK = frozenset(
    (
        *("id", "a", "q", "key", "title", "标题", "標題", "subject", "text", "body", "content"),
        *("type", "group", "section", "value", "output", "from", "date", "author", "examples"),
        *("parent", "name", "问", "答", "link", "chat", "query", "编号", "编號", "序号", "time"),
        *("direction",),
    )
)
"""Names that mean what they say only when they stand alone."""

_MOST = 500  # columns of a table that are looked at
_LONGEST = 100  # characters of a name that are looked at: it may be a whole answer

_BRACKETS = re.compile(r"[(\[{<【〔《「『]([^)\]}>】〕》」』]*+)(?:[)\]}>】〕》」』]|\Z)")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"[\u3400-\u9fff]+|[^\W_\u3400-\u9fff]+")
_LANGUAGE_AROUND = re.compile(
    r"^(简体中文|繁體中文|中文|简体|繁體|英文|英语|英語)(.+)$"
    r"|^(.+?)(简体中文|繁體中文|中文|简体|簡體|繁体|繁體|英文|英语|英語)版?$"
)
_MARKS = {
    "question": ("question", "问题", "問題", "提问"),
    "answer": ("answer", "答案", "回答", "回复", "回覆"),
    "text": ("message", "消息", "聊天内容"),
}
_ABOUT = re.compile(
    r"count|num|time|date|type|status|score|author|user|\bby\b|length|vote|rating|lang|\bid\b|url"
    r"|数|时间|日期|类型|状态|评分|人$|编号|来源|语言|长度|分类"
)
"""Words of columns that describe a question or answer rather than hold it."""


@dataclass(frozen=True)
class Name:
    """A column's name: its words, and the language that it says its texts are in."""

    words: tuple[str, ...]
    language: LanguageTag | None

    @property
    def joined(self) -> str:
        """Under which aliases are compared: no blanks, hyphens, brackets, nor case."""
        return "".join(self.words)


@lru_cache(maxsize=20_000)
def parsed(name: str) -> Name:
    """So "客户问题(含上下文)" is 客户问题; "Question (EN)" and "question_en" are question in English."""
    name = unicodedata.normalize("NFKC", name[:_LONGEST])
    inside = _BRACKETS.findall(name)
    outside = _BRACKETS.sub(" ", name)
    words = _WORD.findall(_CAMEL.sub(" ", outside if outside.strip() else name).lower())
    languages = [known for text in inside if (known := language_named(text))]
    language = languages[0] if languages else None
    while len(words) > 2 and (found := language_named("-".join(words[-2:]))):  # answer_zh_TW
        words, language = words[:-2], found
    while len(words) > 1 and (found := language_named(words[-1])):
        words, language = words[:-1], found
    if len(words) > 1 and (found := language_named(words[0])):
        words, language = words[1:], found
    if words and (around := _LANGUAGE_AROUND.match("".join(words))):
        before, after, rest, behind = around.groups()
        words, language = [after or rest], language_named(before or behind)
    if len(words) > 1 and words[-1].isdecimal():  # 相似问1, 相似问2
        words = words[:-1]
    return Name(tuple(words), language)


class Vocabulary:
    """Our names of columns, and what files call them; the surest names first."""

    def __init__(self, aliases: Mapping[str, tuple[str, ...]]) -> None:
        self.aliases = aliases

    @cached_property
    def known(self) -> dict[str, tuple[int, str]]:
        """How sure a name is (0 is best) and ours for it."""
        return {
            parsed(alias).joined: (rank, ours)
            for ours, aliases in self.aliases.items()
            for rank, alias in reversed(list(enumerate(aliases)))
        }

    @property
    def ours(self) -> Iterator[str]:
        """All our names, those with a language included."""
        for name in self.aliases:
            yield name
            if name in BY_LANGUAGE:
                yield from (f"{name}_{tag}" for tag in LANGUAGE_TAGS)

    def assigned(self, names: Sequence[str], taken: Mapping[str, int]) -> dict[str, list[int]]:
        """Which columns hold what: our names (``question``, ``question_en``), and positions.

        An alias beats a name that only ends with one, and that one a name that only holds one.
        Only ``similar`` has more than one column. What is ``taken`` is fixed already.
        """
        found = {ours: [position] for ours, position in taken.items()}
        free = [i for i in range(min(len(names), _MOST)) if i not in taken.values()]
        for guess in (self._exact, self._ending, self._holding):
            matches = [(guess(parsed(names[i])), i) for i in free]
            for match, i in sorted((match, i) for match, i in matches if match is not None):
                ours = _with_language(match[1], parsed(names[i]).language)
                if ours not in found or (ours.startswith("similar") and ours not in taken):
                    found.setdefault(ours, []).append(i)
                    free.remove(i)
        return found

    def _exact(self, name: Name) -> tuple[int, str] | None:
        return self.known.get(name.joined)

    def _ending(self, name: Name) -> tuple[int, str] | None:
        endings = ["".join(name.words[start:]) for start in range(len(name.words))]
        if name.joined > "\u3400":  # Chinese has no blanks
            endings += [name.joined[start:] for start in range(1, len(name.joined) - 1)]
        for ending in endings:
            if ending not in _WEAK and (match := self.known.get(ending)):
                return match
        return None

    def _holding(self, name: Name) -> tuple[int, str] | None:
        whole = " ".join(name.words)
        if _ABOUT.search(whole):
            return None
        for ours, marks in _MARKS.items():
            if ours in self.aliases and any(mark in whole for mark in marks):
                return len(whole), ours
        return None


def _with_language(ours: str, language: LanguageTag | None) -> str:
    return f"{ours}_{language}" if language and ours in BY_LANGUAGE else ours
