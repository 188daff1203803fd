from typing import Annotated, Literal

import pytest
from pydantic import AfterValidator, BaseModel, Field, SecretStr, ValidationError, model_validator

from knowledge_base.configuration import ConfigSection
from knowledge_base.configuration.explaining import reasons
from knowledge_base.errors import ConfigurationError


def _checked(text):
    if text == "wrong":
        raise ValueError("write it in another way")
    return text


class Strict(BaseModel):
    model_config = {"extra": "forbid"}


class Gas(Strict):
    kind: Literal["gas"]
    url: str
    token: SecretStr


class Wood(Strict):
    kind: Literal["wood"]
    colours: Annotated[list[str], Field(min_length=2)] = ["red", "blue"]
    code: str = Field("a", pattern="^[a-z]+$")
    label: str = Field("ab", min_length=2, max_length=5)


class Shop(Strict):
    name: str
    greeting: str = ""
    secret: SecretStr | None = None
    pages: Annotated[list[str], Field(max_length=3)] = []
    fuel: Gas | Wood | None = Field(None, discriminator="kind")
    spoken: str = Field("", alias="zh-Hant")
    days: dict[Literal["monday", "sunday"], list[Annotated[str, AfterValidator(_checked)]]] = {}

    @model_validator(mode="after")
    def _is_polite(self):
        if self.greeting == "rude":
            raise ValueError("a shop greets politely")
        return self


class Kitchen(ConfigSection):
    section = "kitchen"

    guests: int = Field(2, ge=1, le=9)
    share: float = Field(0.5, ge=0, lt=1)
    is_open: bool = True
    format: Literal["text", "json"] = "text"
    shops: dict[str, Shop] = Field(default={})


VARIABLE = "RELAY_KITCHEN_SHOPS"


@pytest.fixture
def complaint(tmp_path, monkeypatch):
    """What is said of a file of these lines under ``kitchen``; ``FILE`` stands for its path."""

    def complaint(*lines, **variables):
        path = tmp_path / "config.yml"
        path.write_text("\n".join(["kitchen:", *(f"  {line}" for line in lines)]), "utf-8")
        monkeypatch.setenv("RELAY_CONFIG", str(path))
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(ConfigurationError) as raised:
            Kitchen()
        said = str(raised.value)
        assert "\n" not in said
        assert "hunter2" not in said
        assert not any(word in said.lower() for word in ("pydantic", "input should", "value error"))
        return said.replace(str(path), "FILE")

    return complaint


SHOP = ("shops:", "  lantern:", "    name: Lantern")


class TestFile:
    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("guests: hunter2", "guests: must be a whole number"),
            ("guests: 2.5", "guests: must be a whole number"),
            ("guests: 0", "guests: must be at least 1"),
            ("guests: 10", "guests: must be at most 9"),
            ("guests: [hunter2]", "guests: must be a whole number"),
            ("guests:", "guests: is empty"),
            ("share: hunter2", "share: must be a number"),
            ("share: .nan", "share: must be a number"),
            ("share: nan", "share: must be a number, and not infinity or NaN"),
            ("share: 1", "share: must be less than 1"),
            ("is_open: hunter2", "is_open: must be true or false"),
            ("format: hunter2", "format: must be 'text' or 'json'"),
            ("shops: [hunter2]", "shops: must hold keys and values"),
            ("shops: {a: hunter2}", "shops.a: must hold keys and values: name, greeting, secret"),
        ],
    )
    def test_a_wrong_value_has_its_line_and_path(self, complaint, line, said):
        assert complaint(line).startswith(f"FILE, line 2: kitchen.{said}")

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("pages: https://a.example", "pages: must be a list, such as [one, two]"),
            ("pages: [a, {hunter2: c}]", "pages[1]: must be a text, in quotation marks"),
            ("pages: [a, b, c, d]", "pages: may have at most 3 parts, not 4"),
            ("fuel: {kind: wood, colours: [a]}", "fuel.colours: must have at least 2 parts, not 1"),
            ("fuel: {kind: wood, code: A1}", "fuel.code: must have the form ^[a-z]+$"),
            ("fuel: {kind: wood, label: abcdef}", "fuel.label: may have at most 5 characters"),
            ("fuel: {kind: wood, label: a}", "fuel.label: must have at least 2 characters"),
            ("pages:", "pages: is empty (a text that begins with # needs quotes)"),
            ("fuel: {kind: hunter2}", "fuel: 'kind' must be one of 'gas', 'wood'"),
            ("fuel: {url: a}", "fuel: kind (gas or wood) is missing"),
            ("fuel: {kind: gas, url: a}", "fuel: token is missing"),
            ("fuel: {kind: gas}", "fuel: url, token are missing"),
            ("days: {monday: [a, wrong]}", "days.monday[1]: write it in another way"),
            ("zh-Hant: [a]", "zh-Hant: must be a text, in quotation marks"),
            ("days: {mon: []}", "days.mon: must be 'monday' or 'sunday'"),
        ],
    )
    def test_the_path_is_the_one_of_the_file(self, complaint, line, said):
        assert complaint(*SHOP, f"    {line}") == f"FILE, line 5: kitchen.shops.lantern.{said}"

    @pytest.mark.parametrize(
        ("lines", "said"),
        [
            ((*SHOP, "    pagse: []"), "did you mean kitchen.shops.lantern.pages?"),
            ((*SHOP, "    Pages: []"), "did you mean kitchen.shops.lantern.pages?"),
            (
                (*SHOP, "    fuel: {kind: gas, url: a, tokn: b, token: c}"),
                "fuel.tokn: unknown setting; did you mean kitchen.shops.lantern.fuel.token?",
            ),
            ((*SHOP, "    zh-Hnat: a"), "did you mean kitchen.shops.lantern.zh-Hant?"),
            (("zh-Hant: a",), "its place is kitchen.shops.<id>.zh-Hant"),
            (("pages: []",), "its place is kitchen.shops.<id>.pages"),
            (("zzz: 1",), "there is: guests, share, is_open, format, shops"),
        ],
    )
    def test_an_unknown_key_gets_a_hint(self, complaint, lines, said):
        assert said in complaint(*lines)

    def test_all_that_is_wrong_is_said_at_once(self, complaint):
        assert complaint("guests: 0", "share: 2").count("FILE, line") == 2


