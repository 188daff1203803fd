"""A flood of log-ins keeps the hashing busy, and not the agents out."""

import threading

import gevent
import pytest
from argon2 import PasswordHasher

from tests.fakes.http_desk import EMAIL, HttpDesk

FLOOD = "flood of log-ins"


class HeldHasher(PasswordHasher):
    """Does not finish with the passwords of the flood before ``release`` is set."""

    def __init__(self):
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.release = threading.Event()

    def verify(self, stored, password):
        if password == FLOOD.encode():
            self.release.wait()
        return super().verify(stored, password)


@pytest.fixture
def hasher():
    return HeldHasher()


@pytest.fixture
def desk(tmp_path, hasher):
    made = HttpDesk(tmp_path, hasher=hasher)
    made.add_agent()
    return made


@pytest.fixture
def flood(desk, hasher):
    """Strangers at 40 addresses who have sent their log-ins."""

    def try_once(number):
        answer = desk.log_in(
            desk.client(), f"{number}@x.example", FLOOD, address=f"10.0.0.{number}"
        )
        return answer.status_code

    def begin():
        flood = [gevent.spawn(try_once, number) for number in range(40)]
        gevent.idle()
        return flood

    yield begin
    hasher.release.set()


def test_known_device_does_not_wait_behind_it(desk, flood):
    browser = desk.client()
    assert desk.log_in(browser).status_code == 200
    flood()

    with gevent.Timeout(20):
        assert desk.log_in(browser, address="192.0.2.80").status_code == 200


def test_known_address_does_not_wait_behind_it(desk, flood):
    assert desk.log_in(desk.client()).status_code == 200
    flood()

    with gevent.Timeout(20):
        assert desk.log_in(desk.client()).status_code == 200


def test_queue_is_bounded_and_what_it_refuses_does_not_count(desk, flood, hasher):
    strangers = flood()
    with gevent.Timeout(20):
        refused = desk.log_in(desk.client())
    hasher.release.set()
    gevent.joinall(strangers, timeout=20)
    answers = [stranger.value for stranger in strangers]

    assert refused.status_code == 429
    assert refused.get_json()["error"]["retry_after_seconds"] == 5
    assert sorted(set(answers)) == [401, 429]
    assert answers.count(401) == 16
    assert [desk.log_in(desk.client(), EMAIL, "wrong").status_code for _ in range(6)] == (
        [401] * 5 + [429]
    )


def test_flood_from_one_address_is_kept_from_the_database(desk):
    browser, writes = desk.client(), []
    known = desk.client()
    assert desk.log_in(known).status_code == 200
    desk.database.on_commit(writes.append)
    refused = [desk.log_in(browser, EMAIL, "wrong").status_code for _ in range(200)].count(429)
    asked = len(writes)

    assert refused == 195
    assert asked <= 60
    assert desk.log_in(known).status_code == 200
