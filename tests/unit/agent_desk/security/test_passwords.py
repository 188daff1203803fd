import threading

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY

from agent_desk.security.passwords import Passwords
from tests.fakes.http_desk import cheap_passwords


class CountingHasher(PasswordHasher):
    """Remembers what it was asked to verify, and on which thread."""

    def __init__(self):
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.verified = []
        self.threads = set()

    def verify(self, stored, password):
        self.verified.append(stored)
        self.threads.add(threading.get_ident())
        return super().verify(stored, password)


class TestHash:
    def test_uses_argon2id_with_the_low_memory_profile(self):
        assert extract_parameters(Passwords().hash("a long enough one")) == RFC_9106_LOW_MEMORY

    def test_salts_so_that_equal_passwords_look_different(self):
        passwords = cheap_passwords()

        assert passwords.hash("a long enough one") != passwords.hash("a long enough one")

    @pytest.mark.parametrize("password", ["1234567890", "x" * 1024, "密码要够长才可以用呢"])
    def test_takes_any_length_and_script(self, password):
        passwords = cheap_passwords()

        assert passwords.verify(password, passwords.hash(password))


class TestVerify:
    def test_refuses_another_password(self):
        passwords = cheap_passwords()
        stored = passwords.hash("correct horse battery")

        assert not passwords.verify("correct horse batterY", stored)

    def test_takes_full_width_letters_of_an_input_method_as_the_same(self):
        passwords = cheap_passwords()
        stored = passwords.hash("correct horse 1")

        assert passwords.verify("ｃｏｒｒｅｃｔ horse １", stored)

    def test_does_the_same_work_when_there_is_no_account(self):
        hasher = CountingHasher()
        passwords = Passwords(hasher)

        assert not passwords.verify("correct horse battery", None)
        assert len(hasher.verified) == 1
        assert not hasher.check_needs_rehash(hasher.verified[0])

    def test_refuses_when_what_is_stored_is_no_hash(self):
        assert not cheap_passwords().verify("correct horse battery", "plain text")

    def test_works_on_another_thread_than_the_event_loop(self):
        hasher = CountingHasher()

        Passwords(hasher).verify("correct horse battery", None)

        assert threading.get_ident() not in hasher.threads


class TestNeedsRehash:
    def test_tells_when_the_parameters_have_changed(self):
        old = cheap_passwords().hash("correct horse battery")
        newer = Passwords(PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))

        assert newer.needs_rehash(old)
        assert not newer.needs_rehash(newer.hash("correct horse battery"))
