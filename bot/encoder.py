"""Reads a static sentence-transformers model without torch and without a copy in memory.

A static model has a table with one vector per piece of text, and a tokenizer that finds
the pieces. The vector of a sentence is the average of its pieces (docs/adr/0008, 0012).

Both interpreters import this module: Python 3.10 beside Rasa, and the desk's. So it
stands on numpy and tokenizers alone (docs/architecture.md).
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
_BATCH_SIZE = 256
# The types that a table can have, by their names in safetensors.
_TYPES = {"F16": np.float16, "F32": np.float32}


class StaticEncoder:
    """The static encoder in ``folder``. Its file decides how many dimensions a vector has.

    Raises EncoderUnreadableError when the folder holds no static encoder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            self._table = _memory_map(folder / _TABLE)
            self._tokenizer = Tokenizer.from_file(str(folder / _TOKENIZER))
        except Exception as error:  # tokenizers raises plain Exception
            raise EncoderUnreadableError(f"no static encoder can be read in {folder}") from error
        if len(self._table) < self._tokenizer.get_vocab_size():
            raise EncoderUnreadableError(f"the two files in {folder} do not belong together")

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._table.shape[1])

    def fingerprint(self) -> str:
        """16 hexadecimal digits that change with the vectors and with the tokenizer."""
        total = hashlib.sha256()
        for name in (_TABLE, _TOKENIZER):
            total.update(hashlib.sha256((self._folder / name).read_bytes()).digest())
        return total.hexdigest()[:16]

    def normal_form(self, text: str) -> str:
        """The text in half-width, lower case and Simplified, with one sign for every number."""
        return str(self._tokenizer.normalizer.normalize_str(text)).strip()

    def pieces(self, text: str) -> list[str]:
        """The pieces of a text: words (Chinese too) and fragments of unknown words."""
        return list(self._tokenizer.encode(text).tokens)

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (texts, dimension). A row has length 1, or is all zeros if its text has no pieces."""
        rows = np.zeros((len(texts), self.dimension), np.float32)
        for start in range(0, len(texts), _BATCH_SIZE):
            batch = list(texts[start : start + _BATCH_SIZE])
            for row, found in enumerate(self._tokenizer.encode_batch(batch), start):
                if found.ids:
                    rows[row] = self._table[found.ids].mean(axis=0, dtype=np.float32)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        rows /= np.where(lengths > 0, lengths, 1)
        return rows


def _memory_map(path: Path) -> NDArray[Any]:
    """The only tensor of a safetensors file, which is a length, a JSON header, and numbers."""
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
