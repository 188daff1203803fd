from agent_desk.security.tokens import hash_token, new_token, same_token


class TestNewToken:
    def test_carries_256_bits_in_a_form_that_fits_into_an_address(self):
        token = new_token()

        assert len(token) == 43
        assert set(token) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")

    def test_is_another_one_each_time(self):
        assert len({new_token() for _ in range(100)}) == 100


class TestHashToken:
    def test_fits_the_column_and_does_not_hold_the_token(self):
        token = new_token()

        assert len(hash_token(token)) == 64
        assert token not in hash_token(token)
        assert hash_token(token) == hash_token(token)

    def test_takes_whatever_a_client_sends(self):
        assert hash_token("\ud800") != hash_token("?")


class TestSameToken:
    def test_says_yes_to_the_same_and_no_to_any_other(self):
        token = new_token()

        assert same_token(token, token)
        assert not same_token(token[:-1], token)
        assert not same_token("é\ud800", token)

    def test_nothing_equals_nothing(self):
        assert not same_token(None, None)
        assert not same_token("", "")
        assert not same_token(None, "x")
