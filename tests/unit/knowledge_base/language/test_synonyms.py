from knowledge_base.language.synonyms import Synonyms

SHOP = Synonyms.of([["parcel", "package", "my stuff"], ["快递", "包裹", "快递件"]])


class TestSynonyms:
    def test_one_word_stands_for_a_group(self):
        assert SHOP.unified("where is my package") == "where is my parcel"
        assert SHOP.unified("我的包裹呢") == "我的快递呢"

    def test_latin_words_are_replaced_whole(self):
        assert SHOP.unified("packages and packaging") == "packages and packaging"

    def test_the_longest_wins(self):
        assert SHOP.unified("快递件丢了") == "快递丢了"
        assert SHOP.unified("where is my stuff") == "where is parcel"

    def test_are_compared_in_one_form(self):
        assert Synonyms.of([["快递", "貨運"]]).unified("货运多久") == "快递多久"

    def test_without_any_nothing_changes(self):
        assert Synonyms().unified("包裹") == "包裹"
