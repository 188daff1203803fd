"""Repairs text that was read in a wrong encoding and saved again, where the repair is sure."""

import re

import ftfy

from knowledge_base.importing.reading.plausibility import plausibility

LOST = "\ufffd"

# UTF-8 read as Latin-1 or Windows-1252: a letter that begins a character of two bytes or more, and
# what its other bytes look like.
_LATIN = re.compile(r"[Â-ô][\x80-\xbfŒœŠšŽžŸƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]")

_GBK = re.compile(r"[\u4e00-\u9fff]")
_LOST_IN_GBK = re.compile("锟斤拷")  # two U+FFFD in UTF-8, read as GBK
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")

_MARGIN = 0.1
"""By how much more plausible a repaired text must be."""

_ENOUGH = 3  # characters; ordinary Chinese of that length is not valid UTF-8 by chance


def repaired(text: str) -> tuple[str, str | None]:
    """The text, and a note that says what was repaired; None where nothing was.

    Changes nothing that is not surely broken. What cannot be recovered becomes U+FFFD.
    """
    if _LATIN.search(text):
        fixed = ftfy.fix_encoding(text)
        if fixed != text and fixed.count(LOST) <= text.count(LOST):
            return fixed, "characters were repaired that a wrong encoding (Latin-1) had broken"
    if "锟斤拷" in text:
        return _LOST_IN_GBK.sub(LOST * 2, text), None
    if _GBK.search(text) and (fixed := _read_as_gbk(text)) != text:
        note = "characters were repaired that a wrong encoding (GBK) had broken"
        return fixed, note if LOST not in fixed else None
    return text, None


def _read_as_gbk(text: str) -> str:
    """The text before its UTF-8 was read as GBK; U+FFFD for what that lost (every other "?")."""
    try:
        # Windows reads a byte 0x80 that has no partner as the sign for euro.
        data = b"\x80".join(part.encode("gb18030") for part in text.split("€"))
    except UnicodeError:
        return text
    fixed = data.decode("utf-8", "replace")
    broken = _NOT_ASCII.findall(fixed)
    if len(broken) < 2 or fixed.count(LOST) > 0.25 * len(broken):
        return text
    better = _MARGIN if len(broken) >= _ENOUGH else 2 * _MARGIN
    return fixed if plausibility(fixed.replace(LOST, "")) >= plausibility(text) + better else text
