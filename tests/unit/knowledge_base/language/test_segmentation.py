from knowledge_base.language.segmentation import load_dictionary


def test_cuts_chinese_into_words():
    assert list(load_dictionary().cut("申请退货")) == ["申请", "退货"]


def test_is_loaded_once():
    assert load_dictionary() is load_dictionary()
