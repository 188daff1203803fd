"""Who has an agent's browser or cookie: how long it opens the console, and where it works."""

import pytest
from sqlalchemy import select

from agent_desk.app import create_desk
from agent_desk.storage.models import AgentSession
from tests.fakes.http_desk import EMAIL, PASSWORD, HttpDesk
from tests.fakes.sockets import AgentClient

HTTPS = "https://chat.shop.example"
HOUR = 3600


def log_in(http, url):
    token = http.get("/api/session", base_url=url).json["csrf_token"]
    return http.post(
        "/api/login",
        base_url=url,
        headers={"Origin": url, "X-CSRF-Token": token},
        json={"email": EMAIL, "password": PASSWORD},
    )


def cookies_of(desk, url):
    """The name of each cookie of a log-in, with its attributes."""
    http = desk.client()
    page = http.get("/api/session", base_url=url)
    sent = [*page.headers.getlist("Set-Cookie"), *log_in(http, url).headers.getlist("Set-Cookie")]
    return {
        cookie.split("=", 1)[0]: {part.split("=")[0] for part in cookie.split("; ")[1:]}
        for cookie in sent
    }


class TestCookies:
    def test_of_an_https_desk_can_be_planted_by_no_other_host(self, tmp_path):
        desk = HttpDesk(tmp_path, public_url=HTTPS)
        desk.add_agent()
        cookies = cookies_of(desk, HTTPS)

        assert set(cookies) == {
            "__Host-relay_session",
            "__Host-relay_csrf",
            "__Host-relay_device",
        }
        for attributes in cookies.values():
            assert attributes >= {"Secure", "HttpOnly", "SameSite", "Path"}
            assert "Domain" not in attributes

    def test_of_a_desk_without_https_have_plain_names(self, tmp_path):
        desk = HttpDesk(tmp_path)
        desk.add_agent()
        cookies = cookies_of(desk, "http://localhost")

        assert set(cookies) == {"relay_session", "relay_csrf", "relay_device"}
        assert all("Secure" not in attributes for attributes in cookies.values())

    def test_under_their_plain_names_open_nothing_at_an_https_desk(self, tmp_path):
        desk = HttpDesk(tmp_path, public_url=HTTPS)
        agent_id = desk.add_agent()
        browser = desk.client()
        token = desk.sessions.create(agent_id).token
        browser.set_cookie("relay_session", token, domain="chat.shop.example")

        assert browser.get("/api/session", base_url=HTTPS).json["agent"] is None

    @pytest.mark.parametrize(
        ("name", "opens"), [("__Host-relay_session", True), ("relay_session", False)]
    )
    def test_socket_reads_the_same_cookie(self, world, name, opens):
        settings = world.desk.settings.model_copy(update={"public_url": HTTPS})
        desk = create_desk(
            settings, knowledge_base=world.base, dialogue=world.dialogue, clock=world.clock
        )
        desk.accounts.add(EMAIL, name="Ana", shop_ids=["demo"], password=PASSWORD)
        http = desk.app.test_client()
        csrf_token = log_in(http, HTTPS).json["csrf_token"]
        token = http.get_cookie("__Host-relay_session", domain="chat.shop.example").value
        console = desk.app.test_client()
        console.set_cookie(name, token)

        assert AgentClient(desk, csrf_token, console).connected is opens


class TestIdleSession:
    def is_logged_in(self, agent):
        return agent.http.get("/api/session").json["agent"] is not None

    def test_ends_when_no_console_has_been_open_for_long(self, world):
        agent = world.agent()
        agent.disconnect()
        world.clock.advance(4 * HOUR - 1)
        assert self.is_logged_in(agent)
        world.clock.advance(1)

        assert not self.is_logged_in(agent)
        assert not AgentClient(world.desk, agent.csrf_token, agent.http).connected

    def test_goes_on_while_a_console_is_open(self, world):
        agent = world.agent()
        for _ in range(11):
            world.clock.advance(HOUR)
            world.heartbeat()

        assert self.is_logged_in(agent)

    def test_ends_after_its_hours_all_the_same(self, world):
        agent = world.agent()
        for _ in range(12):
            world.clock.advance(HOUR)
            world.heartbeat()
        world.desk.agents.cut_off_ended()

        assert not self.is_logged_in(agent)
        assert not agent.connected

    def test_is_noted_once_a_minute_at_most(self, world):
        world.agent()
        noted = set()
        for _ in range(60):
            world.clock.advance(5)
            world.heartbeat()
            with world.desk.database.read() as session:
                noted.add(session.scalar(select(AgentSession.last_used_at)))

        assert len(noted) == 6
