import pytest

from agent_desk.domain.contact import (
    Contact,
    is_same_contact,
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
            ("mei@xn--fsqu00a.xn--fiqs8s", "email", "mei@例子.中国"),
            ("o'neil@shop.example", "email", "o'neil@shop.example"),
            ("（010）6552 9988", "phone", "01065529988"),
            ("212-555-0142", "phone", "2125550142"),
            ("0912345678", "phone", "0912345678"),
            ("999999", "phone", "999999"),
        ],
    )
    def test_takes_what_people_write(self, written, kind, value):
        assert read_contact(written) == Contact(kind, value)

    @pytest.mark.parametrize(
        "written",
        ["13800138000", "138 0013 8000", "138-0013-8000", "１３８００１３８０００", "86 13800138000",
         "+86 138-0013-8000", "0086 138 0013 8000", "+86 0138 0013 8000"],
    )  # fmt: skip
    def test_a_chinese_mobile_is_one_contact_however_it_is_written(self, written):
        assert read_contact(written) == Contact("phone", "+8613800138000")

    @pytest.mark.parametrize(
        ("written", "value"),
        [
            ("+44 (0)20 7946 0958", "+442079460958"),
            ("0044 20 7946 0958", "+442079460958"),
            ("+55 (11) 91234-5678", "+5511912345678"),
            ("+852 9123 4567", "+85291234567"),
        ],
    )
    def test_a_number_with_its_country_is_stored_in_international_form(self, written, value):
        assert read_contact(written) == Contact("phone", value)

    @pytest.mark.parametrize("written", ["1 (310) 555-0142", "1-310-555-0142", "(1) 310 555 0142"])
    def test_an_american_number_is_not_taken_for_a_chinese_one(self, written):
        assert read_contact(written) == Contact("phone", "13105550142")

    @pytest.mark.parametrize(
        "written",
        ["", " ", "mei", "mei@", "@shop.example", "mei@shop", "a b@shop.example", "12345",
         "1234567890123456", "call me", "mei@shop..example", ".mei@shop.example",
         "mei@-shop.example", "x" * 250 + "@shop.example", "138<script>00138000", "mei@shop.local",
         "Mei <mei@shop.example>", "+999 123 4567", "+0138001380", "+1 212 555", "+44 20",
         "m\ufffdi@shop.example"],
    )  # fmt: skip
    def test_refuses_what_reaches_nobody(self, written):
        with pytest.raises(ContactRefusedError):
            read_contact(written)


class TestComparing:
    @pytest.mark.parametrize(
        ("stored", "written"),
        [
            ("+8613800138000", "138 0013 8000"),
            ("13800138000", "138 0013 8000"),  # as earlier versions stored it
            ("13800138000", "+86 138 0013 8000"),
            ("+8601065529988", "+86 (0)10 6552 9988"),
            ("+99912345678", "+999 1234 5678"),  # taken then, refused now
            ("mei@shop.local", "mei@Shop.local"),
            ("Mei@shop.example", " Mei@SHOP.example"),
        ],
    )
    def test_what_was_stored_is_the_same_when_it_comes_again(self, stored, written):
        assert is_same_contact(stored, written)

    @pytest.mark.parametrize(
        ("stored", "written"),
        [
            ("13800138000", "13800138001"),
            ("13105550142", "+1 310 555 0143"),
            ("mei@shop.example", "Mei@shop.example"),
            ("mei@shop.example", "13800138000"),
            ("mei@shop.example", "nowhere"),
        ],
    )
    def test_another_contact_is_not_the_same(self, stored, written):
        assert not is_same_contact(stored, written)


class TestMasking:
    def test_leaves_enough_to_know_it_again(self):
        assert masked(Contact("email", "mei@shop.example")) == "m…@shop.example"
        assert masked(Contact("phone", "+8613800138000")) == "…8000"
