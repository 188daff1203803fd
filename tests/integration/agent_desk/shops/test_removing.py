"""``shops remove``: exported first, and then nothing is left of it; ``off`` and ``on``."""

import json
import stat

import pytest
from sqlalchemy import func, select

from agent_desk.cli.shops.desk import ShopDesk
from agent_desk.cli.shops.removing import export_shop, remove_shop
from agent_desk.errors import ShopSetupError
from agent_desk.storage.models import Base
from agent_desk.storage.shops import shops_off
from knowledge_base.errors import UnwritableFileError
from knowledge_base.importing.run import import_files
from tests.fakes.http_desk import PASSWORD

SHOP = "name: {zh: 海港, en: Harbour}\ngreeting: {zh: 您好, en: Hello}\n"


@pytest.fixture
def desk(world, base, folder):
    """The desk of a world whose shop ``demo`` has a file; ``other`` stands elsewhere."""
    (folder / "shops").mkdir()
    (folder / "shops" / "demo.yml").write_text(SHOP, "utf-8")
    return ShopDesk(world.desk.settings, world.desk.database, world.desk.accounts, base, asks=False)


@pytest.fixture
def remove(desk, command):
    def remove(*arguments, **options):
        parts = {name: getattr(desk, name) for name in ("settings", "accounts", "base")}
        return command("remove", *arguments, database=desk.database, **parts, **options)

    return remove


@pytest.fixture
def chats(world):
    """Chats in every state, in both shops: who waits, who is answered, who left a message."""
    mei = world.agent(shops=("demo",))
    for shop_id in ("demo", "other"):
        world.say(world.visitor(shop_id=shop_id), f"hello {shop_id}")
    _, held = world.held_chat(mei)
    mei.reply(held, "hello, this is Mei")
    world.waiting_visitor()
    world.ring()
    leaving = world.visitor()
    world.say(leaving, "are you there?")
    assert leaving.leave_message("call me", "a@b.example")["ok"]
    return mei


def rows_of(database, shop_id):
    """How many rows name the shop, or one of its conversations, by table."""
    chats = Base.metadata.tables["conversations"]
    mine = select(chats.c.id).where(chats.c.shop_id == shop_id)
    found = {}
    with database.read() as session:
        for table in Base.metadata.sorted_tables:
            if "conversation_id" in table.c:
                where = table.c.conversation_id.in_(mine)
            elif "shop_id" in table.c and table.name != "shops_off":
                where = table.c.shop_id == shop_id
            else:
                continue
            found[table.name] = session.scalar(select(func.count()).select_from(table).where(where))
    return found


