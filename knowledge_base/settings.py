"""Settings of the knowledge base: config.yml, then the variables RELAY_KNOWLEDGE_BASE_…"""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, field_validator
from sqlalchemy.engine import URL

from knowledge_base.configuration import (
    ConfigSection,
    resolve_database_url,
    resolve_path,
)
from knowledge_base.content.own_contacts import OwnContacts, is_contact
from knowledge_base.errors import ConfigurationError


def _checked_contacts(texts: list[str]) -> list[str]:
    wrong = [text for text in texts if not is_contact(text)]
    if wrong:
        raise ValueError(f"'{wrong[0]}' is neither a phone number nor an e-mail address")
    return texts


class KnowledgeBaseSettings(ConfigSection):
    """Section ``knowledge_base``."""

    section = "knowledge_base"

    database_url: str = Field(
        default="sqlite:///var/knowledge_base.sqlite3",
        description="Where entries are kept: an SQLAlchemy URL of a SQLite file. A relative path "
        "starts at the repository root.",
    )
    index_dir: Path = Field(
        default=Path("var/index"),
        description="Folder of the search indexes. You can delete it: missing indexes are rebuilt "
        "from the database.",
    )
    encoder: str = Field(
        default="knowledge_base/encoder_model",
        description="Path or name of a sentence-transformers model on this machine. Indexes made "
        "with another one are rebuilt.",
    )
    query_prompt: str = Field(
        default="",
        description="Prefix of every asked question, for encoders that need one ('query: ' for the "
        "E5 family).",
    )
    passage_prompt: str = Field(
        default="",
        description="Prefix of every stored question, for encoders that need one ('passage: ').",
    )
    wording_weight: float = Field(
        default=0.15,
        ge=0,
        le=1,
        description="Share of wording (words and characters in common) in a match's score; "
        "the rest is meaning.",
    )
    answer_precision: float = Field(
        default=0.9,
        gt=0,
        lt=1,
        description="Share of the answers given without asking back that must be right. "
        "Higher means fewer and surer answers.",
    )
    clarify_probability: float | None = Field(
        default=None,
        gt=0,
        lt=1,
        description="'Did you mean' is offered if the right entry is among the best three with at "
        "least this probability. Otherwise it follows from the questions that visitors ask, so that "
        "hardly a question that has an answer goes without.",
    )
    out_of_scope_share: float | None = Field(
        default=None,
        gt=0,
        lt=1,
        description="Share of the visitors' questions that no entry answers, if the shop knows it. "
        "Otherwise it is estimated from the questions that visitors ask.",
    )
    synonyms: dict[str, list[list[str]]] = Field(
        default_factory=dict,
        description="A shop's own synonyms: for each shop, groups of words, the most common one "
        "first.",
    )
    shop_contacts: dict[str, Annotated[list[str], AfterValidator(_checked_contacts)]] = Field(
        default_factory=dict,
        description="A shop's own contacts: for each shop, the phone numbers and e-mail addresses that "
        "may stand in its answers. Free-phone and service numbers (0800, 400, 95…) need not be named.",
    )
    gate_questions: int = Field(
        default=200,
        ge=0,
        description="How many of the visitors' last questions are kept as text, with personal data "
        "masked, to test every new version before it is published. 0 keeps none.",
    )
    golden_loss_allowed: float = Field(
        default=0.02,
        ge=0,
        le=1,
        description="Share of the golden questions that may lose their right answer in an import.",
    )
    kept_versions: int = Field(
        default=5,
        ge=2,
        description="How many versions keep their index, so that a rollback to them is quick. A "
        "rollback to an older one must make the index again.",
    )
    refresh_seconds: float = Field(
        default=1.0,
        ge=0,
        description="A running process looks for a newly published version at most this often.",
    )

    @field_validator("database_url")
    @classmethod
    def _is_sqlite(cls, url: str) -> str:
        try:
            kind = resolve_database_url(url).get_backend_name()
        except ConfigurationError as error:
            raise ValueError(str(error)) from error
        if kind != "sqlite":
            raise ValueError("only sqlite:///… is supported so far")
        return url

    def contacts_of(self, shop_id: str) -> OwnContacts:
        """The contacts of ``shop_contacts`` that are a shop's."""
        return OwnContacts.of(self.shop_contacts.get(shop_id, ()))

    @property
    def database(self) -> URL:
        """``database_url`` with its file made absolute."""
        return resolve_database_url(self.database_url)

    @property
    def index_path(self) -> Path:
        """``index_dir`` made absolute."""
        return resolve_path(self.index_dir)
