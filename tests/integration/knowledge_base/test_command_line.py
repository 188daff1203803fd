import json

import pytest


class TestCommands:
    def test_import_reports_what_it_did(self, run, write):
        code, printed, _ = run("import", write())

        assert code == 0
        assert "entries: 3 added" in printed
        assert "published version 1-" in printed

    def test_a_dry_run_says_that_it_was_one(self, run, write):
        code, printed, _ = run("import", write(), "--dry-run")

        assert (code, "nothing was published: a dry run" in printed) == (0, True)

    def test_search_shows_band_confidence_entry_and_answer(self, run, write):
        run("import", write())

        code, printed, _ = run("search", "怎么开发票", "--limit", "1")

        assert code == 0
        for shown in ("answer", "1.00", "invoice", "在订单页申请电子发票。"):
            assert shown in printed

    def test_search_in_a_language_of_choice(self, run, write):
        run("import", write())

        assert "Open the order" in run("search", "我想退货", "--language", "en")[1]

    def test_list_and_rebuild(self, run, write):
        run("import", write())

        assert "3 entries, 10 questions" in run("list")[1]
        assert "10 questions indexed" in run("rebuild")[1]

    def test_export_goes_to_the_terminal_or_a_file(self, run, write, tmp_path):
        run("import", write())

        printed = run("export")[1]
        run("export", "--output", tmp_path / "out.jsonl")

        assert (tmp_path / "out.jsonl").read_text("utf-8") == printed
        assert [json.loads(line)["entry"] for line in printed.splitlines()] == [
            "invoice",
            "return",
            "shipping-brazil",
        ]
        assert "nothing was published: no change" in run("import", tmp_path / "out.jsonl")[1]


@pytest.fixture
def shops(tmp_path, monkeypatch):
    """Writes a config.yml with these shops and makes it the one that is read."""

    def write(*names):
        path = tmp_path / "config.yml"
        path.write_text(json.dumps({"agent_desk": {"shops": {name: {} for name in names}}}))
        monkeypatch.setenv("RELAY_CONFIG", str(path))

    return write


class TestWhichShop:
    def test_the_only_one_is_meant(self, run, write, shops):
        shops("lantern")
        run("import", write())

        assert "3 entries" in run("list", "--shop", "lantern")[1]

    def test_one_of_several_has_to_be_named(self, run, write, shops):
        shops("lantern", "harbour")

        code, _, complained = run("import", write())

        assert (code, complained) == (
            1,
            "error: which shop? give --shop with one of: lantern, harbour\n",
        )
        assert run("import", write(), "--shop", "harbour")[0] == 0

    def test_one_of_the_environment_counts(self, run, shops, monkeypatch):
        shops("lantern")
        monkeypatch.setenv("RELAY_AGENT_DESK_SHOPS", '{"lantern": {}, "harbour": {}}')

        assert "lantern, harbour" in run("list")[2]

    def test_without_any_it_has_to_be_named_too(self, run, write, shops):
        shops()

        assert "config.yml has no shop" in run("import", write())[2]
        assert run("import", write(), "--shop", "lantern", "--new-shop")[0] == 0

    def test_help_needs_no_shop(self, run, shops):
        shops()

        assert run("import", "--help")[0] == 0


class TestAShopThatDoesNotExist:
    @pytest.fixture(autouse=True)
    def only_tealeaf(self, shops):
        shops("tealeaf")

    @pytest.mark.parametrize(
        "command",
        [
            *(["import", "FILE"], ["import", "FILE", "--dry-run"], ["export"], ["list"]),
            *(["search", "怎么退货"], ["evaluate"], ["rebuild"], ["review"], ["scan"]),
            *(["purge", "--yes"], ["versions"], ["rollback"], ["history", "return"]),
            *(["golden", "add", "q", "e"], ["golden", "import", "FILE"], ["golden", "list"]),
            ["golden", "remove", "q"],
        ],
        ids=" ".join,
    )
    def test_is_refused_by_every_command(self, run, write, base, command):
        file = write()

        code, printed, complained = run(
            *(file if argument == "FILE" else argument for argument in command), "--shop", "tealef"
        )

        assert (code, printed) == (1, "")
        assert complained.endswith(
            "\nerror: there is no shop 'tealef': it is not configured, and nothing was imported "
            "for it; did you mean 'tealeaf'? A new shop begins with: import FILE --shop tealef "
            "--new-shop\n"
        )
        assert base.store.shops() == []

    def test_the_message_lists_those_that_there_are(self, run, write):
        run("import", write(), "--shop", "bookshop", "--new-shop")

        assert "; there is: tealeaf, bookshop. A new shop" in run("list", "--shop", "zzz")[2]

    def test_begins_with_its_own_option(self, run, write):
        assert run("import", write(), "--shop", "bookshop", "--new-shop")[0] == 0

        assert "3 entries" in run("list", "--shop", "bookshop")[1]
        assert run("import", write(), "--shop", "bookshop")[0] == 0

    def test_one_with_nothing_but_candidates_exists(self, run, tmp_path):
        chats = tmp_path / "chats.csv"
        chats.write_text(
            "会话ID,发送方,消息内容\n1,买家,怎么申请退货呢？\n1,客服,您在订单页面点退货就可以申请。\n"
        )
        run("import", chats, "--shop", "bookshop", "--new-shop")

        waiting = run("review", "--shop", "bookshop", "--export", tmp_path / "review.csv")[2]

        assert "\n1 candidates written" in waiting

    def test_one_of_the_configuration_needs_no_option(self, run, write):
        assert run("import", write(), "--shop", "tealeaf")[0] == 0

    def test_one_of_the_environment_needs_none_either(self, run, write, monkeypatch):
        monkeypatch.setenv("RELAY_AGENT_DESK_SHOPS", '{"harbour": {}}')

        assert run("import", write(), "--shop", "harbour")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "name", "right"),
    [
        (["import", "FILE", "--rejects"], "rejects.xlsx", ".csv"),
        (["import", "FILE", "--report"], "report.pdf", ".html or .htm"),
        (["review", "--export"], "review.xlsx", ".csv"),
        (
            ["replay", "--kb", "FILE", "--questions", "FILE", "--out"],
            "out.csv",
            ".jsonl or .ndjson",
        ),
    ],
)
def test_a_file_is_what_its_name_says(run, write, tmp_path, arguments, name, right):
    file = write()

    code, printed, complained = run(
        *(file if argument == "FILE" else argument for argument in arguments), tmp_path / name
    )

    assert (code, printed) == (1, "")
    assert complained == f"error: {tmp_path / name} has to end with {right}\n"
    assert not (tmp_path / name).exists()


