"""The recipe from the first to the last step, on a handful of texts and with teachers of straw."""

import gzip

import numpy as np
import pytest

from knowledge_base.search.encoder import SentenceTransformerEncoder
from knowledge_base.training.errors import TrainingDataMissingError
from knowledge_base.training.fit import FitSettings
from knowledge_base.training.recipe import Recipe, train, training_files
from knowledge_base.training.teachers import Teachers
from knowledge_base.training.vocabulary import PieceLimits

HEADER = "a\tb\tlang_a\tlang_b\tkind\tsource\tlicence\n"
ROWS = [
    ("快递在哪", "where is the parcel"),
    ("怎么退货", "how to return"),
    ("你好吗", "how are you"),
]
SMALL = Recipe(
    pieces=PieceLimits(english=300, chinese=300, characters=300),
    fitted_dimensions=96,
    dimensions=64,
    fit=FitSettings(steps=30, batch=64, rate=0.02),
)


class StrawTeacher:
    """A fixed random vector for every text."""

    def words(self):
        return ["where", "parcel", "return"]

    def encode(self, texts):
        rows = [np.random.default_rng(list(text.encode())).normal(size=384) for text in texts]
        vectors = np.array(rows, dtype=np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


STRAW = Teachers(StrawTeacher(), StrawTeacher())


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    (folder / "train").mkdir(parents=True)
    lines = "".join(f"{a}\t{b}\tzh-CN\ten\ttranslation\tx\tMIT\n" for a, b in ROWS)
    write(folder / "train" / "tatoeba_zh_en.tsv.gz", HEADER + lines)
    write(folder / "train" / "cc_cedict.u8.gz", "退貨 退货 [tui4 huo4] /to return goods/\n")
    write(folder / "train" / "multidogo_en.txt.gz", "i want my money\nmy card is lost\n")
    return folder


def write(path, text):
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(text)


class TestTrain:
    def test_writes_a_model_that_loads_and_keeps_the_card(self, data, tmp_path):
        output = tmp_path / "model"
        output.mkdir()
        (output / "README.md").write_text("the card", encoding="utf-8")
        heard = []

        train(data, output, recipe=SMALL, teachers=STRAW, say=heard.append)

        vectors = SentenceTransformerEncoder(str(output)).encode_questions(["快遞在哪", "快递在哪"])
        assert vectors.shape == (2, 64)
        assert np.array_equal(vectors[0], vectors[1])
        assert (output / "README.md").read_text(encoding="utf-8") == "the card"
        assert any(line.startswith("step 0") for line in heard)

    def test_makes_the_same_model_again(self, data, tmp_path):
        for name in ("one", "two"):
            train(data, tmp_path / name, recipe=SMALL, teachers=STRAW, say=lambda line: None)

        for file in ("model.safetensors", "tokenizer.json"):
            assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


class TestTrainingFiles:
    def test_leaves_out_what_stands_in_an_evaluation_set(self, data):
        held_out = data / "eval" / "shop"
        held_out.mkdir(parents=True)
        (held_out / "pairs.test.tsv").write_text("怎麼退貨？\tx\t0\n", encoding="utf-8")

        files = training_files(data)

        assert [pair.a for pair in files["tatoeba_zh_en"]] == ["快递在哪", "你好吗"]

    def test_names_the_file_that_is_missing(self, data):
        (data / "train" / "multidogo_en.txt.gz").unlink()

        with pytest.raises(TrainingDataMissingError, match="multidogo_en"):
            training_files(data)
