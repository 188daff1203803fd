"""Names for the arrays that the rooms hand each other, and how one is kept. Imports only NumPy."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
"""Positions: of phrasings, of entries, of vectors."""

Scores = NDArray[np.float32]
"""Similarities and what is computed from them."""

Vectors = NDArray[np.float32]
"""One row for each text, L2-normalised, so that an inner product is a cosine."""

Floats = NDArray[np.float64]
"""Features and probabilities, in the precision in which they are fitted."""

Flags = NDArray[np.bool_]
"""Which items are chosen, or what is true of each."""


def save_array(path: Path, array: NDArray[Any]) -> None:
    """Writes an array that ``np.load`` reads. Raises OSError."""
    # Of a file that is only written, NumPy hands the descriptor to C and loses the error's reason.
    with open(path, "w+b") as file:
        np.save(file, array)
