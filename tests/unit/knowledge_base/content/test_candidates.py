from knowledge_base.content.candidates import fingerprint


def test_the_same_words_for_another_entry_are_another_candidate():
    assert fingerprint(["怎么退货"], "可以。", "a") != fingerprint(["怎么退货"], "可以。", "b")
    assert fingerprint(["怎么退货"], "可以。") == fingerprint(["怎麼退貨"], "可以。")


def test_spelling_does_not_make_another_candidate():
    assert fingerprint(["怎么 退貨"], "Ａ。") == fingerprint(["怎么 退货", "退货"], "a。")