class TestSettings:
    @pytest.fixture
    def config(self, tmp_path, monkeypatch):
        path = tmp_path / "config.yml"
        path.write_text("agent_desk: {shops: {lantern: {}}}")
        monkeypatch.setenv("RELAY_CONFIG", str(path))
        return path

    @pytest.mark.parametrize("arguments", [["list"], ["versions"], ["scan"], ["golden", "list"]])
    def test_a_command_says_first_which_file_they_are_in(self, run, write, config, arguments):
        run("import", write())

        complained = run(*arguments)[2]

        assert complained.startswith(f"settings: {config} (RELAY_CONFIG)\n")
        assert "warning" not in complained

    def test_those_of_the_demo_on_the_data_of_a_shop_are_doubtful(
        self, run, write, config, monkeypatch
    ):
        run("import", write())
        monkeypatch.delenv("RELAY_CONFIG")

        complained = run("versions", "--shop", "demo")[2]

        assert "config.yml (RELAY_CONFIG names no other)" in complained
        assert "warning: these are the settings of the demo shop" in complained
        assert "data of lantern; does RELAY_CONFIG have to name another file?" in complained

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            (
                "agent_desk: {shops: {lantern: }}\nagent_desk: {}\n",
                "line 2, column 1: 'agent_desk'",
            ),
            ("agent_desk:\n\tshops:\n", "line 2, column 1: there is a tab"),
            ("agent_desk: {shops: [lantern]}\n", "agent_desk.shops must hold the ids"),
            ("agent-desk: {shops: {lantern: {}}}\n", "line 1: 'agent-desk' is no section"),
            ("knowledge_base: {answer_precision: 90}\n", "answer_precision: must be less than 1"),
        ],
    )
    def test_what_is_wrong_is_named_with_its_line(self, run, config, text, message):
        config.write_text(text)

        code, _, complained = run("list", *(["--shop", "x"] if "precision" in text else []))

        assert code == 1
        assert f"error: {config}" in complained
        assert message in complained

    def test_broken_json_in_a_variable_is_named(self, run, config, monkeypatch):
        monkeypatch.setenv("RELAY_AGENT_DESK_SHOPS", '{"lantern": {"identity_secret": "hunter2}}')

        code, _, complained = run("list")

        assert code == 1
        assert "RELAY_AGENT_DESK_SHOPS is not valid JSON at line 1, column 33" in complained
        assert "hunter2" not in complained


class TestErrors:
    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["search", "x"], "the knowledge base of shop 'demo' is empty"),
            (
                ["list", "--shop", "other"],
                "there is no shop 'other'",
            ),
            (["rebuild"], "is empty"),
            (["export"], "is empty"),
            (["import", "gone.csv"], "there is no file gone.csv"),
            (["import", "gone.csv", "--format", "doc"], "there is no format 'doc'"),
            (["versions"], "is empty"),
            (["rollback"], "no earlier version"),
            (["golden", "add", "q", "e"], "is empty"),
        ],
    )
    def test_are_one_line_and_an_exit_code(self, run, arguments, message):
        code, printed, complained = run(*arguments)

        assert code == 1
        assert message in complained
        lines = [line for line in complained.splitlines() if line.strip()]
        assert [line.split(":")[0] for line in lines] == ["settings", "error"]
        assert printed == ""

    def test_a_file_of_nothing_valid_names_its_first_problem(self, run, write):
        code, _, complained = run("import", write([{"entry": "half", "answers": {"zh": "a"}}]))

        assert (code, "line 1: entry 'half' has no question" in complained) == (1, True)

    def test_a_misspelt_setting_is_named(self, run, monkeypatch):
        monkeypatch.setenv("RELAY_KNOWLEDGE_BASE_INDEX_DIRR", "/tmp")

        code, _, complained = run("list")

        assert code == 1
        assert "did you mean RELAY_KNOWLEDGE_BASE_INDEX_DIR?" in complained

    def test_a_wrong_language_is_an_error_of_usage(self, run):
        assert run("search", "x", "--language", "fr")[0] == 2
