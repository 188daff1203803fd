"""Names that hold nobody's number and stay different names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.privacy.masking import mask
from knowledge_base.privacy.pseudonyms import Pseudonyms

hide = Pseudonyms("secret")


@pytest.mark.parametrize(
    "name", ["RL2611200001", "王小明 13812345678", "a@shop.example", "订单12345678.csv"]
)
def test_a_number_becomes_its_kind_and_a_code(name):
    hidden = hide(name)

    assert hidden != name
    assert not any(character.isdigit() for character in hidden.removesuffix(".csv"))
    assert mask(hidden) == hide(hidden) == hidden


@pytest.mark.parametrize(
    "name",
    [
        *(
            "return-how",
            "faq.xlsx[Sheet 1]",
            "q-1234567890",
            "q-12345678ab",
            "客服 400-820-8820",
            "1001",
        ),
        *("faq_20240315.csv", "export-20240315123456.csv", "订单20240315.csv"),
    ],
)
def test_other_names_stay(name):
    assert hide(name) == name


def test_names_that_differ_still_differ():
    names = [f"RL26112{number:05}" for number in range(5_000)]

    assert len(set(map(hide, names))) == len(names)


def test_the_code_depends_on_the_secret_and_on_nothing_else():
    assert hide("RL2611200001") == Pseudonyms("secret")("RL2611200001")
    assert hide("RL2611200001") != Pseudonyms("other")("RL2611200001")


@given(st.text(st.sampled_from("RL订单 1380@.a-_[]"), max_size=30))
def test_hiding_again_changes_nothing(name):
    assert hide(hide(name)) == hide(name)
