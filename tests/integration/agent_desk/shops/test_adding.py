"""``shops add``: a shop is set up, all of it or nothing."""

import re
import stat

import pytest

from agent_desk.errors import AccountError, ShopSetupError
from agent_desk.security.accounts import Accounts
from agent_desk.settings.desk import DeskSettings
from knowledge_base import KnowledgeBase
from tests.fakes.encoder import FakeEncoder
from tests.fakes.http_desk import PASSWORD, cheap_passwords
from tests.fakes.orders import order
from tests.fakes.shop_api import TOKEN, ShopApi, serve

NAMES = ("--name", "en=Harbour", "--name", "zh-Hant=海港")


@pytest.fixture(scope="module")
def order_api():
    api = ShopApi(order("#1001"))
    with serve(api) as address:
        yield address


def files_of(folder):
    """What a shop leaves in the folder: its file, and data of the knowledge base."""
    return sorted(path.name for path in folder.glob("shops/*"))


class TestWithFlags:
    def test_sets_up_a_whole_shop(self, command, folder, faq, accounts, base, order_api):
        (folder / "token").write_text(TOKEN + "\n")

        result = command(
            "add", "harbour", *NAMES, "--origin", "https://harbour.example",
            "--time-zone", "Asia/Taipei", "--hours", "mon-fri 09:00-18:00",
            "--hours", "sat 10:00-12:00 13:00-15:00", "--number", "#1001",
            "--orders", "kind=http", "--orders", f"url={order_api}",
            "--orders", f"token=@{folder / 'token'}", "--try-order", "#1001",
            "--proof", "email", "--proof", "postal_code",
            "--import", str(faq), "--agent", "mei@harbour.example=Mei",
        )  # fmt: skip

        assert result.exit_code == 0, (result.output, result.exception)
        shop = DeskSettings().shops["harbour"]
        assert shop.name.hant == "海港"
        assert shop.greeting.en == "Hello, this is Harbour. How can we help?"
        assert [number.pattern for number in shop.order_numbers] == ["#{4-6}"]
        assert shop.orders.token.get_secret_value() == TOKEN
        assert (shop.proof.kinds, shop.proof.needed) == (["email", "postal_code"], 2)
        assert shop.hours.weekly["friday"][0].end == 18 * 60
        assert len(shop.hours.weekly["saturday"]) == 2
        assert base.store.published("harbour").entries == 2
        password = re.search("password (\\S+),", result.output)[1]
        assert accounts.authenticate("mei@harbour.example", password).shop_ids == ("harbour",)
        assert "Order #1001: " in result.output
        tag = '<script src="https://chat.example/widget.js" data-shop="harbour" async></script>'
        assert tag in result.output
        assert TOKEN not in result.output

    def test_only_the_owner_may_read_the_file(self, command, folder):
        assert command("add", "harbour", *NAMES, "--identity").exit_code == 0

        [path] = folder.glob("shops/*")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert DeskSettings().shops["harbour"].identity_secret is not None

    def test_a_name_in_one_language_stands_for_the_other(self, command):
        command("add", "harbour", "--name", "en=Harbour")

        shop = DeskSettings().shops["harbour"]
        assert shop.name.chinese == "Harbour"
        assert shop.greeting.chinese.startswith("您好")

    def test_agent_of_another_shop_answers_for_this_one_too(self, command, accounts):
        accounts.add("ana@desk", name="Ana", shop_ids=["other"], password=PASSWORD)

        result = command("add", "harbour", *NAMES, "--agent", "ana@desk=Ana")

        assert accounts.find("ana@desk").agent.shop_ids == ("other", "harbour")
        assert "answers for harbour as well" in result.output

    @pytest.mark.parametrize(
        ("flags", "said"),
        [
            ((), "--name is missing"),
            (("--name", "Harbour"), "write LANGUAGE=TEXT"),
            ((*NAMES, "--accent", "red"), "accent: write a colour"),
            ((*NAMES, "--origin", "harbour.example/x"), "is no origin"),
            ((*NAMES, "--hours", "mon 9-18"), "--time-zone"),
            ((*NAMES, "--time-zone", "Asia/Taipei", "--hours", "mon 9-18"), "09:00-18:00"),
            ((*NAMES, "--time-zone", "Asia/Taipei", "--hours", "someday 09:00-18:00"), "no day"),
            ((*NAMES, "--time-zone", "Taipei", "--hours", "mon 09:00-18:00"), "no time zone"),
            ((*NAMES, "--number", "one"), "no digits"),
            ((*NAMES, "--orders", "kind=http"), "--orders need --number"),
            ((*NAMES, "--number", "#1001", "--orders", "kind=fax"), "kind' must be one of"),
            ((*NAMES, "--number", "#1001", "--orders", "kind=http"), "token is missing"),
            ((*NAMES, "--number", "#1001", "--orders", "token=abc"), "token is a secret"),
            ((*NAMES, "--import", "nowhere.csv"), "no file nowhere.csv"),
            ((*NAMES, "--agent", "mei@desk"), "write EMAIL=NAME"),
            ((*NAMES, "--agent", "nobody=Mei"), "not an e-mail address"),
        ],
    )
    def test_says_what_is_wrong_and_changes_nothing(self, command, folder, flags, said):
        result = command("add", "harbour", *flags)

        assert result.exit_code != 0
        assert said in str(result.exception)
        assert files_of(folder) == []

    @pytest.mark.parametrize("shop_id", ["Harbour", "../harbour", "a b"])
    def test_refuses_what_is_no_id(self, command, shop_id):
        assert "An id is made of" in str(command("add", shop_id, *NAMES).exception)

    def test_never_overwrites_a_shop(self, command, folder):
        command("add", "harbour", *NAMES)
        [path] = folder.glob("shops/*")
        before = path.read_text()

        result = command("add", "harbour", "--name", "en=Other")

        assert "There is a shop 'harbour' already" in str(result.exception)
        assert path.read_text() == before


