"""Settings of the knowledge base, from config.yml and RELAY_KNOWLEDGE_BASE_…"""

from pathlib import Path

from pydantic import Field, field_validator
from sqlalchemy.engine import URL

from knowledge_base.configuration import (
    ConfigSection,
    resolve_database_url,
    resolve_path,
)
from knowledge_base.errors import ConfigurationError


class KnowledgeBaseSettings(ConfigSection):
    """Section ``knowledge_base``."""

    section = "knowledge_base"

    database_url: str = Field(
        default="sqlite:///var/knowledge_base.sqlite3",
        description="Where entries are kept: an SQLAlchemy URL of a SQLite file. "
        "A relative one counts from the repository root.",
    )
    index_dir: Path = Field(
        default=Path("var/index"),
        description="Folder of the search indexes. It can be deleted: "
        "what is missing is rebuilt from the database.",
    )
    encoder: str = Field(
        default="knowledge_base/encoder_model",
        description="Path or name of a sentence-transformers model that is on this machine. "
        "Indexes made by another one are rebuilt.",
    )
    query_prompt: str = Field(
        default="",
        description="Put before every question that is asked, for encoders that want it "
        "('query: ' for the E5 family).",
    )
    passage_prompt: str = Field(
        default="",
        description="Put before every stored question, for encoders that want it ('passage: ').",
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
    clarify_probability: float = Field(
        default=0.25,
        gt=0,
        lt=1,
        description="'Did you mean' is offered when the right entry is among the best three "
        "with at least this probability.",
    )
    out_of_scope_share: float | None = Field(
        default=None,
        gt=0,
        lt=1,
        description="Share of the visitors' questions that no entry answers, where the shop "
        "knows it. Left out, it is estimated from the questions as they come.",
    )
    synonyms: dict[str, list[list[str]]] = Field(
        default_factory=dict,
        description="A shop's own words for the same thing: for each shop, groups of words, the "
        "one that is most usual first.",
    )
    gate_questions: int = Field(
        default=200,
        ge=0,
        description="Visitors' last questions that are kept in words, with personal data masked, "
        "and asked of every new version before it is published. 0 keeps none.",
    )
    golden_loss_allowed: float = Field(
        default=0.02,
        ge=0,
        le=1,
        description="Share of the golden questions that an import may take the right answer from.",
    )
    kept_versions: int = Field(
        default=5,
        ge=2,
        description="Versions whose indexes are kept, so that a rollback to them is quick. "
        "Going back further takes as long as making the index.",
    )
    refresh_seconds: float = Field(
        default=1.0,
        ge=0,
        description="How often, at most, a running process looks for a newly published import.",
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

    @property
    def database(self) -> URL:
        """``database_url`` with its file made absolute."""
        return resolve_database_url(self.database_url)

    @property
    def index_path(self) -> Path:
        """``index_dir`` made absolute."""
        return resolve_path(self.index_dir)
