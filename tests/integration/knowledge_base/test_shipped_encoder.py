"""The model in knowledge_base/encoder_model, loaded as a shop loads it: without the network."""

from pathlib import Path

import numpy as np
import pytest

import knowledge_base
from knowledge_base.search.encoder import (
    SentenceTransformerEncoder,
    normalised,
)

MODEL = Path(knowledge_base.__file__).parent / "encoder_model"
LARGEST_BYTES = 40_000_000

pytestmark = pytest.mark.disable_socket


@pytest.fixture(scope="module")
def encode():
    return SentenceTransformerEncoder(str(MODEL)).encode_questions


def cosine(encode, a, b):
    first, second = encode([a, b])
    return float(first @ second)


class TestShippedEncoder:
    def test_is_small(self):
        size = sum(file.stat().st_size for file in MODEL.rglob("*") if file.is_file())

        assert size <= LARGEST_BYTES

    def test_has_a_model_card(self):
        card = (MODEL / "README.md").read_text(encoding="utf-8")

        assert "licence" in card.lower()

    def test_loads_with_sentence_transformers_alone(self):
        from sentence_transformers import SentenceTransformer

        vectors = SentenceTransformer(str(MODEL), device="cpu").encode(["退货", "return", ""])

        assert vectors.shape == (3, 256)
        assert np.isfinite(vectors).all()

    def test_read_as_a_table_is_what_sentence_transformers_makes_of_it(self, encode):
        from sentence_transformers import SentenceTransformer

        texts = ["快遞到哪了", "Where is my parcel?", "订单 RL1234567890", "x" * 5000, "☃ 不 ?"]
        theirs = SentenceTransformer(str(MODEL), device="cpu").encode(texts)

        # The library adds up in half precision.
        assert np.abs(encode(texts) - normalised(theirs)).max() < 1e-3

    def test_gives_finite_vectors_of_length_one(self, encode):
        vectors = encode(["快递到哪了", "where is my parcel", "☃ 不 ?", "x" * 5000])

        assert np.isfinite(vectors).all()
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-3)

    @pytest.mark.parametrize(
        ("traditional", "simplified"),
        [("快遞", "快递"), ("請問怎麼申請退貨？", "请问怎么申请退货？")],
    )
    def test_reads_both_scripts_alike(self, encode, traditional, simplified):
        first, second = encode([traditional, simplified])

        assert np.array_equal(first, second)

    @pytest.mark.parametrize("other", ["ＷＨＥＲＥ is my PARCEL 12345", "where is my parcel 99"])
    def test_does_not_mind_width_case_or_numbers(self, encode, other):
        first, second = encode(["Where is my parcel 7", other])

        assert np.array_equal(first, second)

    @pytest.mark.parametrize(
        ("question", "right", "wrong"),
        [
            ("快递到哪了", "where is my parcel", "how do i get an invoice"),
            ("怎么开发票", "how do i get an invoice", "where is my parcel"),
            ("我要退货", "i want to return this", "i want to pay by credit card"),
            ("付款失败", "my card was declined", "the item arrived broken"),
        ],
    )
    def test_finds_the_meaning_in_the_other_language(self, encode, question, right, wrong):
        assert cosine(encode, question, right) > cosine(encode, question, wrong)
