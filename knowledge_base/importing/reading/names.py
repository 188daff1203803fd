"""Recognising the names of columns, however a file spells them."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from knowledge_base.content.results import Language
from knowledge_base.importing.rows import language_named

BY_LANGUAGE = ("question", "answer", "similar")
"""Columns that a file may have once for each language, such as ``question_en``."""

_DOUBLED = ("question", "answer")
"""Of these, columns with equally good names are all found."""

WEAK = frozenset(
    (
        *("id", "a", "q", "key", "title", "标题", "標題", "subject", "text", "body", "content"),
        *("type", "group", "section", "value", "output", "from", "date", "author", "examples"),
        *("parent", "name", "问", "答", "link", "chat", "query", "编号", "编號", "序号", "time"),
        *("direction",),
    )
)
"""Names that mean what they say only when they stand alone."""

_SECOND_BEST = WEAK | {"answers", "responses", "内容", "內容", "正文", "faq", "prompt"}
"""Names of questions and answers that say less than the others: 标题 and 问题 are two things."""

_MOST = 500  # columns of a table that are looked at
_LONGEST = 100  # characters of a name that are looked at: it may be a whole answer

_BRACKETS = re.compile(r"[(\[{<【〔《「『]([^)\]}>】〕》」』]*+)(?:[)\]}>】〕》」』]|\Z)")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"[\u3400-\u9fff]+|[^\W_\u3400-\u9fff]+")
_OTHER_LANGUAGES = frozenset(
    (
        *(
            "ja",
            "jp",
            "japanese",
            "日文",
            "日语",
            "日語",
            "ko",
            "kr",
            "korean",
            "韩文",
            "韩语",
            "韓文",
        ),
        *(
            "韓語",
            "fr",
            "french",
            "法文",
            "法语",
            "法語",
            "de",
            "german",
            "德文",
            "德语",
            "德語",
            "es",
        ),
        *(
            "spanish",
            "西班牙文",
            "西班牙语",
            "西班牙語",
            "ru",
            "russian",
            "俄文",
            "俄语",
            "俄語",
            "pt",
        ),
        *(
            "portuguese",
            "葡萄牙文",
            "葡萄牙语",
            "葡萄牙語",
            "th",
            "thai",
            "泰文",
            "泰语",
            "泰語",
            "vi",
        ),
        *(
            "vietnamese",
            "越南文",
            "越南语",
            "越南語",
            "ar",
            "arabic",
            "阿拉伯文",
            "阿拉伯语",
            "阿拉伯語",
        ),
    )
)
"""Whose columns are not read. Tags that are also words of names (id, it, no) are left out."""

_CHINESE_NAMES = "|".join(
    (
        *("简体中文", "簡體中文", "繁体中文", "繁體中文", "中文", "英文", "英语", "英語"),
        *("简体", "簡體", "繁体", "繁體"),
        *sorted(name for name in _OTHER_LANGUAGES if name > "\u3400"),
    )
)
_LANGUAGE_AROUND = re.compile(rf"^({_CHINESE_NAMES})(.+)$|^(.+?)({_CHINESE_NAMES})版?$")
_TRADITIONAL = re.compile(r"繁|正體|traditional|\b(?:hant|tw|hk|mo)\b")
_SIMPLIFIED = re.compile(r"简|簡|simplified|\b(?:hans|cn|sg)\b")
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

Script = Literal["zh-Hans", "zh-Hant"]


@dataclass(frozen=True)
class Name:
    """A column's name: its words, and the language and script that it says its texts are in.
    ``language`` is "other" for one in which nothing is stored."""

    words: tuple[str, ...]
    language: Language | Literal["other"] | None
    script: Script | None = None

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
    tags = [text.lower() for text in inside if _language(text)]
    while len(words) > 2 and _language("-".join(words[-2:])):  # answer_zh_TW
        tags.append("-".join(words[-2:]))
        words = words[:-2]
    while len(words) > 1 and _language(words[-1]):
        tags.append(words[-1])
        words = words[:-1]
    if len(words) > 1 and _language(words[0]):
        tags.append(words[0])
        words = words[1:]
    if words and (around := _LANGUAGE_AROUND.match("".join(words))):
        before, after, rest, behind = around.groups()
        tags.append(before or behind)
        words = [after or rest]
    if len(words) > 1 and words[-1].isdecimal():  # 相似问1, 相似问2
        words = words[:-1]
    return Name(tuple(words), _language(tags[0]) if tags else None, _script(" ".join(tags)))


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
                yield from (f"{name}_en", f"{name}_zh")

    def assigned(self, names: Sequence[str], taken: Mapping[str, int]) -> dict[str, list[int]]:
        """Which columns hold what: our names (``question``, ``question_en``), and positions.

        An alias beats a name that only ends with one, and that one a name that only holds one.
        ``similar`` has all its columns; questions and answers have all with equally good names, the
        best first. What is ``taken`` is fixed already.
        """
        found = {ours: [position] for ours, position in taken.items()}
        free = [i for i in range(min(len(names), _MOST)) if i not in taken.values()]
        for guess in (self._exact, self._ending, self._holding):
            doubled = {ours for ours in self.ours if ours.startswith("similar")} - set(taken)
            for ours, i in self._matches(guess, names, free):
                if ours not in found:
                    found[ours] = [i]
                    if ours.partition("_")[0] in _DOUBLED and guess != self._holding:
                        doubled.add(ours)
                elif ours in doubled and _as_good(ours, names[found[ours][0]], names[i]):
                    found[ours].append(i)
                else:
                    continue
                free.remove(i)
        return found

    def _matches(
        self,
        guess: Callable[[Name], tuple[int, str] | None],
        names: Sequence[str],
        free: Sequence[int],
    ) -> list[tuple[str, int]]:
        matches = [
            (match, i)
            for i in free
            if parsed(names[i]).language != "other" and (match := guess(parsed(names[i])))
        ]
        return [
            (_with_language(ours, parsed(names[i]).language), i) for (_, ours), i in sorted(matches)
        ]

    def _exact(self, name: Name) -> tuple[int, str] | None:
        return self.known.get(name.joined)

    def _ending(self, name: Name) -> tuple[int, str] | None:
        endings = ["".join(name.words[start:]) for start in range(len(name.words))]
        if name.joined > "\u3400":  # Chinese has no blanks
            endings += [name.joined[start:] for start in range(1, len(name.joined) - 1)]
        for ending in endings:
            if ending not in WEAK and (match := self.known.get(ending)):
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


def _as_good(ours: str, first: str, other: str) -> bool:
    """Whether two names that are found alike are equally good ones for ``ours``."""
    joined = {parsed(first).joined, parsed(other).joined}
    return ours.startswith("similar") or len(joined) == 1 or not joined & _SECOND_BEST


def _language(text: str) -> Language | Literal["other"] | None:
    found = language_named(text)
    if found is None and text.strip().lower() in _OTHER_LANGUAGES:
        return "other"
    return found


def _script(tags: str) -> Script | None:
    tags = tags.replace("_", "-")
    if _TRADITIONAL.search(tags):
        return "zh-Hant"
    return "zh-Hans" if _SIMPLIFIED.search(tags) else None


def _with_language(ours: str, language: str | None) -> str:
    return f"{ours}_{language}" if language and ours in BY_LANGUAGE else ours
