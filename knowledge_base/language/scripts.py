"""Simplified and Traditional Chinese: which script a text is written in, and the other one."""

from functools import cache, lru_cache
from typing import Literal

from opencc import OpenCC

from knowledge_base.language.names import kept_characters

Script = Literal["Hans", "Hant"]

# What Traditional writes in both ways, and OpenCC in the first.
_VARIANTS = str.maketrans("臺週瞭佔祕", "台周了占秘")


def script_of(text: str) -> Script | None:
    """The script that most characters of one script belong to; None where there are none, or as
    many of each: 你好 is the same in both."""
    traditional = sum(map(_only_traditional, text))
    simplified = sum(map(_only_simplified, text))
    if traditional == simplified:
        return None
    return "Hant" if traditional > simplified else "Hans"


def same_in_both(text: str) -> bool:
    """Whether readers of both scripts would write ``text`` so: 你好, 台北, and all that is not
    Chinese. 怎么 is Simplified, though Traditional has both characters."""
    traditional = to_traditional(text).translate(_VARIANTS)
    return script_of(text) is None and traditional == text.translate(_VARIANTS)


def in_script(text: str, wanted: Script, written: Script | None = None) -> str:
    """``text`` in the script ``wanted``, line by line: a line that is in it already stays.

    A line of characters that both scripts share is taken to be in the script of the lines around
    it; in a text without any other, in ``written``. It is converted if nothing tells.
    """
    lines = text.split("\n")
    return "\n".join(
        line if script == wanted else _converted(line, wanted)
        for line, script in zip(lines, _scripts(lines, written), strict=True)
    )


def to_simplified(text: str) -> str:
    """Simplified Chinese, by phrase; other text is left alone."""
    return str(_converter("t2s").convert(text))


def to_traditional(text: str) -> str:
    """Traditional Chinese, by phrase, in Taiwan's characters; other text is left alone.

    Only characters change, no words, and surnames keep theirs (docs/adr/0029).
    """
    convert = _converter("s2tw").convert
    parts, start = [], 0
    for place, character in kept_characters(text):
        parts += [str(convert(text[start:place])), character]
        start = place + 1
    return "".join((*parts, str(convert(text[start:]))))


def load_converters() -> None:
    """Reads OpenCC's tables, 46 MB that else the first text in Chinese would wait for."""
    for name in ("t2s", "s2t", "s2tw"):
        _converter(name)


def _scripts(lines: list[str], written: Script | None) -> list[Script | None]:
    """The script of each line: its own, else that of the line above, else of the first below."""
    own = [script_of(line) for line in lines]
    last = next((script for script in own if script), written)
    found = []
    for script in own:
        last = script or last
        found.append(last)
    return found


def _converted(line: str, wanted: Script) -> str:
    if wanted == "Hans":
        return to_simplified(line)
    return line if same_in_both(line) else to_traditional(line)


@lru_cache(maxsize=20_000)
def _only_traditional(character: str) -> bool:
    # GB 2312 keeps a few that OpenCC converts in most words, such as 乾 and 著: both scripts.
    return to_simplified(character) != character and not _encodes(character, "gb2312")


@lru_cache(maxsize=20_000)
def _only_simplified(character: str) -> bool:
    return _converter("s2t").convert(character) != character and not _encodes(character, "big5")


def _encodes(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@cache
def _converter(name: str) -> OpenCC:
    return OpenCC(name)
