import pytest
from argon2 import PasswordHasher

from agent_desk.errors import AccountError, NotFoundError, PasswordRefusedError, WrongLoginError
from agent_desk.security.accounts import Accounts
from agent_desk.security.passwords import Passwords
from agent_desk.security.sessions import AgentSessions
from agent_desk.storage.models import Agent
from tests.fakes.http_desk import EMAIL, PASSWORD, cheap_passwords, open_database


@pytest.fixture
def database(tmp_path):
    return open_database(tmp_path)


@pytest.fixture
def accounts(database):
    return Accounts(database, cheap_passwords())


@pytest.fixture
def ana(accounts):
    return accounts.add(EMAIL, name="Ana", shop_ids=["demo"], password=PASSWORD)


def stored_hash(database, agent):
    with database.read() as session:
        return session.get(Agent, agent.id).password_hash


class TestAuthenticate:
    def test_accepts_the_right_password_in_any_case_of_the_address(self, accounts, ana):
        assert accounts.authenticate(EMAIL, PASSWORD) == ana
        assert accounts.authenticate(f" {EMAIL.upper()} ", PASSWORD) == ana

    def test_gives_the_same_error_for_every_wrong_login(self, accounts, ana):
        texts = set()
        for email, password in ((EMAIL, "wrong password"), ("nobody@shop.example", PASSWORD)):
            with pytest.raises(WrongLoginError) as caught:
                accounts.authenticate(email, password)
            texts.add(str(caught.value))
        accounts.disable(EMAIL)
        with pytest.raises(WrongLoginError) as caught:
            accounts.authenticate(EMAIL, PASSWORD)

        assert texts == {str(caught.value)}

    def test_renews_a_hash_with_older_parameters(self, accounts, ana, database):
        before = stored_hash(database, ana)
        newer = Accounts(
            database, Passwords(PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
        )

        newer.authenticate(EMAIL, PASSWORD)

        assert stored_hash(database, ana) != before
        assert "t=2" in stored_hash(database, ana)
        assert newer.authenticate(EMAIL, PASSWORD) == ana

    def test_keeps_a_hash_with_the_present_parameters(self, accounts, ana, database):
        before = stored_hash(database, ana)
        accounts.authenticate(EMAIL, PASSWORD)

        assert stored_hash(database, ana) == before


class TestAdd:
    def test_keeps_the_address_in_lower_case_and_each_shop_once(self, accounts):
        agent = accounts.add(
            " Bo@Shop.Example", name=" Bo  Li ", shop_ids=["b", "a", "b"], password=PASSWORD
        )

        assert (agent.email, agent.name, agent.shop_ids) == (
            "bo@shop.example",
            "Bo Li",
            ("b", "a"),
        )

    def test_refuses_a_known_address_and_changes_nothing(self, accounts, ana, database):
        before = stored_hash(database, ana)

        with pytest.raises(AccountError, match="already"):
            accounts.add(
                EMAIL.upper(), name="Other", shop_ids=["x"], password="violet railway pencil"
            )

        assert stored_hash(database, ana) == before
        assert [account.agent for account in accounts.all()] == [ana]

    @pytest.mark.parametrize(
        "email",
        ["", "ana", "@shop.example", "ana@", "a b@x", "x" * 251 + "@x.yz", "ana@shop..example"],
    )
    def test_refuses_an_invalid_address(self, accounts, email):
        with pytest.raises(AccountError):
            accounts.add(email, name="Ana", shop_ids=["demo"], password=PASSWORD)

    def test_accepts_an_address_of_a_local_network(self, accounts):
        assert accounts.add("ana@desk", name="Ana", shop_ids=[], password=PASSWORD)

    @pytest.mark.parametrize("name", ["", "  ", "x" * 256])
    def test_refuses_an_invalid_name(self, accounts, name):
        with pytest.raises(AccountError):
            accounts.add(EMAIL, name=name, shop_ids=["demo"], password=PASSWORD)

    def test_refuses_a_short_password(self, accounts):
        with pytest.raises(PasswordRefusedError):
            accounts.add(EMAIL, name="Ana", shop_ids=["demo"], password="short")

        assert accounts.all() == []


class TestStaff:
    def test_makes_new_accounts_and_adds_the_shop_to_known_ones(self, accounts, ana):
        bo = accounts.prepare("bo@desk", name="Bo", shop_ids=["new"], password=PASSWORD)

        accounts.staff("new", [bo], [EMAIL])
        accounts.staff("new", [], [EMAIL])

        assert accounts.find("bo@desk").agent.shop_ids == ("new",)
        assert accounts.find(EMAIL).agent.shop_ids == (*ana.shop_ids, "new")

    def test_does_all_or_nothing(self, accounts, ana):
        bo = accounts.prepare("bo@desk", name="Bo", shop_ids=["new"], password=PASSWORD)

        with pytest.raises(NotFoundError):
            accounts.staff("new", [bo], ["nobody@desk"])

        assert [account.agent for account in accounts.all()] == [ana]


class TestChanges:
    def test_disabling_ends_log_ins_and_enabling_opens_the_account_again(
        self, accounts, ana, database
    ):
        sessions = AgentSessions(database, hours=12, idle_hours=12)
        made = sessions.create(ana.id)

        assert accounts.disable(EMAIL) == [made.signed_in.session_id]
        assert sessions.find(made.token) is None
        first = accounts.find(EMAIL).disabled_at
        assert accounts.disable(EMAIL) == []
        assert accounts.find(EMAIL).disabled_at == first

        accounts.enable(EMAIL)
        assert accounts.authenticate(EMAIL, PASSWORD) == ana
        assert sessions.find(made.token) is None

    def test_new_password_ends_log_ins_and_replaces_the_old_one(self, accounts, ana, database):
        made = AgentSessions(database, hours=12, idle_hours=12).create(ana.id)

        assert accounts.set_password(EMAIL, "a newer password") == [made.signed_in.session_id]
        assert accounts.authenticate(EMAIL, "a newer password") == ana
        with pytest.raises(WrongLoginError):
            accounts.authenticate(EMAIL, PASSWORD)

    def test_refused_password_changes_nothing(self, accounts, ana, database):
        made = AgentSessions(database, hours=12, idle_hours=12).create(ana.id)

        with pytest.raises(PasswordRefusedError):
            accounts.set_password(EMAIL, "short")

        assert accounts.authenticate(EMAIL, PASSWORD) == ana
        assert AgentSessions(database, hours=12, idle_hours=12).find(made.token) is not None

    def test_unknown_agent_is_named(self, accounts):
        for change in (
            accounts.disable,
            accounts.enable,
            lambda email: accounts.set_password(email, PASSWORD),
        ):
            with pytest.raises(NotFoundError, match="nobody@shop.example"):
                change("nobody@shop.example")
