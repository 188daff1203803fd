import pytest

from agent_desk.security.cookies import CSRF_COOKIE, SESSION_COOKIE
from agent_desk.security.requests import CSRF_HEADER
from tests.fakes.http_desk import EMAIL, ORIGIN, PASSWORD, HttpDesk


@pytest.fixture
def desk(tmp_path):
    made = HttpDesk(tmp_path)
    made.add_agent()
    return made


@pytest.fixture
def browser(desk):
    return desk.client()


def code(response):
    return response.get_json()["error"]["code"]


def cookie(response, name):
    (found,) = [c for c in response.headers.getlist("Set-Cookie") if c.startswith(f"{name}=")]
    value, *attributes = found.split("; ")
    return value.removeprefix(f"{name}="), set(attributes)


class TestLoggingIn:
    def test_returns_the_agent_and_the_token_of_the_session(self, desk, browser):
        answer = desk.log_in(browser).get_json()

        assert answer["agent"]["email"] == EMAIL
        assert set(answer["agent"]) == {"id", "email", "name", "shop_ids"}
        assert browser.get("/api/session").get_json() == answer

    def test_is_needed_to_be_somebody(self, browser):
        assert browser.get("/api/session").get_json()["agent"] is None

    def test_puts_the_session_where_no_script_and_no_other_site_reaches_it(self, desk, browser):
        value, attributes = cookie(desk.log_in(browser), SESSION_COOKIE)

        assert len(value) == 43
        assert attributes >= {"HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43200"}
        assert "Secure" not in attributes
        assert not any(attribute.startswith("Domain") for attribute in attributes)

    def test_starts_a_new_session_each_time_and_ends_the_old_one(self, desk, browser):
        first, _ = cookie(desk.log_in(browser), SESSION_COOKIE)
        old = desk.sessions.find(first)
        second, _ = cookie(desk.log_in(browser), SESSION_COOKIE)

        assert second != first
        assert desk.sessions.find(first) is None
        assert desk.ended == [old.session_id]

    def test_does_not_take_over_a_planted_token(self, desk, browser):
        browser.set_cookie(SESSION_COOKIE, "planted" * 6)
        value, _ = cookie(desk.log_in(browser), SESSION_COOKIE)

        assert value != "planted" * 6

    def test_ends_after_its_hours(self, desk, browser):
        desk.log_in(browser)
        desk.clock.advance(12 * 3600)

        assert browser.get("/api/session").get_json()["agent"] is None

    def test_ends_at_once_when_the_account_is_disabled(self, desk, browser):
        desk.log_in(browser)
        desk.accounts.disable(EMAIL)

        assert browser.get("/api/session").get_json()["agent"] is None


class TestWrongLogin:
    def test_is_answered_alike_whether_address_password_or_account_is_wrong(self, desk, browser):
        desk.add_agent("bo@shop.example")
        desk.accounts.disable("bo@shop.example")
        answers = [
            desk.log_in(browser, EMAIL, "not the password"),
            desk.log_in(browser, "nobody@shop.example", PASSWORD),
            desk.log_in(browser, "bo@shop.example", PASSWORD),
        ]

        assert {answer.status_code for answer in answers} == {401}
        assert {code(answer) for answer in answers} == {"wrong_login"}
        assert len({answer.get_data() for answer in answers}) == 1
        assert browser.get_cookie(SESSION_COOKIE) is None

    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"email": EMAIL},
            {"email": 7, "password": PASSWORD},
            {"email": EMAIL, "password": ["s3cret-words"]},
            {"email": EMAIL, "password": "s3cret-words", "admin": True},
            {"email": EMAIL, "password": "s3cret-words" * 100},
            ["s3cret-words"],
            "s3cret-words",
        ],
    )
    def test_of_another_shape_is_refused_without_repeating_it(self, desk, browser, body):
        answer = desk.post(browser, "/api/login", json=body)

        assert (answer.status_code, code(answer)) == (400, "invalid_payload")
        assert "s3cret" not in answer.get_data(as_text=True)

    def test_without_json_is_refused(self, desk, browser):
        form = desk.post(browser, "/api/login", data={"email": EMAIL, "password": PASSWORD})
        broken = desk.post(browser, "/api/login", data="{", content_type="application/json")

        assert (form.status_code, code(form)) == (415, "unsupported_media_type")
        assert (broken.status_code, code(broken)) == (400, "invalid_payload")

    def test_of_huge_size_is_refused(self, desk, browser):
        answer = desk.post(browser, "/api/login", json={"email": "x" * 20_000, "password": "y"})

        assert (answer.status_code, code(answer)) == (413, "body_too_large")