class TestRemove:
    def test_writes_everything_and_deletes_it(self, remove, desk, chats, folder, faq):
        import_files([faq], desk.base, "demo")
        others = rows_of(desk.database, "other")
        out = folder / "out"

        result = remove("demo", "--output", str(out), "--confirm", "demo")

        assert result.exit_code == 0, (result.output, result.exception)
        written = [
            json.loads(line) for line in (out / "conversations.jsonl").read_text().splitlines()
        ]
        states = {chat["state"] for chat in written}
        assert {"bot", "assigned", "queued", "left_message"} == states
        texts = [line["text"] for chat in written for line in chat["messages"]]
        assert "hello, this is Mei" in texts
        assert "hello other" not in texts
        assert any(
            one["contact"] == "a@b.example" for chat in written for one in chat["left_messages"]
        )
        assert len((out / "entries.jsonl").read_text().splitlines()) == 2
        assert (out / "demo.yml").read_text("utf-8") == SHOP
        assert stat.S_IMODE(out.stat().st_mode) == 0o700
        assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in out.iterdir())

        assert set(rows_of(desk.database, "demo").values()) == {0}
        assert rows_of(desk.database, "other") == others
        assert desk.base.store.published("demo") is None
        assert list((folder / "shops").iterdir()) == []

    def test_no_secret_of_a_visitor_is_exported(self, remove, chats, folder):
        remove("demo", "--output", str(folder / "out"), "--confirm", "demo")

        text = (folder / "out" / "conversations.jsonl").read_text()
        for name in ("token_hash", "written_from", "waiting_source"):
            assert name not in text

    def test_agents_of_no_other_shop_can_no_longer_log_in(self, remove, desk, chats):
        desk.accounts.add("ana@desk", name="Ana", shop_ids=["demo", "other"], password=PASSWORD)

        output = remove("demo", "--confirm", "demo").output

        assert "mei@shop.example answered for no other shop" in output
        assert desk.accounts.find("mei@shop.example").disabled_at is not None
        ana = desk.accounts.find("ana@desk")
        assert (ana.agent.shop_ids, ana.disabled_at) == (("other",), None)

    def test_running_desk_goes_on_refusing_chats(self, remove, world, chats):
        remove("demo", "--confirm", "demo")

        assert not world.visitor().connected
        assert world.visitor(shop_id="other").connected

    @pytest.mark.parametrize("typed", ["", "yes", "other"])
    def test_deletes_nothing_unless_the_id_is_typed(self, remove, desk, chats, typed, folder):
        before = rows_of(desk.database, "demo")

        result = remove("demo", "--output", str(folder / "out"), typed=[typed, ""])

        assert result.exit_code != 0
        assert rows_of(desk.database, "demo") == before
        assert (folder / "shops" / "demo.yml").exists()

    @pytest.mark.parametrize("shop_id", ["../config", "demo/../../config", "..", "", "a\0b"])
    def test_takes_nothing_for_a_shop_whose_id_is_a_way_to_a_file(self, remove, folder, shop_id):
        result = remove(shop_id, "--output", str(folder / "out"), "--confirm", shop_id)

        assert isinstance(result.exception, ShopSetupError)
        assert (folder / "config.yml").exists()
        assert not (folder / "out").exists()

    def test_deletes_it_when_the_id_is_typed(self, remove, desk, chats):
        assert remove("demo", typed=["demo"]).exit_code == 0
        assert set(rows_of(desk.database, "demo").values()) == {0}

    def test_nothing_is_deleted_without_an_export(self, remove, desk, chats, folder):
        before = rows_of(desk.database, "demo")
        (folder / "out").mkdir()

        result = remove("demo", "--output", str(folder / "out"), "--confirm", "demo")

        assert isinstance(result.exception, UnwritableFileError)
        assert rows_of(desk.database, "demo") == before

    def test_nothing_is_deleted_if_somebody_wrote_after_the_export(self, desk, world, folder):
        mei = world.agent()
        visitor, _ = world.held_chat(mei)
        export = export_shop(desk, "demo", folder / "out")
        assert visitor.write("one more thing")["ok"]
        before = rows_of(desk.database, "demo")

        with pytest.raises(ShopSetupError, match="after the export; nothing was deleted"):
            remove_shop(desk, "demo", export)

        assert rows_of(desk.database, "demo") == before

    def test_asks_nothing_without_a_terminal(self, remove, desk, chats):
        result = remove("demo")

        assert "Give --confirm demo" in str(result.exception)
        with desk.database.read() as session:
            assert shops_off(session) == set()

    @pytest.mark.parametrize(
        ("shop_id", "said"),
        [("other", "take it out there first"), ("nowhere", "There is nothing of a shop 'nowhere'")],
    )
    def test_refuses_what_it_cannot_remove(self, remove, shop_id, said):
        assert said in str(remove(shop_id, "--confirm", shop_id).exception)


class TestSwitching:
    def test_off_and_on(self, command, folder, database):
        (folder / "shops").mkdir()
        (folder / "shops" / "harbour.yml").write_text(SHOP, "utf-8")

        def off():
            with database.read() as session:
                return shops_off(session)

        assert command("off", "harbour").exit_code == 0
        assert off() == {"harbour"}
        assert command("on", "harbour").exit_code == 0
        assert off() == set()
        assert "There is no shop 'pier'" in str(command("off", "pier").exception)

    def test_shop_that_is_set_up_anew_is_on(self, command, database, folder):
        command("add", "harbour", "--name", "en=Harbour")
        command("remove", "harbour", "--confirm", "harbour", "--output", str(folder / "out"))

        command("add", "harbour", "--name", "en=Harbour")

        with database.read() as session:
            assert shops_off(session) == set()
