import pytest

from bot.number_forms import parse_form
from bot.numbers import find_numbers
from bot.proofs import find_proofs

FORMS = [parse_form(pattern) for pattern in ("#{4-6}", "RL{10}")]
KINDS = ("email", "postal_code", "surname")


def found(text, *asked, kinds=KINDS):
    numbers = find_numbers(text, FORMS)
    return [(one.entity, one.value) for one in find_proofs(text, kinds, asked, numbers)]


class TestEmail:
    @pytest.mark.parametrize(
        ("text", "address"),
        [
            ("#1001, anna@example.com", "anna@example.com"),
            ("order 3471 email is Anna.Bo+x@mail.example.co.uk.", "Anna.Bo+x@mail.example.co.uk"),
            ("我的邮箱是anna_li@example.com谢谢", "anna_li@example.com"),
            ("anna＠example．com", "anna@example.com"),
            ("anna @ example.com", "anna@example.com"),
            ("müller@münchen.de", "müller@münchen.de"),
            ("<anna@example.com>", "anna@example.com"),
        ],
    )
    def test_is_found_anywhere(self, text, address):
        assert found(text) == [("email", address)]

    @pytest.mark.parametrize("text", ["anna@", "@anna", "anna@example", "a @ b", "my e-mail"])
    def test_is_not_found_in_a_part_of_one(self, text):
        assert found(text) == []

    def test_is_not_looked_for_where_the_shop_does_not_use_it(self):
        assert found("anna@example.com", kinds=("surname",)) == []


class TestPostalCode:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("邮编 100080", "100080"),
            ("邮编是100080，谢谢", "100080"),
            ("zip code is 94107-1234", "94107-1234"),
            ("my postcode: sw1a 1aa", "sw1a 1aa"),
            ("94107 is my zip code", "94107"),
            ("#1001 94107", "94107"),
            ("#1001, SW1A 1AA.", "SW1A 1AA"),
        ],
    )
    def test_is_found_where_words_say_so_or_beside_a_number(self, text, code):
        assert found(text) == [("postal_code", code)]

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("100080", "100080"),
            ("it's 94107 I think", "94107"),
            ("K1A0B1", "K1A0B1"),
            ("1012 JS", "1012 JS"),
            ("1012 is it", "1012"),
            ("123 45", "123 45"),
        ],
    )
    def test_is_found_alone_if_it_was_asked_for(self, text, code):
        assert found(text, "postal_code") == [("postal_code", code)]
        assert found(text) == []

    @pytest.mark.parametrize("text", ["#1001", "RL2611200001", "why do you need it", "12"])
    def test_is_no_other_number(self, text):
        assert found(text, "postal_code") == []


class TestSurname:
    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("surname Müller", "Müller"),
            ("my last name is van der Berg thanks", "van der Berg"),
            ("#1001 it's under the name O'Brien", "O'Brien"),
            ("my name is Anna Müller and I want my order", "Anna Müller"),
            ("姓王", "王"),
            ("#1001，我姓欧阳", "欧阳"),
            ("姓名：王小明", "王小明"),
            ("收件人王小明，查订单", "王小明"),
        ],
    )
    def test_is_found_where_words_say_so(self, text, name):
        assert found(text) == [("surname", name)]

    @pytest.mark.parametrize(
        "text", ["Müller", "王", "my name is Anna", "为什么姓王的人多", "贵姓"]
    )
    def test_is_not_found_where_they_do_not(self, text):
        assert found(text) == []

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("Müller", "Müller"),
            ("it's Müller please", "Müller"),
            ("Müller, Anna", "Müller"),
            ("van der Berg", "van der Berg"),
            ("Long", "Long"),
            ("是王", "王"),
            ("王先生", "王"),
            ("王小明", "王小明"),
            ("#1001 Müller", "Müller"),
        ],
    )
    def test_is_found_alone_if_it_was_asked_for(self, text, name):
        assert found(text, "surname") == [("surname", name)]

    @pytest.mark.parametrize(
        "text",
        [
            *(
                "why do you need it",
                "I don't have it",
                "hello",
                "ok",
                "no",
                "cancel",
                "where is it",
            ),
            *(
                "talk to a person",
                "何时到",
                "转人工",
                "没有",
                "不知道",
                "你好",
                "马上",
                "高兴",
                "取消",
            ),
        ],
    )
    def test_is_no_other_answer(self, text):
        assert found(text, "surname") == []


class TestOffsets:
    def test_are_those_of_the_text(self):
        text = "我的邮箱是anna＠example．com，姓王，邮编１０００８０"
        proofs = find_proofs(text, KINDS, (), find_numbers(text, FORMS))
        assert [text[one.start : one.end] for one in proofs] == [
            "anna＠example．com", "王", "１０００８０"
        ]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("one", ["a", "1", "a@", "@a.", "王", "姓", "zip ", "a.", " ", "1-", "A1 "])
def test_a_long_text_is_read(one, kind):
    found(one * 4000, kind)
