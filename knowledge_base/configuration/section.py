"""One named section of the file of settings, typed, with the environment on top.

A subclass names its section and declares its fields:

    class KnowledgeBaseSettings(ConfigSection):
        section = "knowledge_base"
        answer_precision: float = Field(0.9, description="…")

``RELAY_KNOWLEDGE_BASE_ANSWER_PRECISION=0.95`` wins over the file. Nested models are reached
with two underscores (``RELAY_AGENT_DESK_RASA__URL``).
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import ValidationError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from knowledge_base.configuration.explaining import Explainer
from knowledge_base.configuration.file import read_section
from knowledge_base.configuration.schema import NESTED
from knowledge_base.configuration.variables import check_variables, section_prefix
from knowledge_base.errors import ConfigurationError


class ConfigSection(BaseSettings):
    """Settings of one section; raises ConfigurationError with one line for all that is wrong."""

    section: ClassVar[str]
    # What to set in place of a setting of an earlier version, by its path: ``limits.rate``.
    gone: ClassVar[Mapping[str, str]] = {}

    model_config = SettingsConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    def __init__(self, **values: Any) -> None:
        check_variables(self.section, type(self), self.gone)
        try:
            super().__init__(**values)
        except ValidationError as error:
            explainer = Explainer(self.section, type(self), self.gone)
            raise ConfigurationError(explainer.explain(error)) from error

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        environment = EnvSettingsSource(
            settings_cls, env_prefix=section_prefix(cls.section), env_nested_delimiter=NESTED
        )
        file = InitSettingsSource(settings_cls, init_kwargs=read_section(cls.section))
        return init_settings, environment, file
