"""A static sentence-transformers model as the table that it is: no torch, no copy in memory.

A static encoder is a vector for each piece of text and a tokenizer that finds the pieces;
a sentence is the average of its pieces (docs/adr/0008, docs/adr/0012).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from bot.errors import EncoderUnreadableError

_TABLE, _TOKENIZER = "model.safetensors", "tokenizer.json"
_AT_ONCE = 256
# What safetensors calls the types that a table may have.
_TYPES = {"F16": np.float16, "F32": np.float32}


class StaticEncoder:
    """Reads ``folder``; how many dimensions a vector has is up to the file.

    Raises EncoderUnreadableError when no static encoder lies there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            self._table = _mapped(folder / _TABLE)
            self._tokenizer = Tokenizer.from_file(str(folder / _TOKENIZER))
        except Exception as error:  # tokenizers raises nothing more exact
            raise EncoderUnreadableError(f"no static encoder can be read in {folder}") from error
        if len(self._table) < self._tokenizer.get_vocab_size():
            raise EncoderUnreadableError(f"the two files in {folder} do not belong together")

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._table.shape[1])

    def fingerprint(self) -> str:
        """Another one when the vectors or the pieces are others."""
        total = hashlib.sha256()
        for name in (_TABLE, _TOKENIZER):
            total.update(hashlib.sha256((self._folder / name).read_bytes()).digest())
        return total.hexdigest()[:16]

    def normal_form(self, text: str) -> str:
        """Half-width, lower case, Simplified; every number is one sign."""
        return str(self._tokenizer.normalizer.normalize_str(text)).strip()

    def pieces(self, text: str) -> list[str]:
        """Words, Chinese ones too, and fragments of unknown words."""
        return list(self._tokenizer.encode(text).tokens)

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text, of length 1; zeros where a text has no pieces."""
        rows = np.zeros((len(texts), self.dimension), np.float32)
        for start in range(0, len(texts), _AT_ONCE):
            some = list(texts[start : start + _AT_ONCE])
            for row, found in enumerate(self._tokenizer.encode_batch(some), start):
                if found.ids:
                    rows[row] = self._table[found.ids].mean(axis=0, dtype=np.float32)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        rows /= np.where(lengths > 0, lengths, 1)
        return rows


def _mapped(path: Path) -> NDArray[Any]:
    """The only tensor of a safetensors file: a length, a JSON header, then numbers."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(length))
    (tensor,) = (value for name, value in header.items() if name != "__metadata__")
    return np.memmap(
        path,
        dtype=_TYPES[tensor["dtype"]],
        mode="r",
        offset=8 + length + tensor["data_offsets"][0],
        shape=tuple(tensor["shape"]),
    )
