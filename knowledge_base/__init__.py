"""Finds the past answer to a routine question, and says how sure it is.

base = KnowledgeBase(KnowledgeBaseSettings())
base.warm()
base.search("怎么申请退货？").matches[0].answer
"""

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
from knowledge_base.knowledge_base import KnowledgeBase
from knowledge_base.settings import KnowledgeBaseSettings

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
