"""What strangers can read of /metrics and /readyz, and what the desk says about HTTPS."""

import pytest

from agent_desk.errors import NotReadyError, StartError
from agent_desk.security.starting import check_security_settings
from agent_desk.settings.desk import DeskSettings
from knowledge_base.errors import ConfigurationError
from tests.fakes.http_desk import HttpDesk

TOKEN = "a token of 32 bytes or of some more"
STRANGER = {"REMOTE_ADDR": "203.0.113.9"}
PROXY_HEADERS = [
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "X-Forwarded-Server",
    "X-Forwarded-Port",
    "Forwarded",
    "Via",
    "X-Real-IP",
    "X-Client-IP",
    "CF-Connecting-IP",
    "True-Client-IP",
]


def lantern_lane_is_missing():
    raise NotReadyError("Nothing has been imported for: lantern-lane.")


@pytest.fixture
def desk(tmp_path):
    checks = {
        "database": lambda: "3 shops: lantern-lane",
        "knowledge_base": lantern_lane_is_missing,
    }
    return HttpDesk(tmp_path, checks=checks, metrics_token=TOKEN)


class Page:
    """Whether a page of this path is shown whole to a request."""

    def __init__(self, desk, path):
        self._client, self._path = desk.client(), path

    def is_shown(self, environ=None, **headers):
        answer = self._client.get(self._path, environ_base=environ or {}, headers=headers)
        text = answer.get_data(as_text=True)
        if self._path == "/metrics":
            return answer.status_code == 200
        assert answer.status_code == 503
        return "lantern-lane" in text


@pytest.fixture(params=["/metrics", "/readyz"])
def page(request, desk):
    return Page(desk, request.param)


class TestMetricsAndDetails:
    def test_are_shown_on_this_machine(self, page):
        assert page.is_shown()
        assert page.is_shown(Host="127.0.0.1:8000")

    def test_are_not_shown_elsewhere(self, page):
        assert not page.is_shown(STRANGER)

    @pytest.mark.parametrize("header", PROXY_HEADERS)
    def test_are_not_shown_through_a_proxy_on_this_machine(self, page, header):
        assert not page.is_shown(**{header: "127.0.0.1"})

    def test_are_not_shown_through_a_proxy_that_adds_no_header(self, page):
        assert not page.is_shown(Host="chat.shop.example")

    @pytest.mark.parametrize(
        ("settings", "shown"),
        [
            ({"trusted_proxies": 1}, False),
            ({"public_url": "https://chat.shop.example"}, False),
            ({"public_url": "http://localhost:8000"}, True),
            ({"public_url": "http://[::1]:8000"}, True),
        ],
    )
    def test_are_not_shown_on_this_machine_if_strangers_come_through_a_proxy(
        self, tmp_path, settings, shown
    ):
        (tmp_path / "other").mkdir()
        metrics = Page(HttpDesk(tmp_path / "other", metrics_token=TOKEN, **settings), "/metrics")

        assert metrics.is_shown() is shown
        assert metrics.is_shown(Authorization=f"Bearer {TOKEN}")

    def test_are_shown_to_the_token_from_anywhere(self, page):
        assert page.is_shown(STRANGER, Authorization=f"Bearer {TOKEN}")

    @pytest.mark.parametrize(
        "authorization",
        ["Bearer", "Bearer x", f"Bearer {TOKEN}x", f"Basic {TOKEN}", TOKEN, "Bearer \xff"],
    )
    def test_are_not_shown_to_anything_else(self, page, authorization):
        assert not page.is_shown(STRANGER, Authorization=authorization)

    def test_are_not_shown_to_an_empty_token_where_none_is_set(self, tmp_path):
        (tmp_path / "other").mkdir()
        metrics = Page(HttpDesk(tmp_path / "other"), "/metrics")

        assert not metrics.is_shown(STRANGER, Authorization="Bearer ")
        assert not metrics.is_shown(STRANGER, Authorization="Bearer None")


def test_readyz_tells_strangers_only_which_part_is_ready(desk):
    answer = desk.client().get("/readyz", environ_base=STRANGER)

    assert answer.get_json() == {"database": {"ok": True}, "knowledge_base": {"ok": False}}


def test_short_token_stops_the_desk():
    with pytest.raises(StartError, match="metrics_token"):
        check_security_settings(DeskSettings(metrics_token="x" * 31))


@pytest.mark.parametrize(
    ("setting", "instead"),
    [
        ("metrics_public", "agent_desk.metrics_token"),
        ("limits.login_attempts", "agent_desk.logins.free_tries"),
        ("limits.account_attempts", "agent_desk.logins.account_free_tries"),
    ],
)
class TestSettingThatIsGone:
    """A guess of the name could loosen another limit."""

    def test_stops_the_desk_in_the_environment(self, setting, instead, monkeypatch):
        variable = "RELAY_AGENT_DESK_" + setting.upper().replace(".", "__")
        monkeypatch.setenv(variable, "5/minute")

        with pytest.raises(ConfigurationError) as stopped:
            DeskSettings()
        assert f"{variable}: unknown setting; it is gone, set {instead}" in str(stopped.value)
        assert "did you mean" not in str(stopped.value)

    def test_stops_the_desk_in_the_file(self, setting, instead):
        section, _, name = setting.rpartition(".")
        values = {section: {name: "5/minute"}} if section else {name: True}

        with pytest.raises(ConfigurationError) as stopped:
            DeskSettings(**values)
        assert str(stopped.value).endswith(f"unknown setting; it is gone, set {instead}")


class TestHsts:
    def header(self, desk):
        return desk.client().get("/healthz").headers.get("Strict-Transport-Security")

    def test_is_sent_when_it_is_set(self, tmp_path):
        desk = HttpDesk(tmp_path, public_url="https://chat.shop.example", hsts_seconds=31_536_000)

        assert self.header(desk) == "max-age=31536000"

    def test_is_left_to_the_proxy_otherwise(self, desk):
        assert self.header(desk) is None

    @pytest.mark.parametrize("public_url", [None, "http://localhost:8000"])
    def test_needs_https(self, public_url):
        with pytest.raises(StartError, match="hsts_seconds"):
            check_security_settings(DeskSettings(public_url=public_url, hsts_seconds=60))
