"""An encoder without a model: texts that share characters have similar vectors."""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


class FakeEncoder:
    """Hashed character pairs and triples, L2-normalised. Deterministic, quick, no meaning.

    ``synonyms`` replaces text before hashing, so that a test can say what means the same:
    ``FakeEncoder(synonyms={"where is my parcel": "快递到哪了"})``.
    """

    def __init__(
        self,
        *,
        name: str = "fake",
        dimension: int = 256,
        synonyms: dict[str, str] | None = None,
    ) -> None:
        self.name = name
        self.dimension = dimension
        self._synonyms = synonyms or {}

    @property
    def fingerprint(self) -> str:
        return f"{self.name}-{self.dimension}"

    def encode_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for piece in self._pieces(text):
                digest = hashlib.blake2b(piece.encode(), digest_size=8).digest()
                sign = 1 if digest[0] % 2 else -1
                vectors[row, int.from_bytes(digest[1:5], "big") % self.dimension] += sign
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / np.where(lengths > 0, lengths, 1)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.encode_questions(texts)

    def _pieces(self, text: str) -> list[str]:
        for phrase, meaning in self._synonyms.items():
            text = text.replace(phrase, meaning)
        text = f" {text.lower().strip()} "
        return [text[i : i + size] for size in (2, 3) for i in range(len(text) - size + 1)]
