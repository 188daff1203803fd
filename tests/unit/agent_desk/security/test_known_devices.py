import pytest

from agent_desk.security.desk_secret import DeskSecret
from agent_desk.security.known_devices import KnownDevices
from agent_desk.storage.models import Agent
from tests.fakes.clock import SATURDAY_AFTERNOON as NOW

ACCOUNT = "a1" * 16


@pytest.fixture
def devices():
    return KnownDevices(DeskSecret(b"x" * 32), days=90)


@pytest.fixture
def ana():
    return Agent(password_hash="$argon2id$one")


def test_the_same_browser_keeps_its_id(devices, ana):
    first = devices.issue(ACCOUNT, ana, NOW)
    device_id = devices.find(first, ACCOUNT, ana, NOW)
    second = devices.issue(ACCOUNT, ana, NOW, device_id=device_id)

    assert device_id
    assert devices.find(second, ACCOUNT, ana, NOW) == device_id
    assert devices.find(devices.issue(ACCOUNT, ana, NOW), ACCOUNT, ana, NOW) != device_id


def test_one_that_has_ended_is_signed_and_not_known(devices, ana):
    cookie = devices.issue(ACCOUNT, ana, NOW)
    ana.password_hash = "$argon2id$two"

    assert devices.signed_id(cookie)
    assert devices.find(cookie, ACCOUNT, ana, NOW) is None


def test_one_of_a_disabled_account_is_not_known(devices, ana):
    cookie = devices.issue(ACCOUNT, ana, NOW)
    ana.disabled_at = NOW

    assert devices.find(cookie, ACCOUNT, ana, NOW) is None


def test_one_of_another_account_or_desk_is_not_known(devices, ana):
    cookie = devices.issue(ACCOUNT, ana, NOW)
    elsewhere = KnownDevices(DeskSecret(b"y" * 32), days=90)

    assert devices.find(cookie, "b2" * 16, ana, NOW) is None
    assert elsewhere.signed_id(cookie) is None


@pytest.mark.parametrize("cookie", [None, "", "x", "...", "\u0661" * 32, "a" * 100_000])
def test_anything_else_is_not_signed(devices, cookie):
    assert devices.signed_id(cookie) is None
