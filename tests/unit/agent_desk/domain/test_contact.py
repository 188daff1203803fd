import pytest

from agent_desk.domain.contact import (
    Contact,
    masked,
    read_contact,
)
from agent_desk.errors import ContactRefusedError


class TestReading:
    @pytest.mark.parametrize(
        ("written", "kind", "value"),
        [
            ("mei@shop.example", "email", "mei@shop.example"),
            ("  Mei.Lin+x@Shop.EXAMPLE ", "email", "Mei.Lin+x@shop.example"),
            ("mei＠shop.example", "email", "mei@shop.example"),
            ("王@例子.中国", "email", "王@例子.中国"),
            ("138 0013 8000", "phone", "13800138000"),
            ("+86 138-0013-8000", "phone", "+8613800138000"),
            ("（010）6552 9988", "phone", "01065529988"),
            ("１３８００１３８０００", "phone", "13800138000"),
        ],
    )
    def test_takes_what_people_write(self, written, kind, value):
        assert read_contact(written) == Contact(kind, value)

    @pytest.mark.parametrize(
        "written",
        ["", " ", "mei", "mei@", "@shop.example", "mei@shop", "a b@shop.example", "12345",
         "1234567890123456", "call me", "mei@shop..example", ".mei@shop.example",
         "mei@-shop.example", "x" * 250 + "@shop.example", "138<script>00138000"],
    )  # fmt: skip
    def test_refuses_what_reaches_nobody(self, written):
        with pytest.raises(ContactRefusedError):
            read_contact(written)


class TestMasking:
    def test_leaves_enough_to_know_it_again(self):
        assert masked(Contact("email", "mei@shop.example")) == "m…@shop.example"
        assert masked(Contact("phone", "+8613800138000")) == "…8000"
