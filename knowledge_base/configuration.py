"""One named section of config.yml, typed, with the environment on top.

A subclass names its section and declares its fields:

    class KnowledgeBaseSettings(ConfigSection):
        section = "knowledge_base"
        answer_precision: float = Field(0.9, description="…")

``RELAY_KNOWLEDGE_BASE_ANSWER_PRECISION=0.95`` wins over the file. Nested models are reached
with two underscores (``RELAY_AGENT_DESK_ORDERS__URL``).
"""

import difflib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, ClassVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from knowledge_base.errors import ConfigurationError

REPOSITORY_ROOT = Path(__file__).resolve().parents[1]
NESTED = "__"


class ConfigSection(BaseSettings):
    """Settings of one section; raises ConfigurationError with one line for all that is wrong."""

    section: ClassVar[str]
    # What to set in place of a setting of an earlier version, by its path: ``limits.rate``.
    gone: ClassVar[Mapping[str, str]] = {}

    model_config = SettingsConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    def __init__(self, **values: Any) -> None:
        _refuse_unknown_variables(type(self))
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise ConfigurationError(_explain(type(self), error)) from error

    @classmethod
    def env_prefix(cls) -> str:
        """Start of every environment variable of this section."""
        return f"RELAY_{cls.section.upper()}_"

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
            settings_cls, env_prefix=cls.env_prefix(), env_nested_delimiter=NESTED
        )
        file = InitSettingsSource(settings_cls, init_kwargs=read_section(cls.section))
        return init_settings, environment, file


def config_path() -> Path:
    """The file named by RELAY_CONFIG, else config.yml at the repository root."""
    named = os.environ.get("RELAY_CONFIG")
    return Path(named) if named else REPOSITORY_ROOT / "config.yml"


def read_section(section: str) -> dict[str, Any]:
    """What config.yml says under ``section``; empty when it says nothing."""
    path = config_path()
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if "RELAY_CONFIG" in os.environ:
            raise ConfigurationError(f"RELAY_CONFIG names {path}, which does not exist") from None
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path} cannot be read: {error}") from error
    except yaml.YAMLError as error:
        raise ConfigurationError(f"{path} is not valid YAML: {_one_line(error)}") from error
    if document is None:
        return {}
    if not isinstance(document, dict):
        raise ConfigurationError(f"{path} must hold sections, such as '{section}:'")
    values = document.get(section)
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise ConfigurationError(f"{path.name}: '{section}' must hold keys and values")
    return {str(key): value for key, value in values.items()}


def configured_shops() -> list[str]:
    """Ids of the shops that the desk serves, as config.yml and RELAY_AGENT_DESK_SHOPS name them."""
    variable = "RELAY_AGENT_DESK_SHOPS"
    try:
        more = json.loads(os.environ.get(variable) or "{}")
    except ValueError as error:
        raise ConfigurationError(f"environment variable {variable} is not valid JSON") from error
    parts = (read_section("agent_desk").get("shops"), more)
    return list(
        dict.fromkeys(str(shop) for part in parts if isinstance(part, dict) for shop in part)
    )


def resolve_path(path: str | Path) -> Path:
    """An absolute path; a relative one counts from the repository root."""
    return REPOSITORY_ROOT / Path(path).expanduser()


def resolve_database_url(url: str) -> URL:
    """The URL, with the file of a relative SQLite URL counted from the repository root."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ConfigurationError(f"not a database URL: {_one_line(error)}") from error
    in_memory = parsed.database in (None, "", ":memory:")
    if parsed.get_backend_name() != "sqlite" or in_memory or parsed.query.get("uri"):
        return parsed
    return parsed.set(database=str(resolve_path(str(parsed.database))))


def _refuse_unknown_variables(settings: type[ConfigSection]) -> None:
    prefix = settings.env_prefix()
    for variable in sorted(os.environ):
        if not variable.upper().startswith(prefix):
            continue
        path = variable[len(prefix) :].lower().split(NESTED)
        known = _unknown_at(settings, path)
        if known is not None:
            meant = _closest(NESTED.join(path).upper(), [name.upper() for name in known])
            hint = f"; did you mean {prefix}{meant}?" if meant else ""
            hint = _replacement(settings, path) or hint
            raise ConfigurationError(f"environment variable {variable}: unknown setting{hint}")


def _unknown_at(model: type[BaseModel], path: list[str]) -> list[str] | None:
    """None when the path names a field, else the names that it could have meant."""
    head, *rest = path
    fields = {(field.alias or name).lower(): field for name, field in model.model_fields.items()}
    if head not in fields:
        return list(fields)
    inner = fields[head].annotation
    if rest and isinstance(inner, type) and issubclass(inner, BaseModel):
        deeper = _unknown_at(inner, rest)
        return None if deeper is None else [f"{head}{NESTED}{name}" for name in deeper]
    return None


def _explain(settings: type[ConfigSection], error: ValidationError) -> str:
    # Values are left out: one of them may be a password.
    return "; ".join(_explain_one(settings, item) for item in error.errors())


def _explain_one(settings: type[ConfigSection], item: Any) -> str:
    location = [str(part) for part in item["loc"]]
    key = ".".join([settings.section, *location])
    where = f"{config_path().name}: {key}"
    variable = settings.env_prefix() + NESTED.join(location).upper()
    if variable in os.environ:
        where = f"environment variable {variable}"
    if item["type"] != "extra_forbidden":
        return f"{where}: {item['msg'][0].lower()}{item['msg'][1:]}"
    known = _unknown_at(settings, [part.lower() for part in location]) or []
    meant = _closest(NESTED.join(location).lower(), known)
    hint = f"; did you mean {settings.section}.{meant.replace(NESTED, '.')}?" if meant else ""
    hint = _replacement(settings, location) or hint
    return f"{where}: unknown setting{hint}"


def _replacement(settings: type[ConfigSection], path: Iterable[str]) -> str | None:
    instead = settings.gone.get(".".join(part.lower() for part in path))
    return None if instead is None else f"; it is gone, set {instead}"


def _closest(name: str, known: Iterable[str]) -> str | None:
    return next(iter(difflib.get_close_matches(name, list(known), n=1)), None)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
