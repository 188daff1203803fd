"""An index on disk: a folder, written as a whole, with a record of what it was made from."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from knowledge_base.errors import IndexDamagedError

FORMAT = 3
"""Raised when files of an older Relay cannot be read any more; they are rebuilt."""


@dataclass(frozen=True)
class IndexArguments:
    """What an index was made from; one that was made from anything else is rebuilt."""

    shop_id: str
    digest: str
    encoder: str
    fingerprint: str
    dimension: int
    vectors: int
    wording_weight: float
    synonyms: str
    aim: str
    format: int = FORMAT


def write_folder(folder: Path, arguments: IndexArguments, write: Callable[[Path], None]) -> None:
    """Puts what ``write`` writes, and the arguments, into ``folder``: all of it or nothing.

    The files are written beside it and renamed, so that no reader sees half an index.

    Raises OSError.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=".making-", dir=folder.parent))
    try:
        write(temporary)
        text = json.dumps(asdict(arguments), ensure_ascii=False, indent=1)
        (temporary / "arguments.json").write_text(text, encoding="utf-8")
        if folder.exists():
            discarded = Path(tempfile.mkdtemp(prefix=".old-", dir=folder.parent))
            folder.rename(discarded / "index")
            shutil.rmtree(discarded)
        os.rename(temporary, folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def check_arguments(folder: Path, wanted: IndexArguments) -> None:
    """Raises IndexDamagedError, saying why, unless ``folder`` was made from ``wanted``."""
    try:
        found = IndexArguments(**json.loads((folder / "arguments.json").read_text("utf-8")))
    except FileNotFoundError as error:
        raise IndexDamagedError("there is none") from error
    except (OSError, ValueError, TypeError) as error:
        raise IndexDamagedError("arguments.json cannot be read") from error
    for name, value in asdict(wanted).items():
        if asdict(found)[name] != value:
            raise IndexDamagedError(f"it was made with another {name}")
