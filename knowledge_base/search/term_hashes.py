"""Texts as numbers of 64 bits, the same in every process."""

import hashlib
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]


def hashes_of(texts: Iterable[str]) -> Hashes:
    """A number for each text. Of a million texts, two have the same one once in 37 million times."""
    digests = (hashlib.blake2b(text.encode(), digest_size=8).digest() for text in texts)
    return np.frombuffer(b"".join(digests), dtype="<u8").astype(np.uint64)
