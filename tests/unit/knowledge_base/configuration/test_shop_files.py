import pytest

from agent_desk.settings.desk import DeskSettings
from knowledge_base.configuration import (
    configured_shops,
    is_shop_id,
    read_section,
    settings_in_use,
    shop_file,
)
from knowledge_base.errors import ConfigurationError
from knowledge_base.settings import KnowledgeBaseSettings

SHOP = """\
name: {zh: 海港, en: Harbour}
greeting: {zh: 您好, en: Hello}
"""


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Writes a file beside the file of settings, which is there, too."""
    monkeypatch.setenv("RELAY_CONFIG", str(tmp_path / "config.yml"))
    monkeypatch.delenv("RELAY_AGENT_DESK_SHOPS", raising=False)
    (tmp_path / "config.yml").write_text("agent_desk: {port: 8001}\n")
    (tmp_path / "shops").mkdir()

    def write(name, text):
        (tmp_path / name).write_text(text, "utf-8")
        return tmp_path / name

    return write


class TestShopFiles:
    def test_hold_a_shop_each_that_is_named_after_the_file(self, write):
        write("shops/harbour.yml", SHOP)
        write("shops/pier.yml", SHOP)

        settings = DeskSettings()

        assert list(settings.shops) == ["harbour", "pier"] == configured_shops()
        assert settings.shops["pier"].name.en == "Harbour"
        assert settings.port == 8001

    def test_stand_beside_shops_of_the_main_file(self, write):
        write(
            "config.yml", f"agent_desk: {{shops: {{lantern: {{{SHOP.replace(chr(10), ', ')}}}}}}}"
        )
        write("shops/harbour.yml", SHOP)

        assert list(DeskSettings().shops) == ["lantern", "harbour"]

    def test_secrets_from_the_environment_are_added(self, write, monkeypatch):
        write("shops/harbour.yml", SHOP)
        secret = "0123456789abcdef0123456789abcdef"
        monkeypatch.setenv(
            "RELAY_AGENT_DESK_SHOPS", f'{{"harbour": {{"identity_secret": "{secret}"}}}}'
        )

        shop = DeskSettings().shops["harbour"]

        assert shop.name.en == "Harbour"
        assert shop.identity_secret.get_secret_value() == secret

    def test_hold_what_is_the_shops_in_the_knowledge_base(self, write):
        base = "knowledge_base: {synonyms: [[box, parcel]], shop_contacts: [a@harbour.example]}\n"
        write("shops/harbour.yml", SHOP + base)
        write("config.yml", "knowledge_base: {synonyms: {lantern: [[cup, mug]]}}")

        settings = KnowledgeBaseSettings()

        assert settings.synonyms == {"lantern": [["cup", "mug"]], "harbour": [["box", "parcel"]]}
        assert settings.shop_contacts == {"harbour": ["a@harbour.example"]}
        assert "harbour" in DeskSettings().shops

    def test_may_have_keys_for_what_is_shared(self, write):
        write("shops/harbour.yml", "x-words: &words {zh: 海港, en: Harbour}\n" + SHOP)

        assert "harbour" in DeskSettings().shops

    def test_are_named_beside_the_main_file(self, write, tmp_path):
        write("shops/harbour.yml", SHOP)

        assert settings_in_use() == f"{tmp_path}/config.yml (RELAY_CONFIG), shops/harbour.yml"
        assert shop_file("harbour") == tmp_path / "shops" / "harbour.yml"

    @pytest.mark.parametrize("name", ["notes.txt", ".writing-harbour.yml", "harbour.yml~"])
    def test_other_files_are_left_alone(self, write, name):
        write(f"shops/{name}", "no: [shop")

        assert read_section("agent_desk") == {"port": "8001"}


class TestWhatIsWrong:
    def fault(self, settings=DeskSettings):
        with pytest.raises(ConfigurationError) as raised:
            settings()
        return str(raised.value)

    def test_a_shop_in_both_places_is_an_error_that_names_both(self, write):
        config = write("config.yml", "agent_desk:\n  shops:\n    harbour: {accent: '#112233'}\n")
        own = write("shops/harbour.yml", SHOP)

        assert self.fault() == (
            f"agent_desk.shops.harbour stands in {config}, line 3, and in {own}; "
            "only one of them can count"
        )

    def test_so_are_words_of_the_knowledge_base_in_both_places(self, write):
        config = write("config.yml", "knowledge_base: {synonyms: {harbour: [[a, b]]}}\n")
        own = write("shops/harbour.yml", SHOP + "knowledge_base: {synonyms: [[c, d]]}\n")

        fault = self.fault(KnowledgeBaseSettings)

        assert str(config) in fault
        assert str(own) in fault

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            (SHOP + "acent: x\n", ", line 3: agent_desk.shops.harbour.acent: unknown setting"),
            (SHOP + "accent: red\n", ", line 3: agent_desk.shops.harbour.accent: "),
            ("name: {zh: 海港, en: Harbour}\n", ": agent_desk.shops.harbour: greeting is missing"),
            ("", ": agent_desk.shops.harbour: name, greeting are missing"),
            ("- a\n", " must hold keys and values"),
            ("name: [\n", ", line 2, column 1: "),
        ],
    )
    def test_is_said_with_file_and_line(self, write, text, said):
        path = write("shops/harbour.yml", text)

        assert self.fault().startswith(f"{path}{said}")

    def test_in_the_part_of_the_knowledge_base_too(self, write):
        path = write("shops/harbour.yml", SHOP + "knowledge_base:\n  shop_contacts: [nobody]\n")

        assert self.fault(KnowledgeBaseSettings).startswith(
            f"{path}, line 4: knowledge_base.shop_contacts"
        )

    def test_a_setting_that_is_for_all_shops_is_no_shops_own(self, write):
        path = write("shops/harbour.yml", SHOP + "knowledge_base: {answer_precision: 0.8}\n")

        assert self.fault(KnowledgeBaseSettings) == (
            f"{path}, line 3: 'answer_precision' is no setting of a single shop; there is: "
            "synonyms, shop_contacts"
        )

    @pytest.mark.parametrize("name", ["Harbour.yml", "harbour.yaml", "my shop.yml"])
    def test_a_name_that_is_no_id(self, write, name):
        path = write(f"shops/{name}", SHOP)

        assert self.fault().startswith(f"{path}: the file of a shop is named after its id")

    def test_a_secret_for_what_the_shops_file_lacks_names_that_file(self, write, monkeypatch):
        path = write("shops/harbour.yml", SHOP)
        monkeypatch.setenv("RELAY_AGENT_DESK_SHOPS", '{"harbour": {"orders": {"token": "t"}}}')

        assert f"which {path} does not have" in self.fault()


class TestIsShopId:
    @pytest.mark.parametrize("text", ["demo", "a-b_c9", "9"])
    def test_takes_small_letters_digits_hyphens_and_underscores(self, text):
        assert is_shop_id(text)

    @pytest.mark.parametrize("text", ["", "Demo", "灯笼", "a b", "../a", "-a", "a" * 65, "a\n"])
    def test_takes_nothing_else(self, text):
        assert not is_shop_id(text)
