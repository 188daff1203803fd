"""Finds the past answer to a routine question, and says how sure it is.

knowledge_base = KnowledgeBase(KnowledgeBaseSettings())
knowledge_base.warm()
knowledge_base.search("怎么申请退货？").matches[0].answer
"""

from typing import TYPE_CHECKING, Any

from knowledge_base.content.results import (
    Band,
    Language,
    Match,
    SearchResult,
    Status,
)
from knowledge_base.errors import (
    ConfigurationError,
    EncoderError,
    EncoderMissingError,
    IndexMissingError,
    KnowledgeBaseError,
    StoreError,
)
from knowledge_base.settings import KnowledgeBaseSettings

if TYPE_CHECKING:
    from knowledge_base.knowledge_base import KnowledgeBase
else:

    def __getattr__(name: str) -> Any:
        # Imported at its first use: it loads FAISS and SciPy, which no other name here needs, and
        # importing any module of the package runs this file first.
        if name == "KnowledgeBase":
            from knowledge_base.knowledge_base import KnowledgeBase

            return KnowledgeBase
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")


__all__ = [
    "Band",
    "ConfigurationError",
    "EncoderError",
    "EncoderMissingError",
    "IndexMissingError",
    "KnowledgeBase",
    "KnowledgeBaseError",
    "KnowledgeBaseSettings",
    "Language",
    "Match",
    "SearchResult",
    "Status",
    "StoreError",
]
