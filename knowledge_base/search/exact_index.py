"""Which entries have a question among their phrasings, whatever its punctuation."""

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge_base.arrays import Numbers, save_array
from knowledge_base.errors import IndexDamagedError
from knowledge_base.search.term_hashes import (
    Hashes,
    hashes_of,
)

_PUNCTUATION = re.compile(r"[^\w]+")


class ExactIndex:
    """Phrasings by their hashes: those of a large knowledge base load at once and take few bytes."""

    def __init__(self, hashes: Hashes, owners: Numbers) -> None:
        """The hash and the entry of each phrasing."""
        order = np.argsort(hashes, kind="stable")
        self._hashes, self._owners = hashes[order], owners[order]
        self._by_number = hashes

    @classmethod
    def from_texts(cls, texts: Sequence[str], owners: Numbers) -> "ExactIndex":
        """``texts`` are the comparison forms of the phrasings."""
        return cls(hashes_of(map(_bare, texts)), owners)

    @classmethod
    def load(cls, folder: Path, owners: Numbers) -> "ExactIndex":
        """Raises IndexDamagedError when the file is missing, unreadable or of other phrasings."""
        try:
            hashes = np.load(folder / "exact.npy", allow_pickle=False)
        except (OSError, ValueError, EOFError) as error:
            raise IndexDamagedError(f"exact.npy in {folder} cannot be read") from error
        if hashes.shape != owners.shape or hashes.dtype != np.uint64:
            raise IndexDamagedError("exact.npy holds another number of questions")
        return cls(hashes, owners)

    def save(self, folder: Path) -> None:
        """Into a folder that exists."""
        save_array(folder / "exact.npy", self._by_number)

    def entries(self, text: str) -> set[int]:
        """The entries that have a normalised text among their phrasings."""
        wanted = hashes_of([_bare(text)])
        start, end = (int(np.searchsorted(self._hashes, wanted, s)[0]) for s in ("left", "right"))
        return set(self._owners[start:end].tolist())


def _bare(text: str) -> str:
    """Letters, digits and single spaces: the same question comes with and without punctuation."""
    return " ".join(_PUNCTUATION.sub(" ", text).split())
