"""Texts from files as they can be shown: short, on one line, and harmless to a terminal."""

import re

from knowledge_base.privacy.masking import mask

# Controls (escape sequences among them), marks that turn the order of writing for all that
# follows, and halves of characters, which no encoding can write.
_UNSHOWABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def shown(text: str, limit: int = 160) -> str:
    """At most ``limit`` characters of ``text``, spaces and breaks as single spaces."""
    line = " ".join(_UNSHOWABLE.sub("\ufffd", text[: 4 * limit]).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def shown_masked(text: str, limit: int = 160) -> str:
    """``shown``, with personal data masked: for answers, which are kept as they are."""
    return shown(mask(text), limit)
