import pytest

from knowledge_base.language.country_names import with_countries
from knowledge_base.language.text import normalise


class TestCountries:
    @pytest.mark.parametrize(
        ("text", "country"),
        [
            ("how long to Honolulu", "usa"),
            ("delivery to São Luís", "brazil"),
            ("shipping to New York pls", "usa"),
            ("寄到台北要幾天", "台湾"),
            ("我在吉隆坡", "马来西亚"),
            ("i'm in NZ", "new zealand"),
        ],
    )
    def test_are_added_to_what_lies_in_them(self, text, country):
        normal = normalise(text)

        assert with_countries(normal) == f"{normal} {country}"

    @pytest.mark.parametrize(
        "text", ["where is my parcel", "快递到哪了", "寄到美国纽约", "is the usa ok", "a riot", ""]
    )
    def test_are_not_added_where_there_is_no_place_or_they_stand_already(self, text):
        assert with_countries(text) == text

    def test_are_added_once_each(self):
        text = "from tokyo or osaka to paris"

        assert with_countries(text) == f"{text} japan france"
