"""Keeps the teacher's vectors between runs: asking it is most of the time that training takes."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

_CHUNK = 8192


class TeacherCache:
    """Vectors by text in ``folder``, in half precision; written after every few thousand."""

    def __init__(self, folder: Path) -> None:
        self._texts_file = folder / "texts.json"
        self._vectors_file = folder / "vectors.npy"
        folder.mkdir(parents=True, exist_ok=True)

    def encode(self, texts: Sequence[str], ask: Callable[[Sequence[str]], Vectors]) -> Vectors:
        """The vectors of ``texts``; only those not kept yet are asked for."""
        kept, vectors = self._load()
        place = {text: row for row, text in enumerate(kept)}
        missing = sorted({text for text in texts if text not in place}, key=lambda t: (len(t), t))
        for first in range(0, len(missing), _CHUNK):
            chunk = missing[first : first + _CHUNK]
            answered = ask(chunk).astype(np.float16)
            vectors = answered if vectors is None else np.concatenate([vectors, answered])
            place |= {text: row for row, text in enumerate(chunk, start=len(kept))}
            kept += chunk
            self._texts_file.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
            np.save(self._vectors_file, vectors)
        if vectors is None:
            return ask(texts)
        return vectors[[place[text] for text in texts]].astype(np.float32)

    def _load(self) -> tuple[list[str], NDArray[np.float16] | None]:
        if not self._vectors_file.is_file():
            return [], None
        texts: list[str] = json.loads(self._texts_file.read_text(encoding="utf-8"))
        vectors: NDArray[np.float16] = np.load(self._vectors_file)
        # A run that was stopped between the two files leaves texts without a vector.
        return texts[: len(vectors)], vectors
