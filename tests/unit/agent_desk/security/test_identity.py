import json
import time

import jwt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent_desk.errors import NotAuthenticatedError
from agent_desk.security.identity import Identity, verify_identity

SECRET = "a secret of the shop that has more than 32 bytes"
HOUR = 3600


def signed(secret=SECRET, algorithm="HS256", headers=None, **changed):
    claims = {"sub": "customer-6", "aud": "demo", "exp": int(time.time()) + HOUR, **changed}
    kept = {name: value for name, value in claims.items() if value is not ...}
    return jwt.encode(kept, secret, algorithm=algorithm, headers=headers)


def refused(token, shop_id="demo"):
    with pytest.raises(NotAuthenticatedError) as caught:
        verify_identity(token, shop_id, SECRET)
    return str(caught.value)


class TestAnIdentityThatHolds:
    def test_tells_the_subject_and_the_name(self):
        token = signed(name="Ana Souza")

        assert verify_identity(token, "demo", SECRET) == Identity("customer-6", "Ana Souza")

    def test_needs_no_name(self):
        assert verify_identity(signed(), "demo", SECRET).name is None
        assert verify_identity(signed(name="  "), "demo", SECRET).name is None

    def test_drops_what_would_reorder_or_hide_text_in_the_console(self):
        token = signed(name="Ana\u202e \x00\n Souza")

        assert verify_identity(token, "demo", SECRET).name == "Ana Souza"

    def test_may_have_expired_within_the_leeway(self):
        token = signed(exp=int(time.time()) - 20)

        assert verify_identity(token, "demo", SECRET).subject == "customer-6"

    def test_may_hold_for_a_whole_day(self):
        now = int(time.time())

        assert verify_identity(signed(iat=now, exp=now + 24 * HOUR), "demo", SECRET)


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
        assert "expired" in refused(signed(exp=int(time.time()) - 60))

    def test_not_valid_yet(self):
        assert "not valid yet" in refused(signed(nbf=int(time.time()) + HOUR))
        assert "not valid yet" in refused(signed(iat=int(time.time()) + HOUR))

    def test_holding_for_longer_than_a_day(self):
        now = int(time.time())

        assert "24 hours" in refused(signed(exp=now + 25 * HOUR))
        assert "24 hours" in refused(signed(iat=now - 20 * HOUR, exp=now + 5 * HOUR))

    @pytest.mark.parametrize("subject", ["", " ", "x" * 256, 6, None, ["customer-6"]])
    def test_with_a_subject_that_is_no_short_text(self, subject):
        token = jwt.PyJWS().encode(
            json.dumps({"sub": subject, "aud": "demo", "exp": int(time.time()) + HOUR}).encode(),
            SECRET,
            algorithm="HS256",
        )

        assert "'sub'" in refused(token)

    @pytest.mark.parametrize("name", [7, ["Ana"], "x" * 256])
    def test_with_a_name_that_is_no_short_text(self, name):
        assert "'name'" in refused(signed(name=name))

    @pytest.mark.parametrize("expires", ["soon", float("inf"), float("nan"), [1], None])
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
            identity = verify_identity(token, "demo", SECRET)
        except NotAuthenticatedError:
            return
        assert identity.subject == claims["sub"]
        assert claims["aud"] == "demo"
