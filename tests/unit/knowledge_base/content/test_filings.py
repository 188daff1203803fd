from knowledge_base.content.entries import Entry
from knowledge_base.content.filings import Text, texts_of, unit_of, without

ENTRY = Entry("a", questions={"zh": ("几天？",), "en": ("When?",)}, answers={"zh": "两天。"})


def test_an_entry_without_some_of_its_texts():
    left = without(ENTRY, {Text("zh", "answer"), Text("en", "question")})

    assert texts_of(left) == {Text("zh", "question")}
    assert without(ENTRY, ()) == ENTRY


def test_labels_name_a_file_and_perhaps_a_sheet():
    assert unit_of("faq.xlsx[退换]") == ("faq.xlsx", "退换")
    assert unit_of("faq[1].csv") == ("faq[1].csv", "")
    assert unit_of("faq.csv") == ("faq.csv", "")
