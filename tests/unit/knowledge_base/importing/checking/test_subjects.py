import pytest

from knowledge_base.importing.checking.subjects import same_subject


def test_the_same_number_in_words_is_the_same_subject():
    assert same_subject("支持七天无理由退货吗", "支持7天无理由退货吗")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("after 7 days", "after 30 days"),
        ("iphone 13 case", "iphone 14 case"),
        ("发货前可以改地址吗", "发货后可以改地址吗"),
        ("can i pay with paypal", "can i pay without paypal"),
    ],
)
def test_other_numbers_codes_and_sides_are_other_subjects(one, other):
    assert not same_subject(one, other)
