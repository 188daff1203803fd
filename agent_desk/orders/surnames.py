"""Surnames as people write them, and which of a name's words may be one; pure."""

from __future__ import annotations

import re
import unicodedata
from itertools import combinations

from knowledge_base.language.scripts import to_simplified

WORDS_MAX = 8

_OF_TWO = (
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 "
    "慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 令狐 百里 呼延 东郭 南门 西门 轩辕 拓跋 纳兰 张简 范姜 "
    "남궁 황보 제갈 사공 선우 서문 독고"
)
_COMPOUND = frozenset(_OF_TWO.split())
_FIRST = (
    "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo zheng liang "
    "xie song tang han feng yu dong xiao cheng cao yuan deng fu shen zeng peng lu su jiang cai jia "
    "ding wei xue ye yan pan du dai xia zhong wong chan lee lam cheung chow leung ng kwok tsai hsu "
    "hsieh chang tsui chiu fung lau ho tam yip kim park choi jung kang cho yoon jang lim shin kwon "
    "hwang ahn nguyen tran le pham hoang huynh phan vu vo dang bui do ngo duong ly ouyang zhuge situ"
)
_WRITTEN_FIRST = frozenset(_FIRST.split())
"""Surnames that stand before the given name also in Latin letters: Wang Xiaoming, Kim Minjun."""

_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_WORD_END = re.compile(r"[\s\-‐‑'’.·•・]+")


def spellings(surname: str) -> frozenset[str]:
    """The forms in which ``surname`` is compared: Müller is ``muller`` and ``mueller``.

    Case, width, accents and the script of Chinese make no difference. Letters of other alphabets
    that look the same do. Empty without a letter.
    """
    return _forms(_words(_one_way(surname)))


def surnames_in(name: str) -> frozenset[str]:
    """The ``spellings`` of all that may be given as the surname of somebody called ``name``.

    Chinese and Korean names: the first character, or two of a compound surname. Others: any words
    but the first, which counts where it stands alone, before a comma, or is a surname that is
    written first. So Maria García López is García, López and García López, and never Maria.
    """
    before, comma, _ = _one_way(name).partition(",")
    words = _words(before)[:WORDS_MAX]
    if not words:
        return frozenset()
    if comma or len(words) == 1:
        runs = [words]
    else:
        first = 0 if words[0] in _WRITTEN_FIRST else 1
        runs = [words[a:b] for a, b in combinations(range(first, len(words) + 1), 2)]
        runs.append(words)
    return frozenset().union(*map(_forms, runs))


def _one_way(name: str) -> str:
    """In small letters of one width and script; a name written in one piece is only its surname."""
    composed = unicodedata.normalize("NFKC", name).casefold()
    seen = "".join(c for c in composed if unicodedata.category(c) != "Cf").strip()
    joined = "".join(seen.split())
    if joined and all(_stands_alone(character) for character in joined):
        simplified = to_simplified(joined)
        return simplified[: 2 if simplified[:2] in _COMPOUND else 1]
    return seen


def _stands_alone(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7a3"


def _words(name: str) -> list[str]:
    return [word for word in _WORD_END.split(name) if any(map(str.isalpha, word))]


def _forms(words: list[str]) -> frozenset[str]:
    joined = "".join(words)
    forms = {_without_accents(joined), _without_accents(joined.translate(_SPELLED_OUT))}
    return frozenset(forms - {""})


def _without_accents(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.translate(_PLAIN))
    return "".join(character for character in parts if character.isalpha())
