"""Makes the shipped files out of trained vectors, and reads them back."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer

from knowledge_base.training.measure import Encode


def compressed(
    vectors: NDArray[np.float32], *, importance: NDArray[np.float32], dimensions: int
) -> NDArray[np.float16]:
    """The vectors turned into the ``dimensions`` directions that hold most of them (SVD).

    Similarities change as little as can be; ``importance`` says how much each
    row counts in that. The table is scaled into what float16 holds well: only
    directions matter.
    """
    weighted = vectors * np.sqrt(importance)[:, None]
    _, _, directions = np.linalg.svd(weighted.T @ weighted)
    turned = vectors @ directions[:dimensions].T
    scaled: NDArray[np.float16] = (turned / np.abs(turned).max() * 8).astype(np.float16)
    return scaled


def save(folder: Path, vectors: NDArray[np.float16], tokenizer: Tokenizer) -> None:
    """Writes a model that ``SentenceTransformer(folder)`` loads; the model card stays.

    No Normalize module follows: in half precision it would make NaN of an
    empty text. The encoder scales the vectors in single precision.
    """
    folder.mkdir(parents=True, exist_ok=True)
    static = StaticEmbedding(tokenizer, embedding_weights=torch.from_numpy(vectors))
    model = SentenceTransformer(modules=[static], device="cpu", similarity_fn_name="cosine")
    card = folder / "README.md"
    kept = card.read_bytes() if card.is_file() else None
    model.save(str(folder), create_model_card=False)
    if kept is not None:
        card.write_bytes(kept)
    (folder / "model.safetensors").chmod(0o644)
    _write_compactly(folder / "tokenizer.json")


def encoder_of(folder: Path) -> Encode:
    """Encodes with the model in ``folder``, without the network; rows have length 1."""
    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)

    def encode(texts: Sequence[str]) -> NDArray[np.float32]:
        encoded = model.encode(list(texts), batch_size=1024, show_progress_bar=False)
        vectors = np.asarray(encoded, dtype=np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: NDArray[np.float32] = vectors / np.maximum(lengths, 1e-9)
        return unit

    return encode


def _write_compactly(file: Path) -> None:
    content = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(
        json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )
