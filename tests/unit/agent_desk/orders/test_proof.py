import pytest

from agent_desk.orders.proof import Comparison, Given, compare
from agent_desk.settings.order_proof import ProofSettings
from tests.fakes.orders import order

PHONE, MAIL = "+55 11 91234-1234", "anna@example.com"
NO_PROOF = {"phone": None, "email": None, "postal_code": None, "recipient": None}


def an_order(**values):
    return order(**NO_PROOF | values)


def shop(*kinds, needed=1):
    return ProofSettings(kinds=list(kinds), needed=needed)


def fits(kind, given, value):
    """Whether the value of an order is proved by what is given, beside a right phone."""
    field = "recipient" if kind == "surname" else kind
    held = an_order(**{"phone": PHONE, field: value})
    proof = shop("phone", kind, needed=2)
    return kind in compare(Given(phone="1234", **{kind: given}), held, proof).proved_by


class TestKinds:
    @pytest.mark.parametrize(
        ("given", "value"),
        [
            ("anna@example.com", "Anna@Example.COM"),
            (" ａｎｎａ＠ｅｘａｍｐｌｅ．ｃｏｍ ", MAIL),
            ("anna@münchen.de", "anna@xn--mnchen-3ya.de"),
            ("müller@example.com", "mu\u0308ller@example.com"),
            ("\u200eanna@example.com\u200f", MAIL),
            ("anna@EXAMPLE.com.", MAIL),
            ("anna@not a domain", "anna@not a domain"),
        ],
    )
    def test_the_same_e_mail_address(self, given, value):
        assert fits("email", given, value)

    @pytest.mark.parametrize(
        ("given", "value"),
        [
            ("anna@example.org", MAIL),
            ("ann@example.com", MAIL),
            ("example.com", MAIL),
            ("@example.com", "@example.com"),
            ("anna@", "anna@"),
            ("аnna@example.com", MAIL),  # the first letter is Cyrillic
            ("moc.elpmaxe@anna\u202e", MAIL),
        ],
    )
    def test_another_e_mail_address(self, given, value):
        assert not fits("email", given, value)

    @pytest.mark.parametrize(
        ("given", "value"),
        [
            ("sw1a1aa", "SW1A 1AA"),
            ("100-0001", "〒１００－０００１"),
            ("94107", "94107-1234"),
            ("94107 1234", "94107"),
            ("22290-160", "22290160"),
        ],
    )
    def test_the_same_postal_code(self, given, value):
        assert fits("postal_code", given, value)

    @pytest.mark.parametrize(
        ("given", "value"), [("94108", "94107"), ("9410", "94107"), ("-", "-"), ("", "94107")]
    )
    def test_another_postal_code(self, given, value):
        assert not fits("postal_code", given, value)

    def test_the_surname_of_the_recipient(self):
        assert fits("surname", "王", "王小明")
        assert not fits("surname", "李", "王小明")

    @pytest.mark.parametrize("kind", ["phone", "email", "postal_code", "surname"])
    @pytest.mark.parametrize("nothing", [None, "", " ", "\u200e", "\x00"])
    def test_nothing_never_fits_nothing(self, kind, nothing):
        proof = shop("phone", "email", needed=1) if kind in ("phone", "email") else None
        proof = proof or shop(kind, "email", needed=2)
        field = "recipient" if kind == "surname" else kind

        compared = compare(Given(**{kind: nothing}), an_order(**{field: nothing}), proof)

        assert compared.proved_by == ()

    @pytest.mark.parametrize("kind", ["phone", "email", "postal_code", "surname"])
    @pytest.mark.parametrize("one", ["a", "1", "@", "王", "é", "\u202e", "\ud800", "ﷺ"])
    def test_a_text_of_a_million_characters_fits_nothing_and_takes_no_time(self, kind, one):
        held = an_order(phone=PHONE, email=MAIL, postal_code="94107", recipient="Anna Müller")
        proof = shop(kind, "phone" if kind != "phone" else "email", needed=2)

        assert compare(Given(**{kind: one * 1_000_000}), held, proof).proved_by == ()


class TestCompare:
    HELD = an_order(phone=PHONE, email=MAIL)

    @pytest.mark.parametrize(
        ("given", "by"),
        [
            (Given(phone="1234"), ("phone",)),
            (Given(email=MAIL), ("email",)),
            (Given(phone="1234", email=MAIL), ("phone", "email")),
            (Given(phone="0000", email=MAIL), ("email",)),
            (Given(phone="0000"), ()),
            (Given(), ()),
        ],
    )
    def test_one_of_two_will_do(self, given, by):
        assert compare(given, self.HELD, shop("phone", "email")).proved_by == by

    @pytest.mark.parametrize(
        ("given", "by"),
        [
            (Given(phone="1234", email=MAIL), ("phone", "email")),
            (Given(phone="1234"), ()),
            (Given(phone="1234", email="bo@example.com"), ()),
        ],
    )
    def test_both_are_needed(self, given, by):
        assert compare(given, self.HELD, shop("phone", "email", needed=2)).proved_by == by

    def test_a_kind_that_the_shop_does_not_use_proves_nothing(self):
        assert compare(Given(email=MAIL), self.HELD, shop("phone")).proved_by == ()

    def test_an_order_without_one_kind_is_proved_by_the_other_if_that_is_strong(self):
        both = Given(email=MAIL, surname="Müller")
        proof = shop("surname", "email", needed=2)

        assert compare(both, an_order(email=MAIL), proof).proved_by == ("email",)
        assert compare(both, an_order(recipient="Anna Müller"), proof).proved_by == ()

    def test_two_weak_kinds_are_both_needed(self):
        both = Given(postal_code="94107", surname="Müller")
        proof = shop("postal_code", "surname", needed=2)
        held = an_order(postal_code="94107", recipient="Anna Müller")

        assert compare(both, held, proof).proved_by == ("postal_code", "surname")
        assert compare(both, an_order(postal_code="94107"), proof).proved_by == ()

    def test_tells_agents_that_an_order_holds_nothing_of_what_was_given(self):
        given, proof = Given(phone="0000"), shop("phone", "email")

        assert compare(given, self.HELD, proof) == Comparison((), missing=False)
        assert compare(given, an_order(email=MAIL), proof) == Comparison((), missing=True)
        assert compare(given, None, proof) == Comparison((), missing=False)
        assert not compare(Given(), an_order(email=MAIL), proof).missing


class TestGiven:
    def test_reads_the_arguments_of_an_act(self):
        act = {"phone_last4": "1234", "email": None, "postal_code": 94107, "surname": "王"}

        assert Given.of(act) == Given(phone="1234", surname="王")

    def test_does_not_show_what_was_given(self):
        assert repr(Given("1234", MAIL, "94107", "Müller")) == "Given()"

    def test_is_false_when_nothing_was_given(self):
        assert not Given()
        assert not Given(email="")
        assert Given(surname="王")
