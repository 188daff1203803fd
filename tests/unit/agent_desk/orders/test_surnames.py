import pytest

from agent_desk.orders.surnames import spellings, surnames_in


def fits(given, name):
    return not spellings(given).isdisjoint(surnames_in(name))


class TestSurnamesIn:
    @pytest.mark.parametrize(
        ("given", "name"),
        [
            ("Müller", "Anna Müller"),
            ("mueller", "Anna Müller"),
            ("MULLER", "Anna Müller"),
            ("Müller", "Mueller, Anna"),
            ("Ｍüller", "anna mu\u0308ller"),
            ("Anna Müller", "Anna Müller"),
            ("van der Berg", "Jan van der Berg"),
            ("Berg", "Jan van der Berg"),
            ("García", "María García López"),
            ("garcia lopez", "María García López"),
            ("O'Brien", "Sean O’Brien"),
            ("obrien", "Sean O'Brien"),
            ("Smith-Jones", "Eve Smith Jones"),
            ("Łukasz", "Lukasz"),
            ("Sørensen", "Ida Soerensen"),
            ("Иванов", "Пётр ИВАНОВ"),
            ("Wang", "Wang Xiaoming"),
            ("wang", "Xiaoming Wang"),
            ("Nguyễn", "Nguyen Van An"),
            ("王", "王小明"),
            ("王小明", "王 小明"),
            ("王", "王　小　明"),
            ("欧阳", "歐陽娜娜"),
            ("陳", "陈美玲"),
            ("김", "김민준"),
            ("Mu\u200eller", "Anna Muller\u202c"),
        ],
    )
    def test_may_be_given_as_the_surname(self, given, name):
        assert fits(given, name)

    @pytest.mark.parametrize(
        ("given", "name"),
        [
            ("Anna", "Anna Müller"),
            ("María", "María García López"),
            ("Mull", "Anna Müller"),
            ("Müllers", "Anna Müller"),
            ("Мuller", "Anna Muller"),  # the first letter is Cyrillic
            ("小", "王小明"),
            ("欧", "欧阳娜娜"),
            ("李", "王小明"),
            ("", "Anna Müller"),
            ("-", "Anna -"),
            ("1", "1"),
            ("Müller", ""),
            ("", ""),
            ("\u200e", "\u200e"),
        ],
    )
    def test_is_no_surname_of_theirs(self, given, name):
        assert not fits(given, name)

    def test_of_a_long_name_only_the_first_words_count(self):
        assert len(surnames_in("a b " * 80)) < 100