class TestVariable:
    def test_a_wrong_value_is_of_the_variable_that_sets_it(self, complaint):
        said = complaint(*SHOP, **{VARIABLE: '{"lantern": {"pages": "hunter2"}}'})

        assert said == (
            f"environment variable {VARIABLE}: kitchen.shops.lantern.pages: "
            "must be a list, such as [one, two]"
        )

    def test_what_the_file_sets_is_of_the_file(self, complaint):
        said = complaint(*SHOP, "    pages: a", **{VARIABLE: '{"lantern": {"secret": "hunter2"}}'})

        assert said.startswith("FILE, line 5: kitchen.shops.lantern.pages")

    def test_a_group_of_which_the_file_sets_a_part_is_of_both(self, complaint):
        said = complaint(
            *SHOP, "    greeting: rude", **{VARIABLE: '{"lantern": {"secret": "hunter2"}}'}
        )

        assert said == (
            f"FILE, line 3, with environment variable {VARIABLE}: kitchen.shops.lantern: "
            "a shop greets politely"
        )

    def test_a_number_where_a_text_belongs(self, complaint):
        said = complaint(*SHOP, **{VARIABLE: '{"lantern": {"greeting": 1}}'})

        assert "lantern.greeting: must be a text, in quotation marks" in said

    def test_a_token_for_a_source_that_the_file_lacks(self, complaint):
        said = complaint(*SHOP, **{VARIABLE: '{"lantern": {"fuel": {"token": "hunter2"}}}'})

        assert said == (
            f"environment variable {VARIABLE} adds to kitchen.shops.lantern.fuel, which FILE does "
            "not have: kind (gas or wood) is missing"
        )

    @pytest.mark.parametrize(
        "name", ["RELAY_KITCHEN_SHOPS__LANTERN__FUEL", "RELAY_KITCHEN_SHOPS__LANTERN__FUEL__TOKEN"]
    )
    def test_a_variable_for_a_part_of_the_source(self, complaint, name):
        value = "hunter2" if name.endswith("TOKEN") else '{"token": "hunter2"}'

        assert complaint(*SHOP, **{name: value}).startswith(
            f"environment variable {name} adds to kitchen.shops.lantern.fuel, which FILE"
        )

    def test_a_token_of_a_source_that_the_file_has_is_enough(self, tmp_path, monkeypatch):
        path = tmp_path / "config.yml"
        path.write_text("kitchen: {shops: {a: {name: A, fuel: {kind: gas, url: b}}}}")
        monkeypatch.setenv("RELAY_CONFIG", str(path))
        monkeypatch.setenv(VARIABLE, '{"a": {"fuel": {"token": "hunter2"}}}')

        assert Kitchen().shops["a"].fuel.token.get_secret_value() == "hunter2"

    def test_a_secret_for_a_shop_that_the_file_lacks_is_one_sentence(self, complaint):
        said = complaint(
            *SHOP,
            **{VARIABLE: '{"lantren": {"secret": "hunter2", "fuel": {"token": "hunter2"}}}'},
        )

        assert said == (
            f"environment variable {VARIABLE} adds to kitchen.shops.lantren, which FILE does not "
            "have: name, fuel.kind (gas or wood) are missing; did you mean kitchen.shops.lantern?"
        )


class TestReasons:
    @pytest.mark.parametrize(
        ("values", "said"),
        [
            ({}, ["name is missing"]),
            ({"name": "A", "fuel": {}}, ["fuel: kind (gas or wood) is missing"]),
            ({"name": "A", "nam": "hunter2"}, ["nam: unknown setting"]),
            ({"name": None}, ["name: is empty (a text that begins with # needs quotes)"]),
        ],
    )
    def test_say_what_is_wrong_with_values_that_are_in_no_file(self, values, said):
        with pytest.raises(ValidationError) as raised:
            Shop.model_validate(values)

        assert reasons(Shop, raised.value) == said
