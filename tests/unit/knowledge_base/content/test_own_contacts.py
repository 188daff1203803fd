import pytest

from knowledge_base.content.own_contacts import NOBODYS, OwnContacts, is_contact

OURS = OwnContacts.of(["02-2771-2171", "+852 2345 6789", "1823", "Service@Shop.example"])


class TestOwnContacts:
    @pytest.mark.parametrize(
        "text",
        [
            *("02-2771-2171", "(02)2771-2171", "0227712171", "+886 2 2771 2171", "2771 2171"),
            *(
                "０２－２７７１－２１７１",
                "02–2771–2171",
                "2345 6789",
                "(852) 2345-6789",
                "1823",
                "service@shop.example",
            ),
        ],
    )
    def test_are_known_however_they_are_written(self, text):
        assert OURS.has(text)

    @pytest.mark.parametrize(
        "text",
        [
            *("02-2771-2172", "0912-345-678", "5 02-2771-2171 0000", "71", "18231823"),
            *("mei@shop.example", "RL0227712171"),
        ],
    )
    def test_nothing_else_is(self, text):
        assert not OURS.has(text)

    def test_a_shop_without_any_has_none(self):
        assert not NOBODYS.has("02-2771-2171")
        assert not NOBODYS.has("0000")


@pytest.mark.parametrize(
    ("text", "can_be"),
    [
        ("0800-123-456", True),
        (" 1823 ", True),
        ("service@shop.example", True),
        ("12", False),
        ("our hotline", False),
        ("@shop.example", False),
        ("", False),
    ],
)
def test_a_contact_is_a_number_or_an_address(text, can_be):
    assert is_contact(text) is can_be
