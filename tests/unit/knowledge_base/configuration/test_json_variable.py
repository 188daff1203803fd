import pytest

from knowledge_base.configuration.json_variable import read_json
from knowledge_base.errors import ConfigurationError

VARIABLE = "RELAY_AGENT_DESK_SHOPS"


@pytest.fixture
def complaint(monkeypatch):
    def complaint(text):
        monkeypatch.setenv(VARIABLE, text)
        with pytest.raises(ConfigurationError) as raised:
            read_json(VARIABLE, {"identity_secret", "token"})
        assert "\n" not in str(raised.value)
        return str(raised.value)

    return complaint


class TestReadJson:
    def test_gives_the_value(self, monkeypatch):
        monkeypatch.setenv(VARIABLE, '{"lantern": {"accent": "#112233"}}')

        assert read_json(VARIABLE) == {"lantern": {"accent": "#112233"}}

    def test_names_variable_line_and_column_and_shows_a_piece(self, complaint):
        said = complaint('{"lantern":\n {"identity_secret": "hunter2"; "token": "s3cret"}}')

        assert f"{VARIABLE} is not valid JSON at line 2, column 31" in said
        assert '{"identity_secret": "…" >>> …' in said

    @pytest.mark.parametrize(
        "text",
        [
            '{"lantern": {"identity_secret": "hunter2",}}',
            '{"lantern": {"identity_secret": "hunter2',
            '{"lantern": {"identity_secret": hunter2}}',
            "{'lantern': {'identity_secret': 'hunter2'}}",
            '{"lantern": {"identity_secret": "hunter2"}} hunter2',
            "hunter2",
            '{"lantern": {"token": "hunter2\n"}}',
            '{"lantern": {"token": "\\hunter2"}}',
        ],
    )
    def test_never_shows_a_value(self, complaint, text):
        assert "hunter2" not in complaint(text)

    @pytest.mark.parametrize(
        ("text", "hint"),
        [
            ("", "it is empty"),
            ("{'lantern': {}}", "double quotation marks"),
            ("'{\"lantern\": {}}'", "a shell would take away"),
            ("{“lantern”: {}}", "curly"),
            ('{"lantern"：{}}', "full-width"),
            ('{"lantern": {}，"demo": {}}', "full-width"),
            ('{"lantern": {"name": "x",\n}}', "a comma before the closing bracket"),
            ('{"lantern": [1, 2, ]}', "a comma before the closing bracket"),
        ],
    )
    def test_says_what_people_usually_do_wrong(self, complaint, text, hint):
        assert hint in complaint(text)

    def test_refuses_a_key_that_comes_twice(self, complaint):
        said = complaint('{"lantern": {"token": "a"}, "lantern": {"accent": "b"}}')

        assert f"{VARIABLE} has the key 'lantern' twice" in said

    def test_refuses_too_many_levels(self, complaint):
        assert "too many levels" in complaint("[" * 100_000)
