"""Vectors in FAISS, kept with what they were made from. Knows neither SQL nor text."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from knowledge_base.encoder import Vectors
from knowledge_base.errors import IndexDamagedError

FORMAT = 2
"""Raised when files of an older Relay cannot be read any more; they are rebuilt."""

APPROXIMATE_FROM = 20_000
"""Vectors from which on an exact search (1 ms at 20,000 × 256) would take too long for a chat."""
_HNSW_LINKS = 32
_HNSW_BUILD_EFFORT = 200
_HNSW_SEARCH_EFFORT = 128

Numbers = NDArray[np.int64]
Scores = NDArray[np.float32]


@dataclass(frozen=True)
class IndexArguments:
    """What an index was made from; one that was made from anything else is rebuilt."""

    shop_id: str
    version: str
    encoder: str
    fingerprint: str
    dimension: int
    vectors: int
    wording_weight: float
    synonyms: str
    aim: str
    format: int = FORMAT


class VectorIndex:
    """Nearest stored vectors by inner product, which is the cosine of normalised ones."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: Vectors, *, approximate_from: int = APPROXIMATE_FROM) -> "VectorIndex":
        """Exact below ``approximate_from`` vectors, a HNSW graph from there on."""
        count, dimension = vectors.shape
        if count < approximate_from:
            index: faiss.Index = faiss.IndexFlatIP(dimension)
        else:
            graph = faiss.IndexHNSWFlat(dimension, _HNSW_LINKS, faiss.METRIC_INNER_PRODUCT)
            graph.hnsw.efConstruction = _HNSW_BUILD_EFFORT
            graph.hnsw.efSearch = _HNSW_SEARCH_EFFORT
            index = graph
        index.add(np.ascontiguousarray(vectors))
        return cls(index)

    @classmethod
    def load(cls, folder: Path) -> "VectorIndex":
        """Raises IndexDamagedError when the file is missing or not one of ours."""
        try:
            return cls(faiss.read_index(str(folder / "vectors.faiss")))
        except (RuntimeError, OSError) as error:
            raise IndexDamagedError(f"vectors.faiss in {folder} cannot be read") from error

    def save(self, folder: Path) -> None:
        """Into a folder that exists."""
        faiss.write_index(self._index, str(folder / "vectors.faiss"))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    def nearest(self, vector: Vectors, limit: int) -> Numbers:
        """Numbers of the ``limit`` nearest vectors, nearest first; fewer when there are fewer."""
        _, numbers = self._index.search(vector.reshape(1, -1), min(limit, len(self)))
        found: Numbers = numbers[0][numbers[0] >= 0]
        return found

    def cosines(self, vector: Vectors, numbers: Numbers) -> Scores:
        """Cosine of ``vector`` and each of the stored vectors ``numbers``."""
        cosines: Scores = self._index.reconstruct_batch(numbers) @ vector
        return cosines

    def all_cosines(self, vector: Vectors) -> Scores:
        """Cosine of ``vector`` and every stored vector, in order. Exact indexes only."""
        found, numbers = self._index.search(vector.reshape(1, -1), len(self))
        cosines: Scores = np.empty(len(self), dtype=np.float32)
        cosines[numbers[0]] = found[0]
        return cosines

    def vectors(self) -> Vectors:
        """All stored vectors, in order."""
        stored: Vectors = self._index.reconstruct_n(0, len(self))
        return stored


def write_folder(folder: Path, arguments: IndexArguments, write: Callable[[Path], None]) -> None:
    """Makes ``folder`` hold what ``write`` puts there and the arguments, all or nothing.

    It is written beside and renamed, so that a reader never sees half an index.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=".making-", dir=folder.parent))
    try:
        temporary.chmod(0o755)
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
