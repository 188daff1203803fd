import pytest

from knowledge_base.importing.reading.plausibility import plausibility


@pytest.mark.parametrize("text", ["怎么申请退货？", "怎麼申請退貨？", "a café près d’ici"])
def test_a_right_reading_beats_a_wrong_one(text):
    wrong = text.encode().decode("gb18030", "replace")

    assert plausibility(text) > plausibility(wrong) + 0.2


def test_ascii_alone_is_sure():
    assert plausibility("refund") == 1.0


def test_private_and_lost_characters_count_as_nothing():
    assert plausibility("\ue000\ufffd") == 0.0
