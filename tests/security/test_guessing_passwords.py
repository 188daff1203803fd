"""Nobody can guess an agent's password, and nobody can lock an agent out by trying."""

import pytest

from tests.fakes.http_desk import EMAIL, PASSWORD, HttpDesk

HOME, OFFICE, STRANGER = "198.51.100.7", "192.0.2.80", "203.0.113.9"
WRONG = "not the password"
DAY = 24 * 3600
DEVICE = "relay_device"


@pytest.fixture
def desk(tmp_path):
    made = HttpDesk(tmp_path)
    made.add_agent()
    return made


def address(number):
    """One of many addresses."""
    return f"10.{number // 65536}.{number // 256 % 256}.{number % 256}"


def guess(desk, times, *, email=EMAIL, start=0, one_address=False):
    """Wrong passwords, each in a new browser, from one address or as many as there are tries."""
    for number in range(start, start + times):
        place = STRANGER if one_address else address(number)
        desk.log_in(desk.client(), email, WRONG, address=place)


def guesses_in_a_day(desk, next_try, *, enough):
    """How many passwords the desk looks at in 24 hours, for somebody who does as it says.

    ``next_try`` has the e-mail address and the address of each try. Stops at ``enough``.
    """
    began, looked_at = desk.clock.now, 0
    browser = desk.client()
    while (desk.clock.now - began).total_seconds() < DAY and looked_at < enough:
        email, place = next_try()
        answer = desk.log_in(browser, email, WRONG, address=place)
        if answer.status_code == 401:
            looked_at += 1
        else:
            desk.clock.advance(answer.get_json()["error"]["retry_after_seconds"])
    return looked_at


class TestLockingAnAgentOut:
    def test_stranger_at_one_address_stops_the_owner_nowhere(self, desk):
        known = desk.client()
        assert desk.log_in(known, address=HOME).status_code == 200
        guess(desk, 100, one_address=True)

        assert desk.log_in(known, address=OFFICE).status_code == 200
        assert desk.log_in(desk.client(), address=OFFICE).status_code == 200

    def test_strangers_at_many_addresses_stop_neither_the_known_device_nor_the_known_address(
        self, desk
    ):
        known = desk.client()
        assert desk.log_in(known, address=HOME).status_code == 200
        guess(desk, 300)

        assert desk.log_in(desk.client(), address=STRANGER).status_code == 429
        assert desk.log_in(known, address=OFFICE).status_code == 200
        assert desk.log_in(desk.client(), address=HOME).status_code == 200

    def test_stranger_at_the_owners_own_address_does_not_stop_the_known_device(self, desk):
        known = desk.client()
        assert desk.log_in(known, address=STRANGER).status_code == 200
        guess(desk, 100, one_address=True)
        for number in range(100):
            guess(desk, 1, email=f"{number}@shop.example", one_address=True)

        assert desk.log_in(known, address=STRANGER).status_code == 200

    def test_neighbours_at_the_owners_address_do_not_stop_them_there(self, desk):
        assert desk.log_in(desk.client(), address=STRANGER).status_code == 200
        for number in range(35):
            guess(desk, 1, email=f"{number}@shop.example", one_address=True)

        assert desk.log_in(desk.client(), address=STRANGER).status_code == 200

    def test_owner_who_mistyped_begins_anew_after_a_log_in(self, desk):
        browser = desk.client()
        for _ in range(3):
            for _ in range(4):
                assert desk.log_in(browser, EMAIL, WRONG).status_code == 401
            assert desk.log_in(browser).status_code == 200

    def test_operator_can_unlock_an_account(self, desk):
        guess(desk, 300)
        guess(desk, 10, one_address=True)
        desk.database.write(desk.limits.unlock, EMAIL.upper())

        assert desk.log_in(desk.client(), address=STRANGER).status_code == 200


class TestGuessesADay:
    def test_are_few_from_one_address(self, desk):
        made = guesses_in_a_day(desk, lambda: (EMAIL, STRANGER), enough=1000)

        assert made < 50

    def test_are_a_few_hundred_from_a_thousand_addresses(self, desk):
        tries = iter(range(10**9))
        made = guesses_in_a_day(desk, lambda: (EMAIL, address(next(tries) % 1000)), enough=1000)

        assert made < 500

    def test_are_few_for_one_address_over_all_accounts(self, desk):
        tries = iter(range(10**9))
        spray = guesses_in_a_day(
            desk, lambda: (f"{next(tries)}@shop.example", STRANGER), enough=1000
        )

        assert spray < 100

    def test_are_few_for_a_known_device(self, desk):
        browser = desk.client()
        assert desk.log_in(browser).status_code == 200
        cookie = browser.get_cookie(DEVICE).value

        made = 0
        for number in range(100):
            stolen = desk.client()
            stolen.set_cookie(DEVICE, cookie)
            answer = desk.log_in(stolen, EMAIL, WRONG, address=address(number))
            made += answer.status_code == 401

        assert made == 5

    def test_are_not_more_after_a_restart(self, world):
        world.agent()

        def tries(desk):
            http = desk.app.test_client()
            token = http.get("/api/session").json["csrf_token"]
            return [
                http.post(
                    "/api/login",
                    json={"email": "mei@shop.example", "password": WRONG},
                    headers={"X-CSRF-Token": token, "Origin": "http://localhost"},
                ).status_code
                for _ in range(6)
            ]

        assert tries(world.desk) == [401] * 5 + [429]
        assert tries(world.another_desk().desk) == [429] * 6

    def test_of_each_address_wait_longer_and_longer(self, desk):
        browser, waits = desk.client(), []
        while len(waits) < 8:
            answer = desk.log_in(browser, EMAIL, WRONG)
            if answer.status_code == 429:
                waits.append(answer.get_json()["error"]["retry_after_seconds"])
                desk.clock.advance(waits[-1])

        assert waits == [30, 60, 120, 240, 480, 960, 1920, 3600]


