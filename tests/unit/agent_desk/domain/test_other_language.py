import pytest

from agent_desk.domain.other_language import language_after, other_language
from agent_desk.texts.other_languages import SPEAKS_CHINESE_AND_ENGLISH
from tests.bot.examples import read_examples
from tests.stack.processes import ROOT


@pytest.mark.parametrize(("language", "sentence"), SPEAKS_CHINESE_AND_ENGLISH.items())
def test_every_language_that_is_recognised_has_its_sentence(language, sentence):
    assert other_language(sentence) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Сколько стоит доставка?", "ru"),
        ("где мой заказ", "ru"),
        ("¿Cuánto cuesta el envío a México?", "es"),
        ("no me ha llegado el paquete", "es"),
        ("quanto custa o frete para o Brasil", "pt"),
        ("أين طلبي؟", "ar"),
        ("配送にはどのくらいかかりますか", "ja"),
        ("배송은 얼마나 걸리나요", "ko"),
        ("où est mon colis", "fr"),
        ("wo ist mein paket", "de"),
        ("ค่าส่งเท่าไหร่", "th"),
        ("đơn hàng của tôi ở đâu", "vi"),
        ("saya mau kembalikan barang", "id"),
    ],
)
def test_short_questions_of_customers(text, language):
    assert other_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "wher is my pakage",
        "do u ship 2 canada",
        "adidas superstar 42",
        "gucci bag",
        "maria gonzalez",
        "bonjour tote bag",
        "RL2611200001",
        "dhl express",
        "pls hlp",
        "ok thx",
        "我的包裹到哪了",
        "我要買 の 包包",
        "é",
        "👍",
        "",
        "https://shop.example/où-est-mon-colis",
    ],
)
def test_brands_names_and_typing_errors_are_no_language(text):
    assert other_language(text) is None


def test_hardly_an_example_of_the_bot_is_taken_for_another_language():
    texts = [example.text for example in read_examples(ROOT / "bot/data/nlu")]
    assert sum(other_language(text) is not None for text in texts) <= len(texts) * 0.001


class TestOfAVisitor:
    @pytest.mark.parametrize(
        ("text", "before", "after"),
        [
            ("где мой заказ?", None, "ru"),
            ("配送にはどのくらいかかりますか", "ru", "ja"),
            ("where is my order", "ru", None),
            ("我的包裹到哪了", "es", None),
            ("我的包裹什么时候能到呢", "ja", None),
            ("where is my order", None, None),
        ],
    )
    def test_follows_their_script_and_ends_with_a_sentence_that_is_understood(
        self, text, before, after
    ):
        assert language_after(text, before) == after

    @pytest.mark.parametrize(
        "text",
        [
            *("ok", "ok thanks", "yes", "thank you very much", "好的", "👍", ""),
            *("RL2611200001", "https://shop.example/where-is-my-order"),
            "¿cuánto cuesta el envío?",
        ],
    )
    def test_stays_through_lines_that_say_little_or_have_no_script_of_their_own(self, text):
        assert language_after(text, "es") == "es"

    @pytest.mark.parametrize("text", ["配送状況確認", "商品の返品方法"])
    def test_japanese_in_chinese_characters_is_no_chinese(self, text):
        assert language_after(text, "ja") == "ja"