class TestInATerminal:
    def test_asks_for_everything_and_again_where_an_answer_will_not_do(
        self, command, accounts, order_api
    ):
        typed = [
            "My Harbour", "harbour",
            "de", "en, zh-Hant",
            "Harbour", "海港", "", "歡迎！",
            "blue", "#112233",
            "harbour.example", "https://harbour.example, https://www.harbour.example",
            "Taipei", "Asia/Taipei", "mon-fri", "mon-fri 09:00-18:00; sat 10:00-14:00",
            "order", "#1001", "",
            "http", "http://127.0.0.1:9", TOKEN, "#1001",
            "http", order_api, TOKEN, "#1001",
            "surname", "email",
            "",
            "mei", "mei@harbour.example", "Mei", "short", PASSWORD,
            "",
            "y",
        ]  # fmt: skip

        result = command("add", typed=typed)

        assert result.exit_code == 0, (result.output, result.exception)
        shop = DeskSettings().shops["harbour"]
        assert shop.greeting.hant == "歡迎！"
        assert shop.accent == "#112233"
        assert len(shop.allowed_origins) == 2
        assert shop.orders.url == order_api
        assert accounts.authenticate("mei@harbour.example", PASSWORD)
        assert PASSWORD not in result.output
        assert TOKEN not in result.output
        assert shop.proof.kinds == ["email"]
        for reason in ("An id is made of", "write a colour", "is no origin", "no time zone"):
            assert reason in result.output

    def test_blanks_are_no_answer_and_take_the_default_where_there_is_one(self, command):
        typed = ["en", "  ", "Harbour", "  ", "  ", "  ", "", "", "", "", "", "y"]

        result = command("add", "harbour", typed=typed)

        assert result.exit_code == 0, (result.output, result.exception)
        assert "An answer is needed here" in result.output
        shop = DeskSettings().shops["harbour"]
        assert shop.name.en == "Harbour"
        assert shop.greeting.en == "Hello, this is Harbour. How can we help?"
        assert shop.accent == "#b3401f"

    def test_nothing_is_there_if_the_last_question_is_denied(self, command, folder):
        result = command("add", "harbour", *NAMES, typed=["", "", "", "", "", "", "", "", "n"])

        assert isinstance(result.exception, ShopSetupError)
        assert files_of(folder) == []

    def test_nothing_is_there_if_the_terminal_ends(self, command, folder):
        result = command("add", "harbour", typed=["en"])

        assert result.exit_code == 1
        assert files_of(folder) == []


class _Interrupted(FakeEncoder):
    """Ctrl-C comes while the import encodes."""

    def encode_questions(self, texts):
        raise KeyboardInterrupt


class _TakenMeanwhile(Accounts):
    def staff(self, shop_id, prepared, known):
        raise AccountError("There is already an agent mei@harbour.example.")


class TestWhatFailsInTheMiddle:
    def test_interrupt_of_the_import_leaves_nothing(self, command, folder, faq, base):
        base = KnowledgeBase(base.settings, _Interrupted())

        result = command("add", "harbour", *NAMES, "--import", str(faq), base=base)

        assert "Stopped; nothing was changed" in str(result.exception)
        assert files_of(folder) == []
        assert base.store.shops() == []

    def test_failure_at_the_end_takes_all_back(self, command, folder, faq, base, database):
        accounts = _TakenMeanwhile(database, cheap_passwords())
        flags = ("--import", str(faq), "--agent", "mei@harbour.example=Mei")

        result = command("add", "harbour", *NAMES, *flags, accounts=accounts)

        assert isinstance(result.exception, AccountError)
        assert files_of(folder) == []
        assert base.store.shops() == []

    def test_file_without_answers_leaves_nothing(self, command, folder, base):
        (folder / "empty.csv").write_text("question,answer\n")

        result = command("add", "harbour", *NAMES, "--import", str(folder / "empty.csv"))

        assert result.exit_code != 0
        assert files_of(folder) == []
        assert base.store.shops() == []