class TestKnownDevice:
    @pytest.fixture
    def cookie(self, desk):
        browser = desk.client()
        desk.log_in(browser, address=HOME)
        return browser.get_cookie(DEVICE).value

    def passes_the_limits(self, desk, cookie, email=EMAIL):
        """Whether a browser with ``cookie`` may try, at an address that may not try any more."""
        guess(desk, 10, email=email, one_address=True)
        browser = desk.client()
        browser.set_cookie(DEVICE, cookie)
        return desk.log_in(browser, email, WRONG, address=STRANGER).status_code == 401

    def test_is_known_where_a_stranger_is_refused(self, desk, cookie):
        assert self.passes_the_limits(desk, cookie)

    def test_is_known_for_its_own_account_only(self, desk, cookie):
        desk.add_agent("bo@shop.example")

        assert not self.passes_the_limits(desk, cookie, "bo@shop.example")
        assert not self.passes_the_limits(desk, cookie, "nobody@shop.example")

    def test_is_unknown_after_a_new_password(self, desk, cookie):
        desk.accounts.set_password(EMAIL, "violet railway pencil")

        assert not self.passes_the_limits(desk, cookie)

    def test_is_unknown_after_its_time(self, desk, cookie):
        desk.clock.advance(90 * DAY)

        assert not self.passes_the_limits(desk, cookie)

    def test_cannot_be_forged(self, desk, cookie):
        parts = cookie.split(".")
        changed = (
            [*parts[:number], part[::-1], *parts[number + 1 :]] for number, part in enumerate(parts)
        )
        for forged in (*map(".".join, changed), "x", "...", f"{cookie}0", ""):
            desk.clock.advance(60)
            assert not self.passes_the_limits(desk, forged)

    def test_opens_nothing(self, desk, cookie):
        browser = desk.client()
        for name in (DEVICE, "relay_session", "relay_csrf"):
            browser.set_cookie(name, cookie)

        assert browser.get("/api/session").get_json()["agent"] is None

    def test_cookie_is_hidden_from_scripts_and_other_sites(self, desk):
        answer = desk.log_in(desk.client())
        (sent,) = [c for c in answer.headers.getlist("Set-Cookie") if c.startswith(DEVICE)]

        assert {"HttpOnly", "SameSite=Strict", "Path=/", f"Max-Age={90 * DAY}"} <= set(
            sent.split("; ")
        )


class TestRequestsAMinute:
    """A request counts before its body is read."""

    def statuses(self, desk, cookie=None, times=70, address=OFFICE, **body):
        browser = desk.client()
        if cookie:
            browser.set_cookie(DEVICE, cookie)
        place = {"REMOTE_ADDR": address}
        body = body or {"data": "{", "content_type": "application/json"}
        return [
            desk.post(browser, "/api/login", environ_base=place, **body).status_code
            for _ in range(times)
        ]

    @pytest.fixture
    def cookie(self, desk):
        browser = desk.client()
        desk.log_in(browser, address=HOME)
        return browser.get_cookie(DEVICE).value

    def test_are_limited_for_an_address(self, desk):
        assert self.statuses(desk) == [400] * 60 + [429] * 10

    def test_are_limited_for_a_device_at_all_addresses(self, desk, cookie):
        answers = [self.statuses(desk, cookie, 1, address(n))[0] for n in range(70)]

        assert answers.count(429) >= 10

    def test_of_neighbours_do_not_count_for_a_known_device(self, desk, cookie):
        self.statuses(desk)
        browser = desk.client()
        browser.set_cookie(DEVICE, cookie)

        assert desk.log_in(browser, address=OFFICE).status_code == 200

    @pytest.mark.parametrize("ended", ["disabled", "new password"])
    def test_of_a_device_that_is_known_no_more_count_for_the_address(self, desk, cookie, ended):
        if ended == "disabled":
            desk.accounts.disable(EMAIL)
        else:
            desk.accounts.set_password(EMAIL, "violet railway pencil")
        self.statuses(desk, times=60)
        browser = desk.client()
        browser.set_cookie(DEVICE, cookie)
        answer = desk.log_in(browser, EMAIL, WRONG, address=OFFICE)

        assert answer.status_code == 429


class TestFindingOutWhoHasAnAccount:
    def test_unknown_account_is_counted_and_answered_like_a_known_one(self, desk):
        def answers(email, place):
            tries = [desk.log_in(desk.client(), email, WRONG, address=place) for _ in range(8)]
            return [(answer.status_code, answer.get_data()) for answer in tries]

        assert answers(EMAIL, HOME) == answers("nobody@shop.example", OFFICE)
        assert answers(EMAIL, HOME)[-1][0] == 429

    def test_unknown_account_is_slowed_down_at_many_addresses_too(self, desk):
        guess(desk, 110, email="nobody@shop.example")
        late = desk.log_in(desk.client(), "nobody@shop.example", PASSWORD, address=HOME)

        assert late.status_code == 429
