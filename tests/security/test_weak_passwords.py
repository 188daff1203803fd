"""A password that others would try early is refused wherever one is set."""

import threading

import pytest
from structlog.testing import capture_logs

from agent_desk.errors import PasswordRefusedError
from tests.fakes.http_desk import EMAIL, PASSWORD, HttpDesk

SHOP = {
    "name": {"zh": "灯笼巷", "en": "Lantern Lane"},
    "greeting": {"zh": "您好", "en": "Hello"},
}
WEAK = [
    "1234567890",
    "password123",
    "Password1!",
    "P@ssw0rd2026",
    "qwertyuiop1",
    "1qaz2wsx3edc",
    "iloveyou2026",
    "aaaaaaaaaaaa",
    "abcabcabcabc",
    "20261130aa",
    "Summer2026!",
    "p-a-s-s-w-o-r-d-1",
    "correct horse",
    "ｐａｓｓｗｏｒｄ１２３",
    "woaini5201314",
    "wodemima123",
    "密码密码密码密码密码",
    "我爱你我爱你1314",
    "a" * 1024,
    "Admin@123456",
    "Relay2026!",
    "support!!console",
    "qwe123!@#asd",
]
ABOUT_THE_ACCOUNT = [
    "ana@shop.example",
    "Rodriguez2026",
    "lanternlane1",
    "Lantern Lane 2026",
    "灯笼巷灯笼巷2026",
    "Lantern#Lane99",
    "L*a*n*t*e*r*n99",
    "Lantern!Lane#2026",
    "ana#rodriguez!1",
]
STRONG = [
    "correct horse battery",
    "kX9-vQ2mPz7w",
    "a#K!9%z&Q(bW",
    "红烧 月台 铅笔 四十",
    "kX9-vQ2mPz7w" + "x" * 1012,
]


@pytest.fixture
def desk(tmp_path):
    return HttpDesk(tmp_path, shops={"lantern": SHOP})


def add(desk, password):
    return desk.accounts.add(EMAIL, name="Ana Rodriguez", shop_ids=["lantern"], password=password)


@pytest.mark.parametrize("password", [*WEAK, *ABOUT_THE_ACCOUNT])
def test_new_account_does_not_get_it(desk, password):
    with pytest.raises(PasswordRefusedError, match="easy to guess"):
        add(desk, password)

    assert desk.accounts.all() == []


@pytest.mark.parametrize("password", ["password123", *ABOUT_THE_ACCOUNT])
def test_account_does_not_get_it_later(desk, password):
    add(desk, PASSWORD)

    with pytest.raises(PasswordRefusedError, match="easy to guess"):
        desk.accounts.set_password(EMAIL, password)

    assert desk.log_in(desk.client()).status_code == 200


@pytest.mark.parametrize("password", STRONG)
def test_others_are_accepted(desk, password):
    assert add(desk, password)


def test_log_in_looks_at_each_password_once_and_beside_the_event_loop(desk, monkeypatch):
    looked_at = []

    def is_weak(password, **_):
        looked_at.append((password, threading.current_thread()))
        return False

    add(desk, PASSWORD)
    monkeypatch.setattr("agent_desk.security.accounts.is_weak", is_weak)
    for _ in range(2):
        assert desk.log_in(desk.client()).status_code == 200

    ((password, thread),) = looked_at
    assert password == PASSWORD
    assert thread is not threading.main_thread()


def test_old_one_goes_on_working_and_the_log_says_whose_it_is(desk, monkeypatch):
    with monkeypatch.context() as before:
        before.setattr("agent_desk.security.accounts.check_strength", lambda *_, **__: None)
        agent = add(desk, "password123")
    with capture_logs() as lines:
        assert desk.log_in(desk.client(), EMAIL, "password123").status_code == 200

    (line,) = [line for line in lines if line["event"] == "password_weak"]
    assert line["agent_id"] == agent.id
    assert "password123" not in str(lines)
