"""Keys of entries that a file gives no name."""

import hashlib

from knowledge_base.language.text import normalise

MADE_KEY = "q-" + 10 * "[0-9a-f]"
"""What ``key_of`` makes, as a GLOB pattern."""


def key_of(question: str) -> str:
    """The same for every spelling of a question (width, case, script), in every import."""
    return "q-" + hashlib.sha256(normalise(question).encode()).hexdigest()[:10]
