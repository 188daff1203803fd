from knowledge_base.content.entries import Entry
from knowledge_base.index.shop_index import match

ENTRY = Entry("return", "returns", "faq", {"zh": ("怎么退货",)}, {"zh": "点退货。"})


def test_a_match_is_the_entry_as_a_visitor_sees_it():
    found = match(ENTRY, "en", 0.7)

    assert (found.entry, found.question, found.answer) == ("return", "怎么退货", "点退货。")
    assert (found.answer_language, found.confidence) == ("zh", 0.7)
