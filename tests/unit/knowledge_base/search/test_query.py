import pytest

from knowledge_base.language.synonyms import Synonyms
from knowledge_base.search.query import comparison_form, is_chinese, prepare
from tests.fakes.encoder import FakeEncoder


class TestPrepare:
    def test_has_the_comparison_form_and_its_vector(self):
        encoder = FakeEncoder()

        query = prepare("怎麼退貨？", encoder, Synonyms())

        assert query.text == comparison_form("怎么退货？", Synonyms())
        assert query.vector.tolist() == encoder.encode_questions([query.text])[0].tolist()
        assert query.chinese

    @pytest.mark.parametrize("text", ["", "？！", "  ", "😀"])
    def test_text_without_letters_or_digits_is_no_query(self, text):
        assert prepare(text, FakeEncoder(), Synonyms()) is None


class TestComparisonForm:
    def test_puts_the_shops_own_word_for_its_synonyms(self):
        synonyms = Synonyms.of([["快递", "包裹"]])

        assert comparison_form("我的包裹", synonyms) == comparison_form("我的快递", synonyms)

    def test_adds_the_country_of_a_place(self):
        assert "美国" in comparison_form("能寄到檀香山吗", Synonyms())


@pytest.mark.parametrize(("text", "chinese"), [("退货", True), ("refund", False), ("123", False)])
def test_other_text_counts_as_english(text, chinese):
    assert is_chinese(text) is chinese
