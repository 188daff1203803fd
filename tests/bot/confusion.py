"""Draws the confusion matrix of the intents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray


def draw(matrix: NDArray[np.int_], labels: Sequence[str], path: Path) -> None:
    """One square per pair of intents, shaded by its share of the row, with its count."""
    shares = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    figure = Figure(figsize=(8.6, 7.8), dpi=100)
    axes = figure.subplots()
    axes.imshow(np.sqrt(shares), cmap="Blues", vmin=0, vmax=1)
    names = [label.replace("_", " ") for label in labels]
    axes.set_xticks(range(len(names)), names, rotation=90, fontsize=8)
    axes.set_yticks(range(len(names)), names, fontsize=8)
    axes.set_xlabel("understood", fontsize=9)
    axes.set_ylabel("meant", fontsize=9)
    for row, column in zip(*np.nonzero(matrix), strict=True):
        on_dark = shares[row, column] > 0.4
        axes.text(
            column,
            row,
            str(matrix[row, column]),
            ha="center",
            va="center",
            fontsize=6.5,
            color="white" if on_dark else "black" if row == column else "#b3261e",
        )
    axes.set_xticks(np.arange(len(names)) + 0.5, minor=True)
    axes.set_yticks(np.arange(len(names)) + 0.5, minor=True)
    axes.grid(which="minor", color="#e6e6e6", linewidth=0.5)
    axes.tick_params(which="both", length=0)
    figure.tight_layout()
    figure.savefig(path)
