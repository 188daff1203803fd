import pytest

from knowledge_base.importing.checking.polarity import opposed, polarity


@pytest.mark.parametrize(
    ("text", "subject", "affirmed"),
    [
        ("可以开发票", "possible", True),
        ("不支持货到付款", "possible", False),
        ("we can't ship there", "possible", False),
        ("no need to pay", "needed", False),
        ("out of stock", "there", False),
        ("您好，没有货", "answer", False),
        ("yes, of course", "answer", True),
    ],
)
def test_the_first_sentence_affirms_or_denies(text, subject, affirmed):
    assert polarity(text)[subject] is affirmed


def test_sayings_deny_nothing():
    assert "possible" not in polarity("没问题")


def test_later_sentences_do_not_count():
    assert polarity("可以退货。生鲜不支持退货") == {"answer": True, "possible": True}


def test_yes_and_no_decide_where_both_begin_so():
    assert opposed(polarity("可以"), polarity("不可以"))
    assert not opposed(polarity("yes, free of charge"), polarity("yes, it costs 5"))
