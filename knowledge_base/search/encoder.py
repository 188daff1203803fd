"""Turning text into vectors: the protocol any model fits, and sentence-transformers behind it."""

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

# The bot reads the table in an interpreter of its own, which has none of our libraries.
from bot.encoder import StaticEncoder
from bot.errors import EncoderUnreadableError
from knowledge_base.arrays import Vectors
from knowledge_base.configuration import resolve_path
from knowledge_base.errors import EncoderError, EncoderMissingError
from knowledge_base.settings import KnowledgeBaseSettings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 256


class Encoder(Protocol):
    """What search needs of a model. Must be safe to call from several threads."""

    @property
    def name(self) -> str:
        """How people call it."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    @property
    def fingerprint(self) -> str:
        """Changes whenever the vectors do; an index made under another one is rebuilt."""

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what visitors ask, shape (len(texts), dimension)."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what is stored, to be compared with those of questions."""


class SentenceTransformerEncoder:
    """Any sentence-transformers model that is on this machine, by path or by name.

    A static one, as the one that ships, is read as the table that it is: at once, and four
    times as fast for one question. Others are loaded by the library, which takes seconds, on
    first use. Nothing is ever fetched from the network.
    Raises EncoderMissingError when there is no such model.
    """

    def __init__(self, model: str, *, query_prompt: str = "", passage_prompt: str = "") -> None:
        self._configured = model
        self._query_prompt = query_prompt
        self._passage_prompt = passage_prompt

    @property
    def name(self) -> str:
        return self._configured

    @cached_property
    def dimension(self) -> int:
        return int(self.encode_passages(["dimension"]).shape[1])

    @cached_property
    def fingerprint(self) -> str:
        reader = "library" if _table_folder(self._folder) is None else "table"
        made_by = f"{self._query_prompt}\0{self._passage_prompt}\0{reader}"
        hashed = hashlib.sha256(made_by.encode())
        for path in sorted(self._folder.rglob("*")):
            if path.is_file() and path.suffix != ".md":
                hashed.update(path.relative_to(self._folder).as_posix().encode())
                hashed.update(_file_digest(path))
        return hashed.hexdigest()[:16]

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts, self._query_prompt)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts, self._passage_prompt)

    def _encode(self, texts: Sequence[str], prompt: str) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        try:
            vectors = self._vectors_of([prompt + text for text in texts])
        except (RuntimeError, ValueError, IndexError) as error:
            raise EncoderError(f"the encoder '{self.name}' failed: {error}") from error
        return normalised(np.asarray(vectors, dtype=np.float32))

    @cached_property
    def _folder(self) -> Path:
        path = resolve_path(self._configured)
        if path.is_dir():
            if not (path / "modules.json").is_file():
                raise EncoderMissingError(
                    f"the folder of encoder '{self.name}' holds no sentence-transformers model "
                    f"(no modules.json): {path}"
                )
            return path
        return _downloaded_folder(self._configured)

    @cached_property
    def _vectors_of(self) -> Callable[[Sequence[str]], NDArray[Any]]:
        table = _table_folder(self._folder)
        if table is None:
            return partial(
                self._model.encode,
                batch_size=BATCH,
                show_progress_bar=False,
                convert_to_numpy=True,
            )
        try:
            return StaticEncoder(table).vectors
        except EncoderUnreadableError as error:
            raise EncoderError(f"the encoder '{self.name}' cannot be loaded: {error}") from error

    @cached_property
    def _model(self) -> "SentenceTransformer":
        folder = self._folder
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
        # Slow to import, and not needed by commands that encode nothing.
        import torch
        from sentence_transformers import SentenceTransformer

        # Threads cost more than they bring for one short text (0.2 ms with one, 1.4 ms with all).
        torch.set_num_threads(1)
        try:
            return SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        except (OSError, ValueError, KeyError, ImportError, RuntimeError) as error:
            first_line = (str(error).splitlines() or [type(error).__name__])[0]
            raise EncoderError(
                f"the encoder '{self.name}' cannot be loaded: {first_line}"
            ) from error


def configured_encoder(settings: KnowledgeBaseSettings) -> SentenceTransformerEncoder:
    """The model that the settings name."""
    return SentenceTransformerEncoder(
        settings.encoder,
        query_prompt=settings.query_prompt,
        passage_prompt=settings.passage_prompt,
    )


def normalised(vectors: Any) -> Vectors:
    """Rows of length 1; a row of zeros (a text with no known piece) stays as it is."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = (vectors / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    if not np.isfinite(scaled).all():
        raise EncoderError("the encoder gave a vector that is not finite")
    return scaled


def _table_folder(model: Path) -> Path | None:
    """Where the table of a static model lies; None for a model of any other kind."""
    try:
        modules = json.loads((model / "modules.json").read_text())
        kinds = [module["type"].rpartition(".")[2] for module in modules]
    except (ValueError, KeyError, TypeError):
        return None  # the library says what is wrong with it
    if kinds not in (["StaticEmbedding"], ["StaticEmbedding", "Normalize"]):
        return None
    return model / str(modules[0].get("path", ""))


def _downloaded_folder(name: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    for candidate in (name, f"sentence-transformers/{name}"):
        try:
            return Path(snapshot_download(candidate, local_files_only=True))
        except (LocalEntryNotFoundError, HFValidationError, OSError):
            continue
    raise EncoderMissingError(
        f"there is no encoder '{name}' on this machine (knowledge_base.encoder names a folder, "
        "or a sentence-transformers model that was downloaded before)"
    )


def _file_digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
