import ast
import hashlib
import json
import re
import subprocess
import sys

import numpy as np
import pytest
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from bot.encoder import StaticEncoder
from bot.errors import EncoderUnreadableError
from tools.paths import ROOT

SHIPPED = ROOT / "knowledge_base" / "encoder_model"
PIECES = ["[UNK]", "lamp", "tea", "cup"]

# The modules of bot/ from which the desk's interpreter takes names (docs/architecture.md), and
# those that they stand on.
SHARED = (
    "bot.encoder",
    "bot.errors",
    "bot.number_forms",
    "bot.numbers",
    "bot.tracking_numbers",
    "bot.wishes",
)
BELOW = (
    "bot.carriers",
    "bot.check_digits",
    "bot.dates",
    "bot.negation",
    "bot.number_cues",
    "bot.spelling",
)
# Packages outside the standard library that importing them may load.
ALLOWED = {"bot", "numpy", "tokenizers"}
DESK_PACKAGES = ("agent_desk", "knowledge_base", "tools")


def write(folder, table):
    """An encoder of four pieces with the vectors of ``table``."""
    tokenizer = Tokenizer(models.WordLevel({p: i for i, p in enumerate(PIECES)}, "[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.save(str(folder / "tokenizer.json"))
    content = table.tobytes()
    name = {np.dtype("f2"): "F16", np.dtype("f4"): "F32"}[table.dtype]
    entry = {"dtype": name, "shape": table.shape, "data_offsets": [0, len(content)]}
    header = json.dumps({"__metadata__": {"a": "b"}, "embedding.weight": entry}).encode()
    (folder / "model.safetensors").write_bytes(len(header).to_bytes(8, "little") + header + content)
    return StaticEncoder(folder)


class TestVectors:
    @pytest.mark.parametrize("kind", ["f2", "f4"])
    @pytest.mark.parametrize("dimension", [3, 7])
    def test_are_the_average_of_the_pieces_with_length_one(self, tmp_path, kind, dimension):
        table = np.arange(4 * dimension, dtype=kind).reshape(4, dimension)
        encoder = write(tmp_path, table)
        assert encoder.dimension == dimension
        (vector,) = encoder.vectors(["Tea cup"])
        mean = table[2:].astype(np.float32).mean(axis=0)
        assert np.allclose(vector, mean / np.linalg.norm(mean), atol=1e-3)

    def test_are_zeros_for_an_empty_text(self, tmp_path):
        encoder = write(tmp_path, np.ones((4, 3), np.float16))
        assert encoder.vectors(["", "lamp"]).any(axis=1).tolist() == [False, True]

    def test_are_the_same_one_by_one_and_many_at_once(self, tmp_path):
        encoder = write(tmp_path, np.arange(12, dtype="f4").reshape(4, 3))
        texts = ["lamp", "", "tea cup"] * 100
        assert (encoder.vectors(texts)[-3:] == encoder.vectors(texts[:3])).all()


class TestNormalForm:
    def test_makes_one_of_scripts_widths_and_case(self):
        assert StaticEncoder(SHIPPED).normal_form(" ＨＥＬＬＯ 快遞") == "hello 快递"


class TestFingerprint:
    def test_changes_with_the_vectors(self, tmp_path):
        first = write(tmp_path, np.ones((4, 3), np.float16)).fingerprint()
        second = write(tmp_path, np.zeros((4, 3), np.float16)).fingerprint()
        assert first != second
        assert len(first) == 16


class TestUnreadable:
    def test_a_missing_folder(self, tmp_path):
        with pytest.raises(EncoderUnreadableError):
            StaticEncoder(tmp_path / "nothing")

    def test_a_file_that_is_no_table(self, tmp_path):
        write(tmp_path, np.ones((4, 3), np.float16))
        (tmp_path / "model.safetensors").write_bytes(hashlib.sha256(b"").digest())
        with pytest.raises(EncoderUnreadableError):
            StaticEncoder(tmp_path)

    def test_fewer_vectors_than_pieces(self, tmp_path):
        with pytest.raises(EncoderUnreadableError):
            write(tmp_path, np.ones((3, 3), np.float16))


def loaded(module):
    """Packages outside the standard library that a fresh interpreter loads with ``module``."""
    code = (
        f"import sys; before = set(sys.modules); import {module}; "
        "names = {name.partition('.')[0] for name in sys.modules.keys() - before}; "
        "print(*names - sys.stdlib_module_names)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return {name for name in answer.stdout.split() if not name.startswith("_")}


def imported_from_bot(package):
    """Names that the package imports from bot/, as ``module.name``."""
    for file in (ROOT / package).rglob("*.py"):
        if "node_modules" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "bot":
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
            elif isinstance(node, ast.Import):
                yield from (a.name for a in node.names if a.name.split(".")[0] == "bot")


class TestSharedModules:
    @pytest.mark.parametrize("module", SHARED + BELOW)
    def test_stand_on_numpy_and_tokenizers_alone(self, module):
        assert loaded(module) <= ALLOWED

    @pytest.mark.parametrize("module", SHARED + BELOW)
    def test_are_python_3_10(self, module):
        file = ROOT / f"{module.replace('.', '/')}.py"

        ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 10))


class TestNamesThatCross:
    def test_are_those_that_the_architecture_lists(self):
        page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
        documented = set(re.findall(r"`(bot\.\w+\.\w+)`", page))
        imported = {name for package in DESK_PACKAGES for name in imported_from_bot(package)}

        assert imported == documented
        assert {name.rpartition(".")[0] for name in imported} == set(SHARED)
