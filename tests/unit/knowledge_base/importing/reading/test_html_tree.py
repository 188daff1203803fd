import pytest
from bs4.element import NavigableString

from knowledge_base.importing.reading.html_tree import Soup, ends, holding, nearest, replace

PAGE = "<div><p>a<b>b</b></p><i>c</i>d</div><u>e</u>"


def in_order(soup):
    """The elements as the links between them lead through the page, forwards and back."""
    forwards = list(soup.descendants)
    back = list(forwards[-1].previous_elements)[::-1] + forwards[-1:]
    assert back[1:] == forwards
    return forwards


class TestSoup:
    def test_puts_tags_that_would_be_too_deep_beside_each_other(self):
        soup = Soup("<p>a" * 2_000 + "<b>last</b>")

        assert len(list(soup.b.parents)) == 500
        assert soup.b.find_previous_sibling().decode() == "<p>a</p>"
        assert soup.get_text() == "a" * 2_000 + "last"

    @pytest.mark.parametrize(
        "text", ["https://shop.example/faq", "faq.html", '<?xml version="1.0"?>']
    )
    def test_says_nothing_about_what_the_text_looks_like(self, recwarn, text):
        Soup(text)

        assert not recwarn.list


class TestEnds:
    @pytest.mark.parametrize("page", ["1 < 2 " * 900, "<p>a" * 5_000, "<![if x]>a<![endif]>" * 900])
    def test_allows_pages_of_people(self, page):
        assert ends(page)

    @pytest.mark.parametrize("page", [">" * 5_000 + "<a " * 1_100, "]]>" + "<![CDATA[ >" * 1_100])
    def test_notices_that_nothing_ends(self, page):
        assert not ends(page)


class TestReplace:
    def test_removes_elements(self):
        soup = Soup(PAGE)
        replace(soup, {id(soup.p): ()})

        assert soup.decode() == "<div><i>c</i>d</div><u>e</u>"
        assert [str(one) for one in in_order(soup) if isinstance(one, NavigableString)] == [*"cde"]
        assert soup.i.previous_sibling is None

    def test_puts_several_in_place_of_one(self):
        soup = Soup(PAGE)
        replace(soup, {id(soup.i): [NavigableString("x"), soup.i]})

        assert soup.decode() == "<div><p>a<b>b</b></p>x<i>c</i>d</div><u>e</u>"
        assert in_order(soup)
        assert soup.i.previous_sibling == "x"
        assert soup.p.next_sibling == "x"


class TestNearest:
    def test_is_the_innermost_of_those_around(self):
        soup = Soup(PAGE)
        found = nearest(soup, lambda tag: tag.name in ("div", "p"))

        assert found[id(soup.b)] is soup.p
        assert found[id(soup.p)] is soup.div
        assert found[id(soup.u)] is None


def test_holding_are_all_tags_around():
    soup = Soup(PAGE)

    assert holding([soup.b]) == {id(soup.p), id(soup.div), id(soup)}
