import json
from datetime import UTC, datetime, timedelta

import jwt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent_desk.errors import IdentityExpiredError, NotAuthenticatedError
from agent_desk.security.identity import Identity, verify_identity

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
START = int(NOW.timestamp())
SECRET = "a secret of the shop that has more than 32 bytes"
HOUR = 3600


def signed(secret=SECRET, algorithm="HS256", headers=None, **changed):
    claims = {"sub": "customer-6", "aud": "demo", "exp": START + HOUR, **changed}
    kept = {name: value for name, value in claims.items() if value is not ...}
    return jwt.encode(kept, secret, algorithm=algorithm, headers=headers)


def read(token, shop_id="demo"):
    return verify_identity(token, shop_id, SECRET, now=NOW)


def refused(token, shop_id="demo"):
    with pytest.raises(NotAuthenticatedError) as caught:
        read(token, shop_id)
    return str(caught.value)


class TestAnIdentityThatHolds:
    def test_tells_the_subject_and_the_name(self):
        token = signed(name="Ana Souza")

        assert read(token) == Identity(
            "customer-6", "Ana Souza", NOW + timedelta(hours=1, seconds=30)
        )

    def test_needs_no_name(self):
        assert read(signed()).name is None
        assert read(signed(name="  ")).name is None

    def test_drops_what_would_reorder_or_hide_text_in_the_console(self):
        token = signed(name="Ana\u202e \x00\n Souza")

        assert read(token).name == "Ana Souza"

    @pytest.mark.parametrize("name", ["", "\u3164", "\u2800\u2800", "\u0301"])
    def test_with_a_name_of_nothing_visible_has_none(self, name):
        assert read(signed(name=name)).name is None

    def test_may_have_expired_within_the_leeway(self):
        token = signed(exp=START - 20)

        assert read(token).subject == "customer-6"

    def test_may_hold_for_a_whole_day(self):
        assert read(signed(iat=START, exp=START + 24 * HOUR))


class TestAnIdentityThatIsRefused:
    def test_signed_with_another_secret(self):
        assert "secret" in refused(signed(secret="another secret of more than 32 bytes, too"))

    def test_for_another_shop(self):
        assert "another shop" in refused(signed(aud="other"))
        assert "another shop" in refused(signed(), shop_id="other")

    def test_for_several_shops_at_once(self):
        assert "another shop" in refused(signed(aud=["demo", "other"]))

    @pytest.mark.parametrize("claim", ["sub", "aud", "exp"])
    def test_without_a_claim_names_it(self, claim):
        assert f"'{claim}'" in refused(signed(**{claim: ...}))

    def test_expired(self):
        with pytest.raises(IdentityExpiredError, match="expired"):
            read(signed(exp=START - 30))

    def test_not_valid_yet(self):
        assert "not valid yet" in refused(signed(nbf=START + HOUR))
        assert "not valid yet" in refused(signed(iat=START + HOUR))

    def test_holding_for_longer_than_a_day(self):
        assert "24 hours" in refused(signed(exp=START + 25 * HOUR))
        assert "24 hours" in refused(signed(iat=START - 20 * HOUR, exp=START + 5 * HOUR))

    @pytest.mark.parametrize("subject", ["", " ", "x" * 256, 6, None, ["customer-6"]])
    def test_with_a_subject_that_is_no_short_text(self, subject):
        token = jwt.PyJWS().encode(
            json.dumps({"sub": subject, "aud": "demo", "exp": START + HOUR}).encode(),
            SECRET,
            algorithm="HS256",
        )

        assert "'sub'" in refused(token)

    @pytest.mark.parametrize("name", [7, ["Ana"], "x" * 256])
    def test_with_a_name_that_is_no_short_text(self, name):
        assert "'name'" in refused(signed(name=name))

    @pytest.mark.parametrize(
        "expires", ["soon", float("inf"), float("nan"), 2**70, True, -1, [1], None]
    )
    def test_with_an_end_that_is_no_time(self, expires):
        assert refused(signed(exp=expires))

    @pytest.mark.parametrize("algorithm", ["HS384", "HS512"])
    def test_with_another_algorithm(self, algorithm):
        assert "HS256" in refused(signed(secret=SECRET * 2, algorithm=algorithm))

    def test_without_a_signature(self):
        assert "HS256" in refused(signed(secret=None, algorithm="none"))

    def test_too_long_to_be_looked_at(self):
        assert "too long" in refused(signed(name="x" * 5000))

    @settings(deadline=None)
    @given(st.text(max_size=200))
    def test_any_text_is_refused_and_never_crashes(self, text):
        refused(text)

    @settings(deadline=None)
    @given(st.data())
    def test_any_change_of_a_character_is_refused(self, data):
        token = signed()
        place = data.draw(st.integers(0, len(token) - 2))  # the last one holds two unused bits
        other = data.draw(st.sampled_from("ABCxyz019-_.").filter(lambda c: c != token[place]))

        refused(token[:place] + other + token[place + 1 :])

    @settings(deadline=None)
    @given(
        st.dictionaries(
            st.sampled_from(["sub", "aud", "exp", "iat", "nbf", "name", "iss", "jti"]),
            st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.lists(st.text())),
        )
    )
    def test_claims_of_any_type_are_read_or_refused(self, claims):
        token = jwt.PyJWS().encode(json.dumps(claims).encode(), SECRET, algorithm="HS256")

        try:
            identity = read(token)
        except NotAuthenticatedError:
            return
        assert identity.subject == claims["sub"]
        assert claims["aud"] == "demo"
