import time

import pytest

from agent_desk.errors import PasswordRefusedError
from agent_desk.security.password_strength import LOOKED_AT, check_strength, is_weak

# Each character stands for letters too, and zxcvbn tries them all.
SLOWEST = "!$%(+0123456789<@[{|"


def seconds(password):
    began = time.perf_counter()
    is_weak(password, about=[])
    return time.perf_counter() - began


class TestCheckStrength:
    @pytest.mark.parametrize("length", [0, 9, 1025])
    def test_refuses_a_wrong_length(self, length):
        with pytest.raises(PasswordRefusedError, match="too short|too long"):
            check_strength("x" * length, about=[])

    def test_takes_what_is_hard_to_guess(self):
        check_strength("correct horse battery", about=["ana@shop.example", ""])

    def test_never_repeats_the_password(self):
        with pytest.raises(PasswordRefusedError) as caught:
            check_strength("password123", about=[])

        assert "password123" not in str(caught.value)


class TestIsWeak:
    def test_knows_what_is_said_about_the_account(self):
        assert not is_weak("Szczepanik-Vlk7q", about=[])
        assert is_weak("Szczepanik-Vlk7q", about=["Ana Szczepanik", "vlk7q"])

    def test_does_not_take_longer_for_the_longest(self):
        longest = (SLOWEST * 52)[:1024]

        assert seconds(longest) < 5 * seconds(longest[:LOOKED_AT])

    @pytest.mark.parametrize("password", ["\ud800" * 10, "\x00" * 10, "\u202e" * 10])
    def test_takes_any_character(self, password):
        assert is_weak(password, about=[])