class TestForgedRequest:
    @pytest.fixture
    def token(self, browser):
        return browser.get("/api/session").get_json()["csrf_token"]

    def attempt(self, browser, **headers):
        body = {"email": EMAIL, "password": PASSWORD}
        return browser.post("/api/login", headers=headers, json=body)

    @pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:81"])
    def test_of_another_origin_is_refused_even_with_the_token(self, browser, token, origin):
        answer = self.attempt(browser, Origin=origin, **{CSRF_HEADER: token})

        assert (answer.status_code, code(answer)) == (403, "origin_refused")

    def test_without_an_origin_is_refused(self, browser, token):
        answer = self.attempt(browser, **{CSRF_HEADER: token})

        assert (answer.status_code, code(answer)) == (403, "origin_refused")

    def test_without_the_right_token_is_refused(self, browser, token):
        for headers in ({}, {CSRF_HEADER: ""}, {CSRF_HEADER: token[:-1] + "!"}):
            answer = self.attempt(browser, Origin=ORIGIN, **headers)
            assert (answer.status_code, code(answer)) == (403, "csrf_failed")

    def test_from_a_browser_without_the_cookie_is_refused(self, desk, token):
        answer = self.attempt(desk.client(), Origin=ORIGIN, **{CSRF_HEADER: token})

        assert code(answer) == "csrf_failed"

    def test_with_the_token_from_before_the_log_in_is_refused(self, desk, browser, token):
        desk.log_in(browser)
        browser.set_cookie(CSRF_COOKIE, token)

        refused = browser.post("/api/logout", headers={"Origin": ORIGIN, CSRF_HEADER: token})

        assert code(refused) == "csrf_failed"
        assert browser.get("/api/session").get_json()["agent"] is not None

    def test_with_the_token_of_another_agent_is_refused(self, desk, browser):
        desk.add_agent("bo@shop.example")
        other = desk.client()
        stolen = desk.log_in(other, "bo@shop.example").get_json()["csrf_token"]
        desk.log_in(browser)

        refused = browser.post("/api/logout", headers={"Origin": ORIGIN, CSRF_HEADER: stolen})

        assert code(refused) == "csrf_failed"

    def test_planted_token_of_another_shape_is_replaced(self, browser):
        browser.set_cookie(CSRF_COOKIE, "x")

        assert len(browser.get("/api/session").get_json()["csrf_token"]) == 43

    def test_two_tabs_before_the_log_in_share_their_token(self, browser, token):
        assert browser.get("/api/session").get_json()["csrf_token"] == token


class TestLoggingOut:
    def test_ends_the_session_and_cuts_its_sockets(self, desk, browser):
        value, _ = cookie(desk.log_in(browser), SESSION_COOKIE)
        session_id = desk.sessions.find(value).session_id

        answer = desk.post(browser, "/api/logout")

        assert answer.get_json()["agent"] is None
        assert desk.ended == [session_id]
        assert desk.sessions.find(value) is None
        assert browser.get_cookie(SESSION_COOKIE) is None

    def test_leaves_a_token_for_the_next_log_in(self, desk, browser):
        desk.log_in(browser)
        token = desk.post(browser, "/api/logout").get_json()["csrf_token"]
        answer = browser.post(
            "/api/login",
            headers={"Origin": ORIGIN, CSRF_HEADER: token},
            json={"email": EMAIL, "password": PASSWORD},
        )

        assert answer.status_code == 200

    def test_without_a_session_is_no_error(self, desk, browser):
        assert desk.post(browser, "/api/logout").status_code == 200
        assert desk.ended == []
