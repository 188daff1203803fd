import pytest
from pydantic import ValidationError

from agent_desk.settings.shops import ShopSettings

SHOP = {"name": {"zh": "店", "en": "Shop"}, "greeting": {"zh": "您好", "en": "Hello"}}


def shop(orders=(), parcels=()):
    numbers = {
        name: [{"pattern": pattern, "example": example} for pattern, example in pairs]
        for name, pairs in (("order_numbers", orders), ("parcels", parcels))
    }
    return ShopSettings(**SHOP, **numbers)


class TestOrderNumbers:
    def test_a_shop_has_several_forms(self):
        forms = shop([("#{4-6}", "#1001"), ("{3}-{7}-{7}", "114-3941689-8772232")]).order_forms
        assert [form.pattern for form in forms] == ["#{4-6}", "{3}-{7}-{7}"]

    @pytest.mark.parametrize(
        ("numbers", "why"),
        [
            ([("RL", "RL")], "no digits that change"),
            ([("RL{10}", "RL123")], "does not have the form"),
            ([("RL{10}", "my RL1234567890")], "does not have the form"),
            ([("{2}/{2}/{4}", "11/30/2026"), ("{4-6}", "3471 元")], "does not have the form"),
            (
                [("{A2}-{9}-{A2}", "LX-123456785-CN"), ("{A2}{9}{A2}", "LX123456785CN")],
                "would be read as",
            ),
            ([("1{10}", "13812345678")], "would be read as phone"),
        ],
    )
    def test_says_what_is_wrong_with_one(self, numbers, why):
        with pytest.raises(ValidationError, match=why):
            shop(numbers)

    def test_a_shop_with_orders_needs_them(self):
        with pytest.raises(ValidationError, match="order_numbers"):
            ShopSettings(**SHOP, orders={"kind": "sql", "url": "sqlite://"})


class TestParcels:
    def test_a_shop_names_forms_that_no_carrier_has(self):
        parcels = [
            ("KX-{5}", "KX-20391"),
            ("{13}", "9890192837465"),
            ("{A2}{9}CN", "LX123456785CN"),
        ]
        forms = shop([("RL{10}", "RL2611200001")], parcels).parcel_forms
        assert [form.pattern for form in forms] == ["KX-{5}", "{13}", "{A2}{9}CN"]

    @pytest.mark.parametrize(
        ("orders", "parcels", "why"),
        [
            ([], [("KX", "KX")], "no digits that change"),
            ([], [("KX-{5}", "KX-1")], "does not have the form"),
            ([("KX{8}", "KX12345678")], [("KX{8}", "KX12345678")], "read as order number"),
            ([], [("KX-{5}", "KX-20391"), ("{A2}{5}", "KX20391")], "read as tracking number"),
        ],
    )
    def test_says_what_is_wrong_with_one(self, orders, parcels, why):
        with pytest.raises(ValidationError, match=why):
            shop(orders, parcels)

    @pytest.mark.parametrize(
        "url",
        [
            "http://a.example/{number}",
            "https://a.example/",
            "javascript:{number}",
            "https:// {number}",
        ],
    )
    def test_a_page_is_an_address_with_the_number_in_it(self, url):
        parcel = {"pattern": "KX-{5}", "example": "KX-20391", "url": url}
        with pytest.raises(ValidationError, match="write an https:// address"):
            ShopSettings(**SHOP, parcels=[parcel])
