from knowledge_base.content.entries import Content, Entry
from knowledge_base.index.shop_index import match

ENTRY = Entry("return", "returns", "faq", {"zh": ("怎么退货",)}, {"zh": "点退货。"})


def test_a_match_is_the_entry_as_a_visitor_sees_it():
    found = match(Content("demo", "1-abc", (ENTRY,)), ENTRY, "en", 0.7)

    assert (found.entry, found.question, found.answer) == ("return", "怎么退货", "点退货。")
    assert (found.answer_language, found.confidence) == ("zh", 0.7)


def test_entry_that_shows_no_script_is_in_that_of_the_shop():
    unclear = Entry("open", questions={"zh": ("台北店",)}, answers={"zh": "周一到周五"})
    taiwan = Entry("pay", questions={"zh": ("怎麼付款",)}, answers={"zh": "超商代碼"})

    found = match(Content("demo", "1-abc", (taiwan, unclear)), unclear, "zh-Hant", 0.7)

    assert (found.question, found.answer) == ("台北店", "周一到周五")
