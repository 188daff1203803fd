from knowledge_base.importing.keys import key_of


def test_every_spelling_of_a_question_has_one_key():
    assert key_of("怎么退货 Ａ") == key_of("怎麼退貨 a")


def test_other_questions_have_other_keys():
    assert key_of("怎么退货") != key_of("怎么换货")
