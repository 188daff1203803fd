import numpy as np
import pytest

from knowledge_base.errors import EncoderError, EncoderMissingError
from knowledge_base.search.encoder import (
    SentenceTransformerEncoder,
    normalised,
)


class TestMissingModel:
    @pytest.mark.parametrize("name", ["no-such-model", "no-such/model", "/no/such/model"])
    def test_is_one_line_and_no_network(self, name):
        with pytest.raises(EncoderMissingError) as raised:
            SentenceTransformerEncoder(name).encode_questions(["hello"])

        assert name in str(raised.value)
        assert "\n" not in str(raised.value)

    def test_a_folder_without_a_model_is_named(self, tmp_path):
        with pytest.raises(EncoderMissingError, match=r"modules\.json"):
            SentenceTransformerEncoder(str(tmp_path)).encode_questions(["hello"])


class TestStaticModel:
    def test_that_cannot_be_read_is_one_line(self, tmp_path):
        modules = '[{"idx": 0, "path": "", "type": "sentence_transformers.models.StaticEmbedding"}]'
        (tmp_path / "modules.json").write_text(modules)

        with pytest.raises(EncoderError, match="no static encoder can be read"):
            SentenceTransformerEncoder(str(tmp_path)).encode_questions(["hello"])


class TestFingerprint:
    @pytest.fixture
    def folder(self, tmp_path):
        (tmp_path / "modules.json").write_text("[]")
        (tmp_path / "model.safetensors").write_bytes(b"weights")
        return tmp_path

    def test_stays_while_model_and_prompts_stay(self, folder):
        first, again = (SentenceTransformerEncoder(str(folder)).fingerprint for _ in range(2))

        assert first == again

    def test_changes_with_the_weights(self, folder):
        before = SentenceTransformerEncoder(str(folder)).fingerprint
        (folder / "model.safetensors").write_bytes(b"weightz")

        assert SentenceTransformerEncoder(str(folder)).fingerprint != before

    def test_changes_with_a_prompt(self, folder):
        plain = SentenceTransformerEncoder(str(folder))
        prompted = SentenceTransformerEncoder(str(folder), query_prompt="query: ")

        assert plain.fingerprint != prompted.fingerprint


class TestNormalising:
    def test_gives_length_one_and_leaves_zeros(self):
        vectors = normalised(np.array([[3.0, 4.0], [0.0, 0.0]]))

        assert vectors == pytest.approx(np.array([[0.6, 0.8], [0.0, 0.0]]))
        assert vectors.dtype == np.float32

    def test_refuses_what_is_not_finite(self):
        with pytest.raises(EncoderError, match="finite"):
            normalised(np.array([[np.nan, 1.0]]))
