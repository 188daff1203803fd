"""Vectors in FAISS. The only module that imports it; knows neither SQL nor text."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import faiss
import numpy as np

from knowledge_base.arrays import Numbers, Scores, Vectors
from knowledge_base.errors import IndexDamagedError

APPROXIMATE_FROM = 20_000
"""From this number of vectors on they are searched by codes (docs/adr/0014): an exact search takes
1 ms at 20,000 × 256, and 15 ms at 300,000."""
_CANDIDATES, _FOR_EACH = 200, 10
"""Vectors whose codes are nearest, and whose cosines are computed: ten for each wanted, and at
least 200, which hold 99.9% of the ten nearest."""
_TRAINED_ON, _ROUNDS = 10_000, 5
"""Of the codes; more of either finds no more."""

_FEW = 4_096
"""From this number of questions at once on, making cells for them is worth its time."""
_CELLS_LOOKED_AT = 8
"""In a large index, for each of many questions: they hold nearly all vectors nearer than 0.9."""
_BATCH = 2_048


class VectorIndex:
    """Nearest stored vectors by inner product, which is the cosine of normalised ones.

    A small number of vectors is kept as it is and searched exactly. Of a large number each vector
    is kept in half precision, and coded in four bits for every two of its numbers. A search compares
    all codes with the question's vector and computes the cosines of the best.
    """

    def __init__(self, index: faiss.Index) -> None:
        self._index = self._stored = index
        self._exact = True
        if isinstance(index, faiss.IndexRefine):
            self._stored = faiss.downcast_index(index.refine_index)
            self._exact = False

    @classmethod
    def from_vectors(
        cls, vectors: Vectors, *, approximate_from: int = APPROXIMATE_FROM
    ) -> "VectorIndex":
        """Equal vectors make equal indexes. Exact below ``approximate_from`` vectors."""
        count, dimension = vectors.shape
        index = faiss.IndexFlatIP(dimension) if count < approximate_from else _coded(vectors)
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
        """Into a folder that exists. Raises OSError."""
        with open(folder / "vectors.faiss", "wb") as file:
            # FAISS raises a RuntimeError where it cannot write to a file of its own.
            faiss.write_index(self._index, faiss.PyCallbackIOWriter(file.write))  # type: ignore[attr-defined]

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    def nearest(self, vector: Vectors, limit: int) -> Numbers:
        """Numbers of the ``limit`` nearest vectors, nearest first; fewer when there are fewer."""
        with _one_thread():
            numbers, _ = self._search(vector.reshape(1, -1), min(limit, len(self)))
        found: Numbers = numbers[0][numbers[0] >= 0]
        return found

    def nearest_many(self, vectors: Vectors, limit: int) -> tuple[Numbers, Scores]:
        """Numbers of the ``limit`` nearest of each vector, and their cosines, nearest first; −1
        where there are fewer.

        Uses all cores, and for many vectors less effort than for one: in a large index it finds
        those nearer than 0.9, and most of the others.
        """
        search = self._search
        if not self._exact and len(vectors) >= _FEW:
            search = self._cells.search
        numbers = np.full((len(vectors), limit), -1, dtype=np.int64)
        cosines = np.full((len(vectors), limit), -1, dtype=np.float32)
        found = min(limit, len(self))
        for start in range(0, len(vectors) if found else 0, _BATCH):
            rows = slice(start, start + _BATCH)
            numbers[rows, :found], cosines[rows, :found] = search(vectors[rows], found)
        cosines[numbers < 0] = -1
        return numbers, cosines

    def cosines(self, vector: Vectors, numbers: Numbers) -> Scores:
        """Cosine of ``vector`` and each of the stored vectors ``numbers``."""
        cosines: Scores = self.vectors(numbers) @ vector
        return cosines

    def all_cosines(self, vector: Vectors) -> Scores:
        """Cosine of ``vector`` and every stored vector, in order. Exact indexes only."""
        with _one_thread():
            found, numbers = self._index.search(vector.reshape(1, -1), len(self))
        cosines: Scores = np.empty(len(self), dtype=np.float32)
        cosines[numbers[0]] = found[0]
        return cosines

    def vectors(self, numbers: Numbers | None = None) -> Vectors:
        """The stored vectors ``numbers``, or all in order.

        Those of a large index come in half precision, which changes a cosine by less than 0.001; an
        index made from them keeps them as they are.
        """
        if numbers is None:
            everything: Vectors = self._stored.reconstruct_n(0, len(self))
            return everything
        with _one_thread():
            stored: Vectors = self._stored.reconstruct_batch(numbers)
        return stored

    def _search(self, vectors: Vectors, limit: int) -> tuple[Numbers, Scores]:
        params = None
        if not self._exact:
            params = faiss.IndexRefineSearchParameters()
            params.k_factor = max(_CANDIDATES / limit, _FOR_EACH)
        cosines, numbers = self._index.search(np.ascontiguousarray(vectors), limit, params=params)
        return numbers, cosines

    @cached_property
    def _cells(self) -> "_Cells":
        return _Cells(self._stored)


class _Cells:
    """The vectors of a large index grouped by similarity, for many questions at once."""

    def __init__(self, stored: faiss.Index) -> None:
        count, cells = stored.ntotal, int(2 * stored.ntotal**0.5)
        self._centres = faiss.IndexFlatIP(stored.d)
        self._index = faiss.IndexIVFScalarQuantizer(
            self._centres, stored.d, cells, _HALVES, faiss.METRIC_INNER_PRODUCT, False
        )
        self._index.cp.niter = _ROUNDS
        self._index.train(stored.reconstruct_batch(_spread(count, 40 * cells)))
        self._index.nprobe = _CELLS_LOOKED_AT
        for start in range(0, count, _BATCH):
            self._index.add(stored.reconstruct_n(start, min(_BATCH, count - start)))

    def search(self, vectors: Vectors, limit: int) -> tuple[Numbers, Scores]:
        cosines, numbers = self._index.search(np.ascontiguousarray(vectors), limit)
        return numbers, cosines


def nearest_earlier(
    vectors: Vectors, limit: int, batch: int
) -> Iterator[tuple[int, Scores, Numbers]]:
    """The nearest vectors that stand before each one, or in its own batch.

    For each batch: the row where it starts, then the cosines and the numbers of at most ``limit``
    vectors for each of its rows, nearest first.
    """
    if not len(vectors):
        return
    index = faiss.IndexFlatIP(vectors.shape[1])
    for start in range(0, len(vectors), batch):
        several = np.ascontiguousarray(vectors[start : start + batch])
        index.add(several)
        cosines, numbers = index.search(several, min(limit, index.ntotal))
        yield start, cosines, numbers


_HALVES = faiss.ScalarQuantizer.QT_fp16


def _coded(vectors: Vectors) -> faiss.Index:
    """An empty index, whose codes are trained on these vectors."""
    count, dimension = vectors.shape
    parts = dimension // 2 if dimension % 2 == 0 else dimension
    codes = faiss.IndexPQFastScan(dimension, parts, 4, faiss.METRIC_INNER_PRODUCT)
    codes.pq.cp.niter = _ROUNDS
    codes.pq.cp.max_points_per_centroid = _TRAINED_ON
    sample = np.ascontiguousarray(vectors[_spread(count, _TRAINED_ON)])
    with _one_thread():  # too many small steps to share
        codes.train(sample)
    halves = faiss.IndexScalarQuantizer(dimension, _HALVES, faiss.METRIC_INNER_PRODUCT)
    halves.train(sample)
    return faiss.IndexRefine(codes, halves)


def _spread(count: int, limit: int) -> Numbers:
    """At most ``limit`` numbers below ``count``, evenly spread."""
    return np.unique(np.linspace(0, count - 1, min(count, limit)).astype(np.int64))


@contextmanager
def _one_thread() -> Iterator[None]:
    """For short work: waking other threads takes longer than they save, and on a busy machine tens
    of milliseconds. FAISS keeps the number for each calling thread."""
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)
