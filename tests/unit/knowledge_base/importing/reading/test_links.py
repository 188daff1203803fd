import pytest

from knowledge_base.importing.reading.links import linked, says, shown_url


class TestLinked:
    @pytest.mark.parametrize(
        ("text", "url", "found"),
        [
            ("点这里", "https://a.b/size", "点这里 (https://a.b/size)"),
            ("", "https://a.b/size", "https://a.b/size"),
            ("写信给我们", "mailto:help@a.b?subject=Hi", "写信给我们 (help@a.b)"),
            ("打电话", "tel:+86-400-800-1234", "打电话 (+86-400-800-1234)"),
            ("see a.b", "https://a.b/size", "see a.b (https://a.b/size)"),
            (
                "https://a.b/size-guide",
                "https://a.b/size",
                "https://a.b/size-guide (https://a.b/size)",
            ),
            ("打 400-800-9999", "tel:4008001234", "打 400-800-9999 (4008001234)"),
            ("here", "javascript:alert(1)", "here"),
            ("here", "file:///C:/faq.xlsx", "here"),
            ("here", "#Sheet2!A1", "here"),
        ],
    )
    def test_shows_where_a_link_leads(self, text, url, found):
        assert linked(text, url) == found

    @pytest.mark.parametrize(
        ("text", "url"),
        [
            ("https://a.b/size", "https://a.b/size"),
            ("www.A.b", "https://a.b/"),
            ("See https://a.b/size.", "https://a.b/size"),
            ("见https://a.b/size吧", "https://a.b/size"),
            ("写信给 Help@a.b", "mailto:help@a.b"),
            ("help@a.b", "mailto:help@a.b?subject=Hi"),
            ("拨打 400-800-1234", "tel:4008001234"),
            ("(021) 1234 5678", "tel:+862112345678"),
            ("95533", "tel:95533"),
        ],
    )
    def test_repeats_nothing_that_the_text_says(self, text, url):
        assert says(text, url)
        assert linked(text, url) == text


class TestShownUrl:
    def test_cleans_what_browsers_clean(self):
        assert shown_url(" //a.b/\n") == "https://a.b/"
        assert shown_url("mailto:me%2Bfaq@a.b") == "me+faq@a.b"
