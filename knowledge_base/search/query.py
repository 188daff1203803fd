"""A visitor's text as a query, and the form in which texts are compared."""

from dataclasses import dataclass

from knowledge_base.arrays import Vectors
from knowledge_base.content.entries import Content
from knowledge_base.language.country_names import with_countries
from knowledge_base.language.synonyms import Synonyms
from knowledge_base.language.text import detect_language, normalise
from knowledge_base.search.encoder import Encoder


@dataclass(frozen=True)
class Query:
    """A question ready to be searched for. ``text`` is in its comparison form."""

    text: str
    vector: Vectors
    chinese: bool


def prepare(text: str, encoder: Encoder, synonyms: Synonyms) -> Query | None:
    """The query of a visitor's text; None when it has no letter and no digit.

    Raises EncoderError.
    """
    form = comparison_form(text, synonyms)
    if not any(character.isalnum() for character in form):
        return None
    return Query(form, encoder.encode_questions([form])[0], is_chinese(text))


def comparison_form(text: str, synonyms: Synonyms) -> str:
    """The form in which texts are encoded and their words counted; never shown."""
    return with_countries(synonyms.unified(normalise(text)))


def comparison_forms(content: Content, synonyms: Synonyms) -> list[str]:
    """The comparison form of every phrasing."""
    return [comparison_form(phrasing.text, synonyms) for phrasing in content.phrasings]


def is_chinese(text: str) -> bool:
    """Which of the two stored languages a text is closer to."""
    return detect_language(text, "en") != "en"
