"""Paths and database URLs of settings."""

from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from knowledge_base.errors import ConfigurationError

REPOSITORY_ROOT = Path(__file__).resolve().parents[2]


def resolve_path(path: str | Path) -> Path:
    """An absolute path; a relative one counts from the repository root."""
    return REPOSITORY_ROOT / Path(path).expanduser()


def resolve_database_url(url: str) -> URL:
    """The URL, with the file of a relative SQLite URL counted from the repository root.

    Raises ConfigurationError for what is no URL. Its text does not repeat the URL, which may hold a
    password.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise ConfigurationError(
            "not a database URL; write it like sqlite:////var/lib/relay/desk.sqlite3"
        ) from error
    in_memory = parsed.database in (None, "", ":memory:")
    if parsed.get_backend_name() != "sqlite" or in_memory or parsed.query.get("uri"):
        return parsed
    return parsed.set(database=str(resolve_path(str(parsed.database))))
