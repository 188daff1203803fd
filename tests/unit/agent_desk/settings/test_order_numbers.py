import pytest
from pydantic import TypeAdapter, ValidationError

from agent_desk.settings.order_numbers import DistinctOrderNumbers
from agent_desk.settings.shops import ShopSettings

SHOP = {"name": {"zh": "店", "en": "Shop"}, "greeting": {"zh": "您好", "en": "Hello"}}


def read(*numbers):
    values = [{"pattern": pattern, "example": example} for pattern, example in numbers]
    return TypeAdapter(DistinctOrderNumbers).validate_python(values)


class TestDistinctOrderNumbers:
    def test_takes_the_forms_of_one_shop(self):
        assert len(read(("#{4-6}", "#1001"), ("{3}-{7}-{7}", "114-3941689-8772232"))) == 2

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
            read(*numbers)

    def test_a_shop_with_orders_needs_them(self):
        with pytest.raises(ValidationError, match="order_numbers"):
            ShopSettings(**SHOP, orders={"kind": "sql", "url": "sqlite://"})
